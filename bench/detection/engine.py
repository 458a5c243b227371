"""What is measured: something that says, of texts in fields, which stretches it would replace."""

from collections.abc import Sequence
from typing import Protocol

from bench.detection.samples import Sample
from streams.redaction.command.answers import typed
from streams.redaction.command.located import locate
from streams.redaction.redactor import Redactor

Range = tuple[int, int]
BATCH = 64


class Engine(Protocol):
    """Texts in, ranges out."""

    def find(self, samples: Sequence[Sample]) -> list[list[Range]]:
        """What would be replaced in each text, `start` to `end` in its characters; each a trajectory of its own."""
        ...


class Handrail:
    """The redactor, as the worker builds it."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor

    def find(self, samples: Sequence[Sample]) -> list[list[Range]]:
        """See `Engine.find`; a text that is withheld is replaced as a whole."""
        found = []
        for start in range(0, len(samples), BATCH):
            batch = samples[start : start + BATCH]
            located = locate(self.redactor, [typed(sample.text, sample.label) for sample in batch])
            found += [[(place.start, place.end) for place in one.places] for one in located]
        return found
