"""Names, addresses, dates of birth, phones and user names beside their labels, and e-mail addresses in disguise."""

# ruff: noqa: RUF001 (characters that look alike are what is tested)

import pytest

from tests.streams.redaction.tables import missed, rows

TABLE = r"""
PHONE_NUMBER Tel.: [[030 1234567]]
PHONE_NUMBER Tel [[1234567]]
PHONE_NUMBER Handy: [[0171/1234567]]
PHONE_NUMBER tél. : [[06 12 34 56 78]]
PHONE_NUMBER Teléfono: [[612345678]]
PHONE_NUMBER cellulare [[3471234567]]
PHONE_NUMBER mobiel: [[0612345678]]
PHONE_NUMBER telemóvel: [[912345678]]
PHONE_NUMBER call me at [[555 0100 22]]
PHONE_NUMBER Meine Nummer ist [[612345678]]
PERSON Name: [[Anna Lena Schmidt]]
PERSON Kunde: [[Petra Müller]]
PERSON Nom : [[DUPONT Marie]]
PERSON Prénom : [[Élodie]]
PERSON Apellidos: [[García Márquez]]
PERSON Cognome: [[De Luca]]
PERSON Achternaam: [[van den Berg]]
PERSON Apelido: [[Gonçalves]]
PERSON Cliente: [[João da Silva]]
PERSON First name: [[jane]]
PERSON Karteninhaber: [[MAX MUSTERMANN]]
PERSON {"firstName": "[[Jane]]", "lastName": "[[Doe]]"}
PERSON Name{tab}[[Jane Doe]]{newline}Phone{tab}12
PERSON Name{newline}[[Jane Doe]]{newline}City{newline}Berlin
PERSON Sehr geehrter Herr [[Schmidt]],
PERSON Sehr geehrte Frau Dr. [[von der Heide]],
PERSON Madame [[Lefèvre]] a appelé
PERSON Sr. [[García]] llamó
PERSON Sig.ra [[Bianchi]] ha chiamato
PERSON Mevrouw [[de Vries]] belde
PERSON Senhora [[Gonçalves]] ligou
PERSON Dear [[Jane]],
PERSON Hallo [[Jürgen]],
DATE_TIME Geburtsdatum [[03.04.1981]]
DATE_TIME born on [[April 3, 1981]]
DATE_TIME geb. [[3. April 1981]]
DATE_TIME né le [[3 avril 1981]]
DATE_TIME nacido el [[3 de abril de 1981]]
DATE_TIME nata il [[3 aprile 1981]]
DATE_TIME geboren op [[3 april 1981]]
DATE_TIME data de nascimento: [[03/04/1981]]
DATE_TIME DOB [[1981-04-03]]
USERNAME Benutzername: [[jdoe]]
USERNAME Username: [[jane.doe]]
USERNAME {"username": "[[jdoe]]"}
USERNAME Personalnummer [[48213]]
USERNAME Matricule : [[A48213]]
USERNAME C:\Users\[[jane.doe]]\report.docx
USERNAME C:\\Users\\[[jane.doe]]\\report.docx
USERNAME C:\Users\[[Jane Doe]]\Desktop
USERNAME C:/Users/[[jdoe]]/x
USERNAME C:\Benutzer\[[jdoe]]\x
USERNAME /Users/[[jdoe]]/Library
USERNAME /home/[[jdoe]]/report.txt
USERNAME /mnt/c/Users/[[jdoe]]/x
USERNAME file:///C:/Users/[[jdoe]]/x
USERNAME \\fs01\[[jdoe]]$
USERNAME \\fs01\home$\[[jdoe]]\x
USERNAME ~[[jane]]/public_html
USERNAME ssh [[jane]]@build-01
USERNAME scp a.txt [[jane]]@build-01:/tmp
USERNAME [[jane]]@laptop:~/src$ ls
USERNAME CORP\[[jdoe]]
USERNAME ssh://[[jdoe]]@git.example/repo
LOCATION Adresse: [[Hauptstr. 5, 10115 Berlin]]
LOCATION Address: [[12 Main Street, Springfield]]
LOCATION Adresse : [[12 rue de la Paix, 75002 Paris]]
LOCATION Dirección: [[Calle Mayor 5, Madrid]]
LOCATION Indirizzo: [[Via Roma 12, Milano]]
LOCATION Adres: [[Kerkstraat 12, Utrecht]]
LOCATION Morada: [[Rua Augusta 100, Lisboa]]
LOCATION PLZ: [[10115]]
LOCATION City: [[Berlin]]
EMAIL_ADDRESS [[jane (at) example (dot) org]]
EMAIL_ADDRESS [[jane[at]example.com]]
EMAIL_ADDRESS [[jane [at] example [dot] com]]
EMAIL_ADDRESS [[jane.doe at example dot com]]
EMAIL_ADDRESS [[jane AT example DOT org]]
EMAIL_ADDRESS [[jane @ example.com]]
EMAIL_ADDRESS mailto:[[jane@example.com]]
EMAIL_ADDRESS ?u=[[jane%40example.com]]
EMAIL_ADDRESS [[ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ]]
EMAIL_ADDRESS [[jürgen@müller.de]]
EMAIL_ADDRESS 邮箱[[jane@example.com]]请
EMAIL_ADDRESS [[jane{zero-width}@example{zero-width}.com]]
EMAIL_ADDRESS [[juergen (ät) beispiel (punkt) de]]
EMAIL_ADDRESS [[jean (arobase) exemple (point) fr]]
EMAIL_ADDRESS [[ana arroba ejemplo punto es]]
EMAIL_ADDRESS [[luca chiocciola esempio punto it]]
EMAIL_ADDRESS почта:[[jane@example.com]]и
PHONE_NUMBER La richiameremo domani al [[212667370]].
PHONE_NUMBER Mañana la llamamos al [[612878680]].
PHONE_NUMBER Telefone: [[+351 21 228{newline}2230]]
PHONE_NUMBER [[(201)/502-9698]]
PHONE_NUMBER [[+33_6_12_51_49_17]]
USERNAME the login is [[nathan35]] and the password is
USERNAME der Benutzername bleibt [[gliebelt]].
USERNAME My user name is [[jalvarado]], I was born
USERNAME login failed user=[[linzaghi]] ip=
USERNAME sshd[2211]: Accepted publickey for [[xavi40]] from
USERNAME https://hr.example.com/people/[[chloe52]]/timesheet
USERNAME El empleado número [[P14-3543]] no ficha
MEDICAL_RECORD wurde die Patientin mit der Nummer [[MRN-7162360]] am Montag
DATE_TIME Nació el [[16/08/1987]] y su DNI
DATE_TIME NACIÓ EL [[8 DE JUNIO DE 1955]]
DATE_TIME Sie ist am [[18.11.1983]] gebooren
DATE_TIME Fecha de nacimineto: [[15/02/1949]]
DATE_TIME Data di nacsita: [[12 ottobre 1958]]
DATE_TIME Geboortedaum: [[15-07-1949]]
DATE_TIME Nasceu a [[18 de agosto de 1978]] em Faro
DATE_TIME Date de niassance : [[1er mars 1990]]
USERNAME the login is [[tcraig]] and the password is
USERNAME der Login ist [[gliebelt]] und das Passwort ist
USERNAME A senha agora é x7!Kq, o utilizador continua a ser [[vloureiro]].
USERNAME La contraseña es Rio!77, el usuario sigue siendo [[mgarcia]].
USERNAME Il nome utente resta [[roberto66]].
USERNAME identifiaant : [[edith46]]
USERNAME Personeelnummer: [[E-08624]]
USERNAME https://intra.example/people/[[mhande]]/leave
USERNAME https://git.example/u/[[tjacquet]]?tab=stars
USERNAME @[[rhernandez]] could you take a look?
USERNAME danke @[[j_weber2]], passt so
USERNAME merci @[[p.moreau]]
PASSWORD mot de pase : [[nourrir*franc726]]
PHONE_NUMBER il mio nuovo numero è [[212221373]]
PHONE_NUMBER mi número nuevo es el [[810/83/31/56]]
PHONE_NUMBER Al [[212702968]] non risponde nessuno
PHONE_NUMBER [[612345678]], nobody picks up
PHONE_NUMBER unter [[89123456]] geht keiner ran
PHONE_NUMBER Ligamos amanhã para o [[21  208  6269]].
PHONE_NUMBER [[21 - 229 - 8193]]
PHONE_NUMBER Telefone [[21{newline}201 1101]]
PHONE_NUMBER au [[06_12_76_64_41]], merci
PHONE_NUMBER [[(201)_507_5181]]
PASSWORD het wachtwoord van de wifi is [[wZH??-jCMcL]]
PASSWORD das wlan passwort ist [[%d8PPI7BzU4yBCbpP1Y]]
PASSWORD la contraseña del wifi es [[Rio?verde]]
PHONE_NUMBER bel [[020{newline}624 1111]] even
"""


@pytest.mark.parametrize(("kind", "text"), rows(TABLE))
def test_a_value_is_covered(kind, text):
    assert not missed(kind, text)
