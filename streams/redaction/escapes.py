"""A text as it is meant: `%40` of a URL is `@`, `+` in a query a blank, and what nobody sees is left out."""

import re
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import unquote_to_bytes

from streams.redaction.rules.reading import reading

_ESCAPES = re.compile(r"(?:%(?:25){0,3}[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(r"%(?:25){0,3}([0-9A-Fa-f]{2})")
_QUERY = re.compile(r"\?\S*=\S*")
_Read = tuple[str, Sequence[int]]  # characters, and where in the text before each of them begins


def unescaped(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is meant, and where in `text` each of its characters begins, with the end of `text` at last."""
    if text.isascii() and "%" not in text and "+" not in text:
        return text, range(len(text) + 1)
    plain, places = _blanks(text), list(range(len(text)))
    for step in (_decoded, reading):
        plain, inner = step(plain)
        places = [places[at] for at in inner]
    return plain, [*places, len(text)]


def _blanks(text: str) -> str:
    return _QUERY.sub(lambda query: query[0].replace("+", " "), text) if "+" in text else text


def _decoded(text: str) -> _Read:
    if "%" not in text:
        return text, range(len(text))
    chars, places, at = list[str](), list[int](), 0
    for run in _ESCAPES.finditer(text):
        meant = _meant(run[0])
        chars += [*text[at : run.start()], *(char for char, _ in meant)]
        places += [*range(at, run.start()), *(run.start() + offset for _, offset in meant)]
        at = run.end()
    return "".join([*chars, text[at:]]), [*places, *range(at, len(text))]


def _meant(run: str) -> list[tuple[str, int]]:
    """The characters that a run of escapes stands for, with their places in it; the run itself where it is no UTF-8."""
    begins = [escape.start() for escape in _ESCAPE.finditer(run)]
    try:
        meant = unquote_to_bytes("".join(f"%{escape[1]}" for escape in _ESCAPE.finditer(run))).decode()
    except UnicodeDecodeError:
        return list(zip(run, range(len(run)), strict=True))
    before = accumulate((len(char.encode()) for char in meant), initial=0)
    return [(char, begins[number]) for char, number in zip(meant, before, strict=False)]
