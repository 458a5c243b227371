"""Values typed in pieces, such as a card number in four boxes or a name in two fields: consecutive texts are looked at joined."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from streams.redaction.fields import Field
from streams.redaction.joins import Join, Part

_LONGEST = 32  # characters of a piece
_NEAR = 8  # texts after one that may show it again, grown
_FEWEST = 4  # characters of one that does not begin like another by chance
_BLANKS = " \t\n"
_SEPARATORS = "-/.,"  # between two pieces
_NUMBER = re.compile(r"[A-Za-z]{0,2}[\d+(][A-Za-z\d ().\-/]*|[A-Z]{4}")  # such as the bank in an IBAN
_DIALLED = re.compile(r"[+0(][\d ().\-/]*")
_GROUPED = re.compile(r"\d+[ .\-/]\d[\d ().\-/]*")
_SEPARATOR = re.compile(r"[./-]")
_WORD = r"[^\W\d_][\w'\u2019.-]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,2}}")
_PARTICLES = frozenset("van von der den de del della di da do dos du la le el al bin ter ten zu".split())  # noqa: SIM905
_NUMBERS = frozenset({"CREDIT_CARD", "US_SSN", "IBAN_CODE"})  # what digits alone make certain enough
_PHONES = frozenset({"PHONE_NUMBER"})
_PERSONS = frozenset({"PERSON"})


def of_boxes(every: Sequence[Field]) -> list[Join]:
    """The joins of every run of numbers, without and with a separator, and of two texts that may be one value, or its growth."""
    texts = [field for field in every if field.name == "text"]
    typed = [field for field in texts if _is_short(field)]
    runs = [list(run) for is_number, run in groupby(typed, key=_is_number) if is_number]
    joins = [_join(_pieces(*run), separator, _NUMBERS) for run in runs if len(run) > 1 for separator in ("", "-")]
    return [*joins, *(join for pair in pairwise(typed) for join in _of_pair(*pair)), *_of_growth(texts)]


def _of_pair(first: Field, second: Field) -> Iterator[Join]:
    if _is_number(second) and _is_number(first):
        if _DIALLED.fullmatch(_piece(first)) or _is_grouped(first) or _is_grouped(second):
            for separator in dict.fromkeys((" ", *_SEPARATOR.findall(_piece(first))[:1])):
                yield _join(_pieces(first, second), separator, _PHONES)
    elif _is_name(first):
        if _is_name(second):
            yield _join(_words(first, second), " ", _PERSONS)
        elif _NAME.fullmatch(_piece(second)):
            yield _join(_words(first, second), "", _PERSONS)


def _of_growth(texts: Sequence[Field]) -> Iterator[Join]:
    """What a text shows of a later one that begins with it: the same field, told again when more had been put in."""
    for at, field in enumerate(texts):
        for later in texts[at + 1 : at + 1 + _NEAR]:
            if _FEWEST <= len(field.final) < len(later.final) and later.final.startswith(field.final):
                yield Join(later.final, (Part(field, 0, len(field.final), 0), Part(later, 0, len(later.final), 0)))


def _is_short(field: Field) -> bool:
    return 0 < len(field.final) <= _LONGEST


def _piece(field: Field) -> str:
    """The text without what may stand between two pieces; a text of nothing else is one, too."""
    bare = field.final.strip(_BLANKS).rstrip(_SEPARATORS + _BLANKS)
    return (bare.lstrip(_SEPARATORS + _BLANKS) if bare[:1] in _SEPARATORS else bare) or field.final


def _is_number(field: Field) -> bool:
    return bool(_NUMBER.fullmatch(_piece(field)))


def _is_grouped(field: Field) -> bool:
    return bool(_GROUPED.fullmatch(_piece(field)))


def _is_name(field: Field) -> bool:
    """Whether a text may be the begin of a name, or its end: a capital, or a particle such as `van`."""
    piece = _piece(field)
    return bool(_NAME.fullmatch(piece)) and (piece[0].isupper() or piece.split()[0] in _PARTICLES)


def _pieces(*run: Field) -> list[tuple[Field, str]]:
    return [(field, _piece(field)) for field in run]


def _words(*run: Field) -> list[tuple[Field, str]]:
    """The texts as they are written, since `Doe, Jane` and `J. Doe` need their marks."""
    return [(field, field.final.strip()) for field in run]


def _join(run: Sequence[tuple[Field, str]], separator: str, entities: frozenset[str]) -> Join:
    parts = []
    at = 0
    for field, piece in run:
        parts.append(Part(field, at, at + len(piece), field.final.index(piece) - at))
        at += len(piece) + len(separator)
    return Join(separator.join(piece for _, piece in run), tuple(parts), entities)
