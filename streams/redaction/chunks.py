"""Long texts in pieces that a recognizer can bear: sentences and lines, the long ones in overlapping windows.

Pieces begin where the text itself has a border, so the states of a text that is being edited share nearly all of them, and each
distinct piece is looked at once.
"""

import re
from collections.abc import Iterator, Sequence

from streams.redaction.detector import Detector, Span

SIZE = 480
OVERLAP = 64
_BORDER = re.compile(r"(?<![\w,])\n+|\n{2,}|\n(?!\w)|(?<=[a-z]{4}[.!?])[ \t]+(?![ \t\d])")  # an address may go over lines


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Every piece with its place; none is blank or longer than SIZE, and a word of up to OVERLAP characters is whole in one."""
    start = 0
    for border in (*_BORDER.finditer(text), None):
        end = border.start() if border else len(text)
        yield from ((at, text[at:to]) for at, to in _windows(text, start, end) if not text[at:to].isspace())
        start = border.end() if border else end


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > SIZE:
        yield start, start + SIZE
        start = _word(text, start + SIZE - OVERLAP)
    if start < end:
        yield start, end


def _word(text: str, at: int) -> int:
    """Where the word that holds `at` begins, or `at` itself in a very long one."""
    space = text.rfind(" ", at - OVERLAP, at)
    return space + 1 if space >= 0 else at


class Chunked:
    """A detector that looks through another one at pieces of the texts, at each distinct piece once."""

    def __init__(self, inner: Detector) -> None:
        self.name = inner.name
        self.version = f"{inner.version} {SIZE}/{OVERLAP}"
        self.second_look = inner.second_look
        self._inner = inner

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`; what is found twice, in two overlapping pieces, is given once."""
        placed = [list(pieces(text)) for text in texts]
        distinct = list(dict.fromkeys(piece for text in placed for _, piece in text))
        found = dict(zip(distinct, self._inner.find(distinct), strict=True))
        return [list(dict.fromkeys(span.moved(at) for at, piece in text for span in found[piece])) for text in placed]
