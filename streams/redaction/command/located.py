"""Single texts redacted many at a time, each a trajectory of its own, with where in the text each finding stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.records import Outcome
from streams.actions.draft import Draft
from streams.redaction.fields import Field, Shown
from streams.redaction.placeholders import WITHHELD
from streams.redaction.redactor import Redactor


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """A stretch of a text that was replaced, `start` to `end` in its characters."""

    entity_type: str
    start: int
    end: int
    rule: str
    score: float


@dataclass(frozen=True, slots=True, repr=False)
class Located:
    """A text as it may be shown, and what was replaced in it, in order."""

    text: str
    outcome: Outcome
    places: list[Place] = field(default_factory=list)


def locate(redactor: Redactor, drafts: Sequence[Draft]) -> list[Located]:
    """What is shown of the one text of each draft; the detectors look at the texts of all drafts together.

    Args:
        redactor: as `build.build` makes it.
        drafts: each with one step, which holds a text.
    """
    return [_located(*pair) for shown in redactor.show(drafts) for pair in shown if pair[0].name == "text"]


def withheld(text: str) -> Located:
    """Nothing of a text: for when looking at it failed."""
    return Located(WITHHELD, "withheld", [Place("TEXT", 0, len(text), "error", 1.0)])


def _located(field: Field, shown: Shown) -> Located:
    if shown.withheld:
        return Located(shown.text, "withheld", [Place("TEXT", 0, len(field.final), shown.withheld, 1.0)])
    return Located(shown.text, "redacted" if shown.clusters else "clean", list(_places(shown)))


def _places(shown: Shown) -> Iterator[Place]:
    """The clusters of a field, named as the placeholders that stand for them."""
    for cluster, (start, end) in zip(shown.clusters, shown.ranges, strict=True):
        entity_type = shown.text[start + 1 : end - 1].rpartition("_")[0]
        yield Place(entity_type, cluster.start, cluster.end, cluster.best.rule, cluster.best.score)
