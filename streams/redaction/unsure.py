"""What may be part of a value, in a text that is not known exactly: something was pasted into it, or typed who knows where.

No recognizer can tell half a card number from any other number, so such numbers go whole, and what looks like a piece of
something where the text begins or ends; the words around them stay.
"""

import re
from collections.abc import Iterator

from streams.redaction.detector import Span

RULE = "unsure"
_FEWEST_DIGITS = 3
_SHORTEST = 4
# Every pattern begins where a word does, or a stretch without blanks, so that it stays linear.
_WORD = r"(?<![^\W_])"
_GAP = r"[ \xa0.,\-/()]{1,2}"
_GROUP = r"[^\W\d_]{0,64}\d[^\W_]*"
_NUMBER = re.compile(rf"(?:(?<!\S)[+(])?{_WORD}{_GROUP}(?:{_GAP}{_GROUP})*")
_IBAN = re.compile(rf"{_WORD}[A-Z]{{2}}\d\d(?:{_GAP}[A-Z\d]{{1,4}}(?![^\W_]))+")
_ADDRESS = re.compile(r"(?<![^\s@])[^\s@]*@[^\s@]*")
_DOTTED = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)+")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\. [^\W\d_]+\Z")
_TOKEN = re.compile(r"(?<!\S)\S{6,}")
_INNER = re.compile(r"[^\W_][-_.@#$%&*+~=!]+[^\W_]|[-_@#$&*+~=]\Z|[a-z][A-Z]|\A[A-Z]{8,}\Z")
_AROUND = "<>()[]{}\"'\u201c\u201d\u2018\u2019.,;:!?\u2026"  # stands around a value, not in it


def spans(text: str) -> Iterator[Span]:
    """Numbers of three digits and more, whatever separates these, codes, addresses, and what is cut off at either end."""
    for number in _NUMBER.finditer(text):
        if len(number[0]) >= _SHORTEST and sum(map(str.isdigit, number[0])) >= _FEWEST_DIGITS:
            yield _span(*number.span())
    for code in _IBAN.finditer(text):
        yield _span(*code.span())
    for token in _TOKEN.finditer(text):
        if any(map(str.isdigit, token[0])) and any(map(str.isalpha, token[0])):
            yield from _bare(text, *token.span())
    if "@" in text:
        for address in (*_ADDRESS.finditer(text), *_DOTTED.finditer(text)):
            yield _span(*address.span())
    for start, end in _ends(text):
        yield from _bare(text, start, end)


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """What the text begins and ends with, where that is no plain word, and a name after its initial."""
    tokens = text.split()
    if not tokens:
        return
    if not text[0].isspace() and _is_piece(tokens[0]):
        yield 0, len(tokens[0])
    if not text[-1].isspace() and _is_piece(tokens[-1]):
        yield len(text) - len(tokens[-1]), len(text)
    if name := _INITIAL.search(text):
        yield name.span()


def _is_piece(token: str) -> bool:
    bare = token.strip(_AROUND)
    return len(bare) > 1 and (any(map(str.isdigit, bare)) or bool(_INNER.search(bare)))


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without what stands around it, if anything is left."""
    token = text[start:end]
    start, end = end - len(token.lstrip(_AROUND)), start + len(token.rstrip(_AROUND))
    if start < end:
        yield _span(start, end)


def _span(start: int, end: int) -> Span:
    return Span(start, end, "PARTIAL", RULE, 0.3)
