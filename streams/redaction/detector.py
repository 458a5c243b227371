"""What every detection layer is: texts in, spans out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

SURE = 0.6  # from which score on a span leaves nothing to find in its place


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """A stretch of a text that is personal, `start` to `end` in characters.

    Attributes:
        entity_type: Presidio's name for it, such as EMAIL_ADDRESS.
        rule: the recognizer that found it.
        score: its certainty, 0 to 1.
        whole: the value that it is a piece of, or empty.
    """

    start: int
    end: int
    entity_type: str
    rule: str
    score: float
    whole: str = ""

    def moved(self, by: int) -> "Span":
        """The same span in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in the places of the spans that are sure."""
    for span in spans:
        if span.score >= SURE:
            text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text


class Detector(Protocol):
    """One layer of detection.

    Attributes:
        name: its name in reports.
        version: its version, or the digest of its rules or model.
        second_look: whether it also looks at texts in which values were replaced; true for rules, false for models, which would
            only stumble over the placeholders.
    """

    name: str
    version: str
    second_look: bool

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, in the order of `texts`. May raise anything: its caller withholds the text."""
        ...


@runtime_checkable
class Last(Detector, Protocol):
    """A detector that costs much: it is asked last, and only about texts in which the others leave something to find."""

    def remains(self, text: str) -> bool:
        """Whether there may be something to find in a text in which what others found is blank."""
        ...
