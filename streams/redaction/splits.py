"""Numbers typed in pieces, such as a card number in four boxes: texts of digits in consecutive fields are looked at joined."""

from collections.abc import Sequence
from itertools import groupby

from streams.redaction.fields import Field
from streams.redaction.joins import Join, Part

_LONGEST_PIECE = 8
_ENTITIES = frozenset({"CREDIT_CARD", "US_SSN"})  # what digits alone make certain enough


def of_boxes(every: Sequence[Field]) -> list[Join]:
    """The joins of every run of such fields, without and with a separator."""
    typed = [field for field in every if field.name == "text"]
    runs = [list(run) for is_piece, run in groupby(typed, key=_is_piece) if is_piece]
    return [_join(run, separator) for run in runs if len(run) > 1 for separator in ("", "-")]


def _digits(field: Field) -> str:
    return field.final.strip()


def _is_piece(field: Field) -> bool:
    return _digits(field).isdecimal() and len(field.final) <= _LONGEST_PIECE


def _join(run: Sequence[Field], separator: str) -> Join:
    parts = []
    at = 0
    for field in run:
        digits = _digits(field)
        parts.append(Part(field, at, at + len(digits), field.final.index(digits) - at))
        at += len(digits) + len(separator)
    return Join(separator.join(map(_digits, run)), tuple(parts), _ENTITIES)
