"""Tells a random token from a word, an identifier or a path."""

import re

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_CHANGE = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)


def looks_random(token: str) -> bool:
    """Whether a token of letters and digits was drawn rather than written: a key, a session id, a hash.

    A UUID is not: user interfaces are full of them, and alone they open nothing.
    """
    if _UUID.fullmatch(token):
        return False
    if _HEX.fullmatch(token):
        return _digits(token) >= 4 and not token.isdigit()
    if _digits(token) < 2 or token.isdigit():
        return False
    return _mixed(token) >= 0.2 or (_letters(token) >= 6 and _wordiness(token) < 0.6)


def _digits(token: str) -> int:
    return sum(char.isdigit() for char in token)


def _letters(token: str) -> int:
    return sum(char.isalpha() for char in token)


def _mixed(token: str) -> float:
    """How often a letter stands beside a digit, per character."""
    return len(_CHANGE.findall(token)) / len(token)


def _wordiness(token: str) -> float:
    """The share of letters that stand in words."""
    return sum(len(word) for word in _WORD.findall(token) if _VOWEL.search(word)) / max(_letters(token), 1)
