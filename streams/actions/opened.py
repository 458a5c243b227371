"""A batch after its seal was opened: what the reducer reads. Lives in memory only, and never prints what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.events import Element, Event
from schemas.records import ScreenRecord


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """One batch, with where its first event happened.

    Attributes:
        application: in front at the first event.
        window_title: of the window in front at the first event.
        element: that had the keyboard at the first event; None where it is not known.
        screen: geometry at the first event.
        events: in order; as `schemas.columns.Columns` they cost least.
        gap: batches are missing right before this one.
    """

    application: str
    window_title: str
    element: Element | None
    screen: ScreenRecord
    events: Sequence[Event]
    gap: bool = False
