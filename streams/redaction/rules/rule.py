"""A detector made of a table of rules: a pattern each, and a check where the pattern alone would say too much."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from streams.redaction.detector import Span
from streams.redaction.rules.reading import reading

_REVISION = 2  # to be raised when a check changes that only its name stands for in the digest
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
    """One rule.

    What is personal is the pattern's group `value`, or all of its match where it has none; a match without the group is none.

    Attributes:
        name: what reports call it.
        entity_type: what it finds.
        pattern: a regular expression without unbounded repetition inside another, so that it stays linear.
        accept: the ranges of the matched value that are truly personal.
        needs: strings in lower case of which a text must hold one to be looked at, or none when any text may match.
        digits: digits that it must hold.
    """

    name: str
    entity_type: str
    pattern: re.Pattern[str]
    accept: Callable[[str], Iterable[Range]] = whole
    score: float = 1.0
    needs: tuple[str, ...] = ()
    digits: int = 0

    def concerns(self, lower: str, digits: int) -> bool:
        """Whether a text could match, given its lower case and how many digits it holds."""
        return digits >= self.digits and (not self.needs or any(map(lower.__contains__, self.needs)))

    def find(self, text: str) -> Iterable[Span]:
        """The rule's spans in one text."""
        group = "value" if "value" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            for start, end in self.accept(match[group]) if match[group] else ():
                yield Span(start, end, self.entity_type, self.name, self.score).moved(match.start(group))


class Rules:
    """A detector that applies every rule of a table to the whole text as it reads; its version is the digest of the table."""

    second_look = True

    def __init__(self, name: str, table: Sequence[Rule]) -> None:
        self.name = name
        self.version = _digest(table)
        self._table = tuple(table)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        return [list(as_written(text, self._spans)) for text in texts]

    def _spans(self, text: str) -> Iterator[Span]:
        lower, digits = text.lower(), sum(map(text.count, "0123456789"))
        return (span for rule in self._table if rule.concerns(lower, digits) for span in rule.find(text))


def as_written(text: str, find: Callable[[str], Iterable[Span]]) -> Iterator[Span]:
    """What `find` finds in a text as it reads, as spans of the text as it is written."""
    read, places = reading(text)
    for span in find(read):
        yield replace(span, start=places[span.start], end=places[span.end - 1] + 1)


def _digest(table: Sequence[Rule]) -> str:
    rows = [(rule.name, rule.entity_type, rule.pattern.pattern, rule.pattern.flags, rule.accept.__name__) for rule in table]
    return blake2b(repr((_REVISION, rows)).encode(), digest_size=8).hexdigest()
