"""Tables of texts for the rule layers: `KIND text` a line, what has to be covered in double brackets."""

import re

from streams.redaction.detector import Span
from streams.redaction.forms import fold
from streams.redaction.rules import labelled, mails, numbers, people, secrets, urls

LAYERS = [module.detector() for module in (secrets, urls, numbers, labelled, people, mails)]
_ESCAPES = {"{newline}": "\n", "{tab}": "\t", "{zero-width}": "\u200b"}


def spans(text: str) -> list[Span]:
    """What the rule layers find in a text."""
    return [span for layer in LAYERS for span in layer.find([fold(text)])[0]]


def plain(text: str) -> str:
    """A text of a table with what a line cannot hold."""
    for name, char in _ESCAPES.items():
        text = text.replace(name, char)
    return text


def rows(table: str) -> list[tuple[str, str]]:
    """The kind and the text of every line."""
    lines = (line.partition(" ") for line in table.strip().splitlines())
    return [(kind, plain(text)) for kind, _, text in lines]


def parts(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its brackets, and where they stood."""
    text, ranges = "", []
    for at, piece in enumerate(re.split(r"\[\[|\]\]", marked)):
        if at % 2:
            ranges.append((len(text), len(text) + len(piece)))
        text += piece
    return text, ranges


def missed(kind: str, marked: str) -> list[str]:
    """The values in brackets that are not wholly covered, or by no span of that kind among others."""
    text, ranges = parts(marked)
    found = spans(text)
    covered = {at for span in found for at in range(span.start, span.end)}
    return [
        text[start:end]
        for start, end in ranges
        if not all(at in covered for at in range(start, end) if text[at].isalnum())
        or kind not in {span.entity_type for span in found if span.start < end and start < span.end}
    ]
