"""Numbers typed in pieces, such as a card number in four boxes: texts of digits in consecutive fields are looked at joined."""

from collections.abc import Sequence
from itertools import accumulate, groupby

from streams.redaction.detector import Detector, Span
from streams.redaction.examine import examine
from streams.redaction.fields import Field

_LONGEST_PIECE = 8
_ENTITIES = {"CREDIT_CARD", "US_SSN"}  # what digits alone make certain enough


def split_numbers(fields: Sequence[Field], detectors: Sequence[Detector]) -> dict[Field, list[Span]]:
    """Spans over the whole of every field that holds a piece of a found number.

    A detector that fails finds nothing here: it has then failed on the pieces themselves, which are withheld, or on their join
    alone, and the pieces stay what they are, short numbers.
    """
    typed = [field for field in fields if field.name == "text"]
    runs = [list(run) for is_piece, run in groupby(typed, key=_is_piece) if is_piece]
    joins = [(run, separator.join(_digits(field) for field in run)) for run in runs if len(run) > 1 for separator in ("", "-")]
    found = examine(detectors, (joined for _, joined in joins))
    spans: dict[Field, list[Span]] = {}
    for run, joined in joins:
        for span in found[joined] or []:
            if span.entity_type in _ENTITIES and span.score >= 0.5:
                spans |= _pieces(run, joined, span)
    return spans


def _digits(field: Field) -> str:
    return field.final.strip()


def _is_piece(field: Field) -> bool:
    return _digits(field).isdecimal() and len(field.final) <= _LONGEST_PIECE


def _pieces(run: list[Field], joined: str, span: Span) -> dict[Field, list[Span]]:
    gap = (len(joined) - sum(len(_digits(field)) for field in run)) // (len(run) - 1)
    ends = list(accumulate(len(_digits(field)) + gap for field in run))
    touched = (
        field
        for field, end in zip(run, ends, strict=True)
        if span.start < end - gap and end - gap - len(_digits(field)) < span.end
    )
    return {field: [Span(0, len(field.final), span.entity_type, "split", span.score)] for field in touched}
