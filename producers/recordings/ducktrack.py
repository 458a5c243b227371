"""DuckTrack: `events.jsonl`, one pynput event a line, with `metadata.json` beside it.

The recorder does not see applications: every event happens in the application `desktop`.
"""

from collections.abc import Iterator

from producers.recordings.content import Content
from producers.recordings.pynput_rows import Clock, Keyboard, event, metadata, seconds
from producers.recordings.recording import Stamped
from producers.recordings.rows import json_rows
from schemas.events import Context, Event

APPLICATION = "desktop"


def read(content: Content) -> Iterator[Stamped]:
    """The events of a recording, in time order.

    Raises:
        InvalidRecordingError: a line of it, or its metadata, is broken.
    """
    start, screen = metadata(content)
    context = Context(APPLICATION, screen=screen)
    _, found = pynput_events(content, start)
    return ((event, context) for event in sorted(found, key=lambda event: event.time))


def pynput_events(content: Content, start: int) -> tuple[Clock, list[Event]]:
    """The clock of a recording and its events as they stand, the first of them at `start` (epoch milliseconds)."""
    clock, keyboard = Clock(start, 0.0), Keyboard()
    found: list[Event] = []
    for row in json_rows(content):
        if not found:
            clock = Clock(start, seconds(row))
        happened = event(row, clock.time(row), keyboard)
        if happened is not None:
            found.append(happened)
    return clock, found
