"""Steps before redaction: what the reducer hands to the redactor. Lives in memory only, and never prints what it holds."""

from dataclasses import dataclass, field

from schemas.events import Element
from schemas.records import PathPoint, ScreenRecord, Withheld


@dataclass(slots=True, repr=False)
class Text:
    """A reconstructed text of one field.

    Attributes:
        final: as it stood when the field closed.
        snapshots: earlier states, taken before each deletion burst, replacement or focus change, oldest first.
        withheld: why it may not be shown at all, or None.
        unsure: something of unknown effect was done in it or at its end, so that a value may stand there in part.
    """

    final: str
    snapshots: list[str] = field(default_factory=list)
    withheld: Withheld | None = None
    unsure: bool = False


@dataclass(slots=True, repr=False)
class DraftStep:
    """A step as `schemas.records.Step`, its texts not yet redacted; times are milliseconds as there."""

    kind: str
    time: int
    duration: int = 0
    application: str | None = None
    window_title: str | None = None
    x: int | None = None
    y: int | None = None
    button: str | None = None
    delta_x: int | None = None
    delta_y: int | None = None
    path: list[PathPoint] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    element: Element | None = None
    option: str | None = None
    text: Text | None = None


@dataclass(slots=True, repr=False)
class Draft:
    """A trajectory's content before redaction.

    Attributes:
        application: in front at the start.
        window_title: of the window in front at the start.
        screen: geometry at the start.
        steps: in order of time.
        joined: texts that may be parts of one value, in the order typed: who switches windows in the middle of a number leaves
            two. A value may span the borders of their finals, end to end. A text may stand in two of the lists. One of which
            nothing is left is in none of `steps`, but its snapshots may complete what stands before it.
        hidden: steps whose text is in none of `steps`: it was deleted again, or became part of a choice. What is found in it is
            redacted elsewhere.
    """

    application: str
    window_title: str
    screen: ScreenRecord
    steps: list[DraftStep]
    joined: list[list[Text]] = field(default_factory=list)
    hidden: list[DraftStep] = field(default_factory=list)
