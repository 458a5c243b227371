"""A text as it reads: without characters that nobody sees, with the digits and dashes of every script made plain."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe0e\ufe0f")  # invisible, though no format characters


def reading(text: str) -> tuple[str, Sequence[int]]:
    """The text as it reads, and where in `text` each of its characters stands."""
    if text.isascii():
        return text, range(len(text))
    read = list(map(_read, text))
    return "".join(read), [at for at, char in enumerate(read) if char]


def unaccented(text: str) -> str:
    """The text without accents on its letters, of the same length."""
    return text if text.isascii() else "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def _read(char: str) -> str:
    """One plain character, or none; a cache of single characters keeps no text."""
    if char.isascii():
        return char
    if char in _DASHES:
        return "-"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "" if unicodedata.category(char) == "Cf" or char in _FILLERS else char


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    first = unicodedata.normalize("NFD", char)[0]
    return first if first.isalpha() == char.isalpha() else char
