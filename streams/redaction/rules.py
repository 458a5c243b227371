"""A detector made of a table of rules: a pattern each, and a check where the pattern alone would say too much."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from streams.redaction.detector import Span

_REVISION = 1  # to be raised when a check changes that only its name stands for in the digest
Range = tuple[int, int]


def whole(value: str) -> Iterable[Range]:
    """All of what matched."""
    return [(0, len(value))]


def only_if(condition: Callable[[str], bool]) -> Callable[[str], Iterable[Range]]:
    """All of what matched, if the condition holds."""

    def ranges(value: str) -> Iterable[Range]:
        return whole(value) if condition(value) else []

    ranges.__name__ = condition.__name__
    return ranges


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. What is personal is the pattern's group `value`, or all of its match where it has none.

    Attributes:
        name: what reports call it.
        entity_type: what it finds.
        pattern: a regular expression without unbounded repetition inside another, so that it stays linear.
        accept: the ranges of the matched value that are truly personal.
    """

    name: str
    entity_type: str
    pattern: re.Pattern[str]
    accept: Callable[[str], Iterable[Range]] = whole
    score: float = 1.0

    def find(self, text: str) -> Iterable[Span]:
        """The rule's spans in one text."""
        group = "value" if "value" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            for start, end in self.accept(match[group]):
                yield Span(start, end, self.entity_type, self.name, self.score).moved(match.start(group))


class Rules:
    """A detector that applies every rule of a table to the whole text; its version is the digest of the table."""

    second_look = True

    def __init__(self, name: str, table: Sequence[Rule]) -> None:
        self.name = name
        self.version = _digest(table)
        self._table = tuple(table)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        return [[span for rule in self._table for span in rule.find(text)] for text in texts]


def _digest(table: Sequence[Rule]) -> str:
    rows = [(rule.name, rule.entity_type, rule.pattern.pattern, rule.pattern.flags, rule.accept.__name__) for rule in table]
    return blake2b(repr((_REVISION, rows)).encode(), digest_size=8).hexdigest()
