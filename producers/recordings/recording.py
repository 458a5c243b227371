"""A recording as every importer gives it: events in time order, each with the context it happened in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from schemas.events import Context, ElementEvent, Event, Focus, Screen

Stamped = tuple[Event, Context]

UNKNOWN_APPLICATION = "unknown"


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording file, read.

    Attributes:
        name: file name, for people.
        digest: hex BLAKE2b-128 of the uncompressed content: the same for `x.jsonl` and `x.jsonl.gz`.
        format: name of the importer that read it.
        events: `(event, context)` in time order, at least one; a context is one object for as long as nothing changes.
    """

    name: str
    digest: str
    format: str
    events: Sequence[Stamped] = field(repr=False)

    @property
    def count(self) -> int:
        """Number of events."""
        return len(self.events)

    @property
    def screen(self) -> Screen:
        """Screen at the first event."""
        return self.events[0][1].screen


def stamp(events: Iterable[Event], screen: Screen) -> Iterator[Stamped]:
    """Events sorted by time (stable), each with the context that the focus events before it imply.

    Before the first focus event the application is None: the source could not tell.
    """
    context = Context(None, screen=screen)
    for event in sorted(events, key=attrgetter("time")):
        if isinstance(event, Focus):
            known = None if event.application == UNKNOWN_APPLICATION else event.application
            context = Context(known, event.window_title, screen=screen)
        elif isinstance(event, ElementEvent) and event.focused:
            context = replace(context, element=event.element)
        yield event, context
