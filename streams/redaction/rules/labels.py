"""Labels in a text: words that ask for a password, a card number, a name, and where they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from streams.redaction.rules import label_words
from streams.redaction.rules.reading import unaccented

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_GAP = re.compile(r"[ \t_.'\u2019/\xb0\xba-]{0,3}")
_MISSPELT_FROM = 5  # letters
_PLACEHOLDER = re.compile(r"<[A-Z_]{2,40}_\d{1,6}>")
NOTHING = ""
"""The entity type of a label that holds a personal word, and asks for something else."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, from `start` to `end` in a text.

    Attributes:
        entity_type: what it asks for, or NOTHING.
        anywhere: whether it says so wherever it stands in the label of a field.
        alone: whether it says so in the label of a field at all.
    """

    start: int
    end: int
    entity_type: str
    anywhere: bool
    alone: bool


_Word = tuple[int, int, str]
_Kind = tuple[str, bool, bool]


def find(text: str) -> list[Label]:
    """The labels in a text, in order, of those that overlap the longest; none within a placeholder."""
    words = _words(text)
    labels, at = list[Label](), 0
    while at < len(words):
        phrase = _longest(text, words, at) if words[at][2] in _PHRASES else None
        if phrase:
            length, kind = phrase
            labels.append(Label(words[at][0], words[at + length - 1][1], *kind))
        at += phrase[0] if phrase else 1
    return labels


def _words(text: str) -> list[_Word]:
    shown = _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text) if "<" in text else text
    return [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(unaccented(shown))]


def _longest(text: str, words: list[_Word], at: int) -> tuple[int, _Kind] | None:
    """How many words the longest phrase takes that begins here, and what it asks for."""
    for rest, kind in _PHRASES[words[at][2]]:
        end = at + 1 + len(rest)
        if tuple(word for _, _, word in words[at + 1 : end]) == rest and _close(text, words[at:end]):
            return end - at, kind
    return None


def _close(text: str, words: list[_Word]) -> bool:
    """Whether nothing but blanks and hyphens stands between words."""
    return all(_GAP.fullmatch(text, left[1], right[0]) for left, right in pairwise(words))


def _phrases() -> dict[str, list[tuple[tuple[str, ...], _Kind]]]:
    """The phrases by their first word, the longest first; of equal ones the first decides."""
    phrases: dict[tuple[str, ...], _Kind] = {}
    for phrase, kind in _entries():
        phrases.setdefault(tuple(phrase.split()), kind)
    for phrase in _split(label_words.OFTEN_MISSPELT):
        for spelt in _misspelt(phrase):
            phrases.setdefault(tuple(spelt.split()), phrases[tuple(phrase.split())])
    by_word: dict[str, list[tuple[tuple[str, ...], _Kind]]] = {}
    for words, kind in sorted(phrases.items(), key=lambda entry: -len(entry[0])):
        by_word.setdefault(words[0], []).append((words[1:], kind))
    return by_word


def _entries() -> Iterator[tuple[str, _Kind]]:
    yield from ((phrase, (NOTHING, False, False)) for phrase in _split(label_words.NOTHING))
    yield from _table(label_words.ANYWHERE, anywhere=True, alone=True)
    yield from _table(label_words.AT_THE_END, anywhere=False, alone=True)
    yield from _table(label_words.BESIDE_ITS_VALUE, anywhere=False, alone=False)


def _misspelt(phrase: str) -> Iterator[str]:
    """A phrase with one of its longer words misspelt: a letter left out, doubled, or exchanged with the next."""
    for word in filter(lambda word: len(word) >= _MISSPELT_FROM, phrase.split()):
        for at in range(1, len(word)):
            for spelt in (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            ):
                yield phrase.replace(word, spelt)


def _table(table: Mapping[str, str], *, anywhere: bool, alone: bool) -> Iterator[tuple[str, _Kind]]:
    return ((phrase, (kind, anywhere, alone)) for kind, phrases in table.items() for phrase in _split(phrases))


def _split(phrases: str) -> Iterable[str]:
    return filter(None, map(str.strip, phrases.split(",")))


_PHRASES = _phrases()
