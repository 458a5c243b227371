"""Special categories of personal data: which of them a text speaks of about a person, by weighted words close to who is meant.

Of the whole text, not of a stretch in it: nothing is replaced by this, a text is marked or withheld.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Literal

from streams.redaction.rules import special_words
from streams.redaction.rules.people import addressed
from streams.redaction.rules.reading import reading, unaccented

Action = Literal["keep", "mark", "withhold"]
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;\n\r|]+")
_NAME = re.compile(r"[^\W\d_][a-z\u00df-\u024f]{2,}[ ][^\W\d_][a-z\u00df-\u024f]{2,}")
_STRONG, _WEAK, _ENOUGH = 0.7, 0.35, 0.5
_REACH = 12  # words between a person and what is said of them
_STEM = range(3, 14)  # letters of a stem
_LONGEST_TERM = 4  # words


@dataclass(frozen=True, slots=True)
class Category:
    """A special category that a text speaks of.

    Attributes:
        name: health, tax, union, religion, sexual life, politics, ethnic origin or convictions.
        score: how much its words say so, 0 to 1.
    """

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class SpecialPolicy:
    """What is done about each category: nothing, a finding without replacement, or the text withheld whole."""

    actions: Mapping[str, Action]
    otherwise: Action = "mark"

    def action(self, found: Iterable[Category]) -> Action:
        """The strictest of the actions for what was found."""
        chosen = {self.actions.get(category.name, self.otherwise) for category in found}
        return "withhold" if "withhold" in chosen else "mark" if "mark" in chosen else "keep"


def categories(text: str) -> list[Category]:
    """The special categories that a text speaks of about a person, by name."""
    best: dict[str, float] = {}
    for sentence in _SENTENCE.split(reading(text)[0]):
        for name, score in _of_sentence(sentence):
            best[name] = max(best.get(name, 0.0), score)
    return [Category(name, round(score, 2)) for name, score in sorted(best.items()) if score >= _ENOUGH]


def _of_sentence(sentence: str) -> Iterator[tuple[str, float]]:
    words = [match[0].lower() for match in _WORD.finditer(unaccented(sentence))]
    hits = list(_hits(words))
    if not hits:
        return
    persons = sorted([at for at, word in enumerate(words) if word in _PERSONS] + _named(sentence))
    close = [(name, words[at], weight) for name, at, weight in hits if _is_close(at, persons)]
    for category in {name for name, *_ in close}:
        terms = {term: weight for name, term, weight in close if name == category}
        yield category, 1 - prod(1 - weight for weight in terms.values())


def _is_close(at: int, persons: list[int]) -> bool:
    """Whether one of the persons, in order, stands within reach."""
    first = bisect_left(persons, at - _REACH)
    return first < len(persons) and persons[first] <= at + _REACH


def _named(sentence: str) -> list[int]:
    """Where in a sentence somebody is named, in words: two capitalised words, or one after a form of address."""
    starts = {match.start() for match in _NAME.finditer(sentence) if addressed(match[0])}
    return [at for at, word in enumerate(_WORD.finditer(sentence)) if word.start() in starts]


def _hits(words: list[str]) -> Iterator[tuple[str, int, float]]:
    """Category, place and weight of every term."""
    at = 0
    while at < len(words):
        length, found = _term(words, at)
        yield from ((name, at, weight) for name, weight in found)
        at += length


def _term(words: list[str], at: int) -> tuple[int, list[tuple[str, float]]]:
    """The longest term that begins at a word, and what it stands for."""
    for length in range(min(_LONGEST_TERM, len(words) - at), 1, -1):
        if words[at] in _FIRSTS and (found := _TERMS.get(" ".join(words[at : at + length]))):
            return length, found
    word = words[at]
    if found := _TERMS.get(word):
        return 1, found
    stems = (word[:size] for size in _STEM if size <= len(word))
    return 1, next((_STEMS[stem] for stem in stems if stem in _STEMS), [])


def _terms() -> Iterator[tuple[str, str, float]]:
    for table, weight in ((special_words.STRONG, _STRONG), (special_words.WEAK, _WEAK)):
        for name, terms in table.items():
            yield from ((" ".join(term.split()), name, weight) for term in terms.split(",") if term.strip())


def _by_term(*, stems: bool) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for term, name, weight in _terms():
        entries = found.setdefault(term.rstrip("*"), []) if term.endswith("*") == stems else []
        if name not in dict(entries):
            entries.append((name, weight))
    return found


_TERMS, _STEMS = _by_term(stems=False), _by_term(stems=True)
_FIRSTS = frozenset(term.split()[0] for term in _TERMS if " " in term)
_PERSONS = frozenset(word.strip() for word in special_words.PERSONS.split(","))
