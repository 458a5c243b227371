"""Names of persons by their form: capitalised words beside a label or a form of address, in seven languages."""

import re
from collections.abc import Iterable

from streams.redaction.rules.rule import Range, Rule, Rules
from streams.redaction.words import COMMON_NAMES, INTERFACE

WORD = r"[^\W\d_][\w'\u2019.-]{0,30}"
_TOKEN = re.compile(r"[^\s,]+")
_PARTICLES_WORDS = """
    von van der den de del della di da do dos das du la le el al bin ibn ter ten zu zur y e dr prof dr. prof. med. ing. st. o'
    d' la
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_ARTICLES = frozenset({"der", "die", "das", "des", "la", "le", "les", "el", "il", "the"})
_COMPANY_WORDS = """
    gmbh ag kg ohg ug se inc ltd llc plc corp co sarl sas s.a sa bv b.v nv n.v spa s.p.a srl s.r.l lda ltda group
"""
_COMPANY = frozenset(_COMPANY_WORDS.split())
_TITLES_WORDS = """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Madam Herr Herrn Frau Fräulein Monsieur Madame Mademoiselle Mme Mlle Maître Señor
    Señora Señorita Sr Sra Srta Don Doña Signor Signora Signorina Sig Sig.ra Dott Dott.ssa Avv Ing Dhr Mevr Mevrouw Meneer
    Mijnheer Senhor Senhora Dona Dra Exmo Exma
"""
_GREETINGS_WORDS = """
    Dear Hi Hello Hey Hallo Liebe Lieber Moin Servus Cher Chère Bonjour Salut Querido Querida Estimado Estimada Hola Caro Cara
    Gentile Egregio Ciao Beste Geachte Dag Olá Prezado Prezada
"""
_NOBODY_WORDS = """
    all team world welt monde mundo mondo wereld everyone everybody sir madam customer customers user users colleague
    colleagues friends friend both again there kitty damen herren zusammen kollegen kolleginnen team kunde kunden alle
    allemaal collega collegas tous toutes monsieur madame messieurs equipe équipe todos todas equipo señor señora señores
    tutti colleghi cliente clienti clientes equipa senhor senhora members partner grüße grüsse gruß gruss wünsche regards
    valued hiring folks guys student students parents neighbour diary santa god lord mum mom dad
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())


def full_name(value: str) -> Iterable[Range]:
    """The name of at least two capitalised words that a value begins with, if it does."""
    end, count = _capitalised(value)
    return [(0, end)] if count >= 2 else []


def any_name(value: str) -> Iterable[Range]:
    """The name that a value begins with, of one word or in lower case, too."""
    end, count = _capitalised(value)
    if count:
        return [(0, end)]
    first = _TOKEN.search(value)
    return [first.span()] if first and len(first[0]) > 1 and not _is_other(first[0]) else []


def somebody(value: str) -> Iterable[Range]:
    """The name after a form of address."""
    end, count = _capitalised(value)
    return [(0, end)] if count and value.split(maxsplit=1)[0] not in _ARTICLES else []


def addressed(value: str) -> bool:
    """Whether two words are written as a name is."""
    return _capitalised(value)[1] >= 2


def _capitalised(value: str) -> tuple[int, int]:
    """Where the capitalised words end that a value begins with, and how many they are; none before the form of a company."""
    end, count = 0, 0
    for token in _TOKEN.finditer(value):
        word = token[0]
        if word.lower().strip(".") in _COMPANY:
            return 0, 0
        if word[0].isupper() and not _is_other(word):
            end, count = token.start() + len(word.rstrip(".")), count + (len(word) > 1 and not word.endswith("."))
        elif word[0].isupper() or word.lower() not in _PARTICLES:
            break
    return end, count


def _is_other(word: str) -> bool:
    plain = word.lower().strip(".'\u2019")
    is_interface = plain in INTERFACE and plain not in COMMON_NAMES
    return is_interface or plain in _NOBODY


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_NAME = rf"(?P<value>{WORD}(?: {WORD}){{0,3}})"
_ADDRESS = rf"(?<![\w.])(?:{_any(_TITLES_WORDS)})\.?(?: (?:Dr|Prof|Ing)\.?){{0,2}} {_NAME}"
_GREETING = rf"(?:^|(?<=\n))(?:{_any(_GREETINGS_WORDS)}) {_NAME}(?=,|[ ]?!|[ ]?\n|$)"
RULES = (
    Rule("form_of_address", "PERSON", re.compile(_ADDRESS), somebody, 0.9),
    Rule("salutation", "PERSON", re.compile(_GREETING), somebody, 0.8),
)


def detector() -> Rules:
    """Persons who are addressed by name."""
    return Rules("people", RULES)
