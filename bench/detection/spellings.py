"""Ways to write a text that detectors stumble over. Each is a way to write some types of values, and leaves the others alone."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bench.detection.samples import Piece, Sample

_NUMBERS = frozenset({"PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN"})
_WORDS = frozenset({"PERSON", "EMAIL_ADDRESS", "LOCATION", "PHONE_NUMBER", "IBAN_CODE", "DATE_TIME"})
_EXACT = frozenset({"SECRET", "SECRET_BARE", "PASSWORD"})  # means another thing in another spelling
_SEPARATORS = re.compile(r"[ ./-]+")
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789"}


_ANY_NUMBER = 9  # digits of a US SSN, which say nothing without separators or words
_WORDY = 8  # characters of a stretch that surely holds a word


def _same(text: str, _: random.Random) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write.

    Attributes:
        types: entity types of values that can be written so; a text with none of them is no use.
        value: writes such a value.
        carrier: writes what is around them.
        weight: how often it is chosen.
    """

    types: frozenset[str]
    value: Callable[[str, random.Random], str]
    carrier: Callable[[str, random.Random], str] = _same
    weight: int = 4

    def fits(self, sample: Sample) -> bool:
        """Whether it makes a difference to a text, and leaves it one of which a person could tell what it holds."""
        held = [
            (piece.text, self.value(piece.text, random.Random(0))) for piece in sample.pieces if piece.entity_type in self.types
        ]
        alone = len(sample.pieces) == 1 and not sample.label
        tells = not (alone and any(written.isdecimal() and len(written) == _ANY_NUMBER for _, written in held))
        around = any(len(piece.text) > _WORDY for piece in sample.pieces if piece.entity_type is None)
        return tells and any(text != written or (around and self.carrier is not _same) for text, written in held)

    def apply(self, name: str, sample: Sample, chance: random.Random) -> Sample:
        """The text, written so."""
        return replace(sample, pieces=tuple(self._piece(piece, chance) for piece in sample.pieces), spelling=name)

    def _piece(self, piece: Piece, chance: random.Random) -> Piece:
        if piece.entity_type is None:
            return Piece(self.carrier(piece.text, chance))
        if piece.entity_type in self.types:
            return Piece(self.value(piece.text, chance), piece.entity_type)
        return piece


def spelt(sample: Sample, chance: random.Random) -> Sample:
    """The text as somebody writes it: mostly plainly."""
    fitting = {name: spelling for name, spelling in SPELLINGS.items() if spelling.fits(sample)}
    weights = [60, *(spelling.weight for spelling in fitting.values())]
    [name] = chance.choices(["plain", *fitting], weights)
    return sample if name == "plain" else fitting[name].apply(name, sample, chance)


def _compact(value: str, _: random.Random) -> str:
    return value if "(" in value else _SEPARATORS.sub("", value)


def _odd(value: str, chance: random.Random) -> str:
    separator = chance.choice([".", "/", "_", "  ", "\u00a0", "\u2013", " - "])
    return _SEPARATORS.sub(lambda _: separator, value)


def _wide(value: str, _: random.Random) -> str:
    return value.translate(_WIDE)


def _zero_width(value: str, chance: random.Random) -> str:
    at = max(1, len(value) // 2)
    return value[:at] + chance.choice("\u200b\u200c\u2060\ufeff") + value[at:]


def _spelled(value: str, chance: random.Random) -> str:
    local, at, domain = value.partition("@")
    signs = chance.choice([("(at)", "(dot)"), (" at ", " dot "), ("[at]", "[dot]"), (" (at) ", "."), ("{at}", ".")])
    return local + signs[0] + domain.replace(".", signs[1]) if at else value


def _broken(value: str, chance: random.Random) -> str:
    places = [match.start() for match in re.finditer(" ", value)]
    if not places:
        return value
    at = chance.choice(places)
    return value[:at] + "\n" + value[at + 1 :]


def _typos(text: str, chance: random.Random) -> str:
    """One word in three misspelt: two letters swapped, one left out or doubled."""
    return re.sub(r"[^\W\d_]{4,}", lambda word: _typo(word[0], chance) if chance.random() < 0.34 else word[0], text)


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 2)
    middle = chance.choice([word[at + 1] + word[at], word[at], word[at] * 2 + word[at + 1]])
    return word[:at] + middle + word[at + 2 :]


def _lower(text: str, _: random.Random) -> str:
    return text.lower()


def _upper(text: str, _: random.Random) -> str:
    return text.upper() if len(text.upper()) == len(text) else text


SPELLINGS: Mapping[str, Spelling] = {
    "lower case": Spelling(_WORDS, _lower, _lower, 10),
    "upper case": Spelling(_WORDS, _upper, _upper, 5),
    "typos around": Spelling(_WORDS | _NUMBERS | _EXACT, _same, _typos, 6),
    "no separators": Spelling(_NUMBERS, _compact),
    "odd separators": Spelling(_NUMBERS, _odd),
    "full-width digits": Spelling(_NUMBERS, _wide),
    "zero width": Spelling(_WORDS | _NUMBERS, _zero_width),
    "spelled signs": Spelling(frozenset({"EMAIL_ADDRESS"}), _spelled),
    "line break": Spelling(_NUMBERS | {"PERSON", "LOCATION"}, _broken),
}
