"""What the value of a label looks like: the shapes by entity type, and how close to the label each must stand."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from streams.redaction.rules import people, speech
from streams.redaction.rules.rule import Range, only_if, whole
from streams.redaction.words import INTERFACE


class Bond(IntEnum):
    """How a value hangs on its label, from loose to firm: `SSN of my son 1`, `PIN 1`, `PIN is 1`, `PIN: 1`."""

    NEAR = 0
    BESIDE = 1
    SAID = 2
    ASSIGNED = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of values.

    Attributes:
        pattern: what a value is; its group `value`, or all of it.
        bond: the loosest bond that is enough.
        accept: the ranges of a value that are personal.
        weak: whether a weak label is enough, one that counts for no field.
        marks: what may assign the value, such as `:=`, or empty for anything.
    """

    pattern: re.Pattern[str]
    bond: Bond
    accept: Callable[[str], Iterable[Range]] = whole
    weak: bool = True
    marks: str = ""


def digits(fewest: int) -> Callable[[str], Iterable[Range]]:
    """Accepts what holds so many digits and is no date."""

    def enough(value: str) -> bool:
        return sum(map(str.isdigit, value)) >= fewest and not _DATE_ALONE.fullmatch(value)

    enough.__name__ = f"digits_{fewest}"
    return only_if(enough)


def a_phone(value: str) -> bool:
    """Whether digits could be dialled: neither a date nor a version."""
    groups = re.findall(r"\d+", value)
    is_version = "." in value and not re.search(r"[ ()/+-]", value) and any(len(group) == 1 for group in groups)
    return sum(map(len, groups)) >= 6 and not _DATE_ALONE.fullmatch(value) and not is_version


def an_address(value: str) -> bool:
    """Whether the text beside `Address:` is a place, not that of a machine, a URL or a remark."""
    first = value.split(maxsplit=1)[0]
    is_technical = re.match(
        r"0x|[\w+.-]*://|(?:\d{1,3}\.){3}|[0-9a-f:]*::|localhost|www\.|\S+@|/|[A-Z]{1,3}\d+\b$", value, re.IGNORECASE
    )
    return speech.not_speech(first) and not is_technical and (value[0].isupper() or any(map(str.isdigit, value)))


def an_account(value: str) -> bool:
    """Whether a word beside `user name` is one, by a digit or a mark in it."""
    return a_login(value) and any(char.isdigit() or char in "._" for char in value)


def a_login(value: str) -> bool:
    """Whether a word that ends a clause about a user name is one."""
    return speech.a_user(value) and value[0].isalpha() and value.lower() not in INTERFACE


def a_street(value: str) -> bool:
    """Whether words and a number beside a label are a street and a house."""
    return value[0].isupper()


_DATE_ALONE = re.compile(r"\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}(?:19|20)\d\d|(?:19|20)\d\d[./-]\d\d[./-]\d\d(?:[ T]\d\d\S*)?")
_DATE = re.compile(
    r"(?<![0-9])(?:\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}(?:\d{4}|\d\d)|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|(?:19|20)\d{6}|\d{2}(?:0\d|1[0-2])(?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|\xba)?[ .-]{0,2}(?:de |of )?[^\W\d_]{3,10}\.?,?[ -]{0,2}(?:de |del )?\d{4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|(?:19|20)\d\d)(?![0-9])",
    re.IGNORECASE,
)
_A, _Z = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_GROUPED = r"(?:[ \t\n.\-/]{0,2}[0-9])"
_QUOTED = re.compile(r"\\?(?P<quote>[\"'`])(?P<value>[^\"'`\n\\]{1,256})\\?(?P=quote)")
_WORDS = re.compile(r"(?P<value>\S{1,256}(?:[ \t]{1,8}\S{1,256}){1,3})(?=[ \t]*(?:[\r\n]|$))")  # all of a line, if they are few
_WORD = re.compile(r"\S{3,256}")
_LAST_WORD = re.compile(r"(?P<value>[^\W_]{5,64})[.!]?(?=[ \t]*(?:[\r\n]|$))")
_TOKEN = re.compile(r"(?:(?:bearer|basic|token|digest|apikey)[ \t]{1,4})?(?P<value>[^\s\"'`,;<>&]{3,4000})", re.IGNORECASE)
_NATIONAL = re.compile(_A + r"[A-Za-z]{0,3}[0-9](?:[ \t\n.\-/]{0,2}[A-Za-z]{0,2}[0-9]){5,17}(?:[ -]?[A-Za-z])?" + _Z)
_ALNUM = re.compile(_A + r"[A-Za-z]{0,5}[ #-]{0,2}[0-9](?:[ .\-/]?[0-9A-Za-z]){3,17}" + _Z)
_NAME = re.compile(rf"{people.WORD}(?:,? {people.WORD}){{0,4}}")
_REST = re.compile(r"[^\s\"'|;<>{}\[\]][^\n\r\t\"'|;<>{}\[\]]{2,119}")
_STREET = re.compile(r"(?:[^\W\d_][\w'.-]{1,30},? ){1,4}(?:n\.? ?)?[0-9]{1,4}[A-Za-z]?(?![\w.])")
_SEED = re.compile(r"[a-z]{3,8}(?:[ ,\n]{1,3}[a-z]{3,8}){11,23}(?![a-z])", re.IGNORECASE)
_AND_HOW = (  # one logs in: `the login is jdoe and the password is …`
    r"[ ](?:and|und|et|y|e|en)[ ](?:[^\W\d_]{1,6}['\u2019 ]){0,2}"
    r"(?:pas+w|pas+e|pass\b|pin\b|mot de|kenn|contras|clave|wachtw|senha|parola)"
)
_EXTENSION = r"(?:,?[ ]?(?:ext|x|ex|extension|durchwahl|dw|poste|int|toestel)\.?[ ]?[0-9]{1,6})?"


def _secret(
    bond: Bond, pattern: re.Pattern[str], condition: Callable[[str], bool], *, weak: bool = False, marks: str = ""
) -> Shape:
    return Shape(pattern, bond, only_if(condition), weak, marks)


SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "PASSWORD": (
        _secret(Bond.ASSIGNED, _QUOTED, speech.not_speech, weak=True),
        _secret(Bond.ASSIGNED, _WORDS, speech.no_remark, marks=":="),
        _secret(Bond.ASSIGNED, _WORD, speech.not_speech, weak=True, marks=":"),
        _secret(Bond.ASSIGNED, re.compile(r"[^\s\"',;<>&]{3,256}"), speech.not_speech, weak=True),
        _secret(Bond.SAID, _WORD, speech.not_a_word),
        _secret(Bond.SAID, _LAST_WORD, speech.not_speech),
        _secret(Bond.BESIDE, re.compile(r"[0-9]{3,10}(?![0-9A-Za-z])|\S{4,256}"), speech.not_a_word),
        Shape(re.compile(r"[0-9]{4,8}(?![0-9A-Za-z])"), Bond.BESIDE),
    ),
    "SECRET": (
        _secret(Bond.ASSIGNED, _QUOTED, speech.key_like),
        Shape(_SEED, Bond.BESIDE),
        _secret(Bond.ASSIGNED, _TOKEN, speech.key_like),
        _secret(Bond.BESIDE, _TOKEN, speech.mixed),
    ),
    "CREDIT_CARD": (
        Shape(re.compile(r"(?<![0-9])[0-9]" + _GROUPED + r"{11,18}(?![0-9])"), Bond.NEAR, digits(12)),
        Shape(re.compile(r"(?P<value>(?:[0-9xX*•#]{4}[ -]?){3}[0-9]{1,7})(?![0-9])"), Bond.NEAR),
    ),
    "IBAN_CODE": (Shape(re.compile(_A + r"[A-Za-z]{2}[ ]?[0-9]{2}(?:[ \n.\-/]{0,2}[A-Za-z0-9]){8,32}"), Bond.NEAR, digits(8)),),
    "US_SSN": (Shape(_NATIONAL, Bond.NEAR, digits(6)),),
    "US_ITIN": (Shape(_NATIONAL, Bond.NEAR, digits(7)),),
    "US_BANK_NUMBER": (
        Shape(re.compile(_A + r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?" + _Z), Bond.ASSIGNED),
        Shape(re.compile(_A + r"[0-9]" + _GROUPED + r"{4,20}" + _Z), Bond.BESIDE, digits(6)),
    ),
    "US_PASSPORT": (Shape(re.compile(_A + r"[A-Za-z]{0,3}[ -]?[0-9][0-9A-Za-z]{4,9}" + _Z), Bond.NEAR, digits(4)),),
    "US_DRIVER_LICENSE": (Shape(_ALNUM, Bond.NEAR, digits(5)),),
    "MEDICAL_RECORD": (Shape(_ALNUM, Bond.SAID, digits(4)), Shape(_ALNUM, Bond.BESIDE, digits(5))),
    "MEDICAL_CONDITION": (Shape(_REST, Bond.ASSIGNED, only_if(speech.not_speech)),),
    "PHONE_NUMBER": (
        Shape(
            re.compile(r"[+(]{0,2}[0-9](?:[ \t\n()./\-]{0,3}[0-9]){4,17}" + _EXTENSION + "(?![0-9A-Za-z])"),
            Bond.BESIDE,
            only_if(a_phone),
        ),
    ),
    "DATE_TIME": (Shape(_DATE, Bond.NEAR),),
    "PERSON": (
        Shape(_NAME, Bond.ASSIGNED, people.full_name),
        Shape(_NAME, Bond.ASSIGNED, people.any_name, weak=False),
    ),
    "USERNAME": (
        Shape(re.compile(r"[^\W_][\w.@+\\-]{1,63}(?![\w(])"), Bond.ASSIGNED, only_if(speech.a_user), weak=False),
        Shape(re.compile(r"[^\W_][\w.-]{0,62}[\w](?![\w(])"), Bond.ASSIGNED, only_if(speech.a_user), marks=":="),
        Shape(re.compile(r"[^\W_][\w.-]{1,62}[^\W_](?![\w(])"), Bond.SAID, only_if(an_account)),
        Shape(
            re.compile(rf"[^\W\d_][\w.-]{{2,62}}[^\W_](?=[,.;!\n]|$|{_AND_HOW})", re.IGNORECASE),
            Bond.SAID,
            only_if(a_login),
            weak=False,
        ),
        Shape(re.compile(r"[A-Za-z]{0,4}[0-9]{0,3}-?[0-9]{3,10}" + _Z), Bond.BESIDE, weak=False),
    ),
    "LOCATION": (
        Shape(_REST, Bond.ASSIGNED, only_if(an_address), weak=False),
        Shape(_STREET, Bond.BESIDE, only_if(a_street)),
    ),
    "NRP": (Shape(re.compile(r"[^\W\d_][\w'-]{2,30}(?: [\w'-]{2,20})?"), Bond.ASSIGNED, only_if(speech.not_speech), weak=False),),
    "DEVICE_ID": (Shape(re.compile(_A + r"[0-9]" + _GROUPED + r"{13,19}" + _Z), Bond.NEAR),),
    "MAC_ADDRESS": (Shape(re.compile(_A + r"(?:[0-9A-Fa-f]{2}[:.-]?){5}[0-9A-Fa-f]{2}" + _Z), Bond.BESIDE),),
}
