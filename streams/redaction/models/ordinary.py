"""Texts that hold no name: made of words that interfaces and their languages are made of, and of small numbers."""

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from streams.redaction.forms import lower
from streams.redaction.words import CONTEXT

FILE = Path(__file__).with_name("ordinary.txt")  # made by bench/ordinary_words.py, a word a line
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(
    r"(?<=[^\W\d_])['\u2019](?:s|t|re|ve|ll|d|m)\b|n['\u2019]t\b|\b(?:[cdjlmnst]|qu|dell?|all|nell|un)['\u2019](?=[^\W\d_])",
    re.IGNORECASE,
)
_PARTICLES = {"van"}  # words with which names begin, and which are none
_INITIAL = re.compile(r"\b[^\W\d_]\.(?!\w)|\b[^\W\d_][ .]{1,2}[A-Z][a-z]")
_LONG_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){5}")
# What a model finds in five digits, the policy replaces only beside one of its context words, or by the label of a field.
_POSTCODE = re.compile(r"\d(?:[\W_]{0,3}\d){4}")
_CONTEXT = frozenset(word for phrases in CONTEXT.values() for phrase in phrases for word in phrase.lower().split())
# Numbers that say nothing: dates as machines write them, times, versions, amounts, UUIDs and digests.
_OF_A_MACHINE = re.compile(
    r"(?<![\w.])(?:"
    r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:t(?=\d))?|\d{1,2}(?:\.\d{1,2}){1,2}(?!\.?\w)"
    r"|\d{1,3}(?:\.\d{1,3})?[ ]?(?:ms|kb|mb|gb|px|pt|%)(?!\w)|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,64}\b)"
    r"|(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d)?z?\b"
)


class Ordinary:
    """The words, and whether a text has no others.

    Attributes:
        version: digest of the words and of the rules of this file.
    """

    def __init__(self, words: bytes) -> None:
        rules = [rule.pattern for rule in (_WORD, _SHORT, _INITIAL, _LONG_NUMBER, _POSTCODE, _OF_A_MACHINE)]
        self.version = blake2b(words + repr([*rules, sorted(_CONTEXT)]).encode(), digest_size=8).hexdigest()
        self._words = frozenset(words.decode().split())

    def covers(self, text: str) -> bool:
        """Whether no word of a text could be part of a name, in any case, and none of its numbers part of an address or an id."""
        plain = _OF_A_MACHINE.sub(" ", lower(text))
        words = [word for word in _WORD.findall(_SHORT.sub(" ", plain)) if len(word) > 1]
        if not self._words.issuperset(words):
            return False
        is_said = any(len(word) > 2 for word in words) and _CONTEXT.isdisjoint(words)
        number = _LONG_NUMBER if is_said else _POSTCODE
        return not _INITIAL.search(text) and not number.search(plain)

    def says_nothing(self, text: str) -> bool:
        """Whether a text has words and all of them are ordinary; numbers do not matter."""
        words = _WORD.findall(_SHORT.sub(" ", lower(text)))
        return bool(words) and all(len(word) == 1 or word in self._words or word in _PARTICLES for word in words)


@cache
def load() -> Ordinary:
    """Reads the words, a few milliseconds; the same ones for all who ask."""
    return Ordinary(FILE.read_bytes())
