"""Special categories: what a text says of a person, in seven languages, and what only sounds like it."""

import time

import pytest

from streams.redaction.rules.special import Category, SpecialPolicy, categories

SAID = """
health|I was diagnosed with diabetes last year
health|My mother has cancer
health|John Miller is on sick leave because of depression
health|Ich bin seit drei Wochen krankgeschrieben wegen Burnout
health|Meine Frau ist schwanger
health|Ma mère a un cancer du sein
health|Je prends des antidépresseurs
health|Mi padre tiene diabetes
health|Tengo depresión desde hace años
health|Mia sorella è incinta
health|Ho il diabete di tipo 2
health|Mijn vader heeft kanker
health|Ik ben zwanger
health|A minha mãe tem cancro
health|My doctor prescribed new pills
tax|I still owe the IRS back taxes
tax|Ich habe eine Steuernachzahlung von 3000 Euro
tax|My tax refund was 1200, the IRS said
tax|Debo dinero a Hacienda, mis impuestos
union|I am a member of the trade union
union|Ich bin bei der IG Metall
union|Je suis adhérent à la CGT, c'est mon syndicat
union|Mijn vakbond helpt mij
union|Sou membro do sindicato e minha greve
religion|He is Muslim and prays at work
religion|Meine Kollegin ist katholisch
religion|Ma femme est juive
religion|Mi marido es musulmán
religion|Lei è cattolica
religion|Hij is joods
religion|Ela é católica
sexual life|He told me that he is gay
sexual life|Meine Schwester ist lesbisch
sexual life|Mon frère est homosexuel
sexual life|Mi hermano es homosexual
sexual life|Mio fratello è gay
sexual life|Mijn broer is homoseksueel
politics|I voted for the Green Party
politics|Er ist Mitglied der AfD
politics|Ich habe die SPD gewählt, das ist meine Partei
politics|Mon père est militant du parti communiste
politics|Ik heb gestemd op die partij
ethnic origin|She is of Turkish descent
ethnic origin|Er ist kurdischer Herkunft
ethnic origin|Elle est d'origine maghrébine
convictions|He was convicted of fraud in 2015
convictions|Mein Bruder ist vorbestraft
convictions|Il a un casier judiciaire
convictions|Mi primo estuvo en la cárcel, su condena
convictions|Hij heeft een strafblad
convictions|Ele tem registo criminal
health|Patient Maria Rossi: HIV positive
""".strip().splitlines()
UNSAID = """
Tax report.xlsx - Excel
Steuererklärung 2025.pdf
Health & Safety Training
health check failed for pod web-1
I updated the tax report template
Union Square
SELECT * FROM a UNION SELECT * FROM b
I fixed the union type in the schema
Merge conflict in my branch
Religion and society - Wikipedia
I think schools should teach more about the environment.
Cancer research report 2024
My pull request was rejected
Vote for the best feature request
Ich habe die Unterlagen geprüft
Please find my notes attached
The patient dashboard is slow
I will book the meeting room
He will present the quarterly income statement
Steuersatz 19 %
Party planning committee
My parking ticket
I need to restart my computer
Prisoner's dilemma
She joined the design team
My manager approved the invoice
Er hat das Angebot geschickt
Je vais au bureau demain
Mi ordenador no funciona
Il mio computer non funziona
Mijn agenda is vol
Meu computador não liga
The church of San Marco is open to visitors
Black Friday sales
Dark mode enabled
I set the default charge to zero
My order: 2 years warranty
Pride and Prejudice
my test suite fails
race condition in my code
I am sick of these meetings
The dialog asks for his name
Mass update of my records
He is a member of the project team
I got the audit log and tax rate for this item
He opened the partner portal on dating of invoices
my court booking for tennis
Ihre Bestellung wurde versandt
Ihr Konto wurde gesperrt
Votre commande a été expédiée
Su pedido ha sido enviado
O seu pedido foi enviado
""".strip().splitlines()


@pytest.mark.parametrize("line", SAID)
def test_what_a_text_says_of_a_person_is_found(line):
    name, _, text = line.partition("|")
    found = {category.name: category.score for category in categories(text)}
    assert 0.5 <= found[name] <= 1


@pytest.mark.parametrize("text", UNSAID)
def test_what_is_said_of_nobody_is_not(text):
    assert categories(text) == []


def test_a_person_must_be_in_the_same_sentence():
    assert categories("My name is long. Diabetes is a disease.") == []
    assert categories("") == []


def test_the_strictest_action_counts():
    health, tax = Category("health", 0.7), Category("tax", 0.7)
    policy = SpecialPolicy({"health": "withhold", "tax": "keep"})
    assert policy.action([]) == "keep"
    assert policy.action([tax]) == "keep"
    assert policy.action([tax, Category("union", 0.7)]) == "mark"
    assert policy.action([health, tax]) == "withhold"


@pytest.mark.parametrize("unit", ["i cancer ", "Anna Miller ", "tax i ", "a;", "x", "my "])
def test_no_text_stalls_it(unit):
    before = time.process_time()
    categories(unit * (60_000 // len(unit)))
    assert time.process_time() - before < 3
