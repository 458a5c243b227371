"""Key-event streams, `{"id": …, "events": […]}`, as batches that were opened. What an event looks like: `schemas.event_lines`.

Every event also has a `time` in epoch milliseconds. The stream itself may hold `application`, `window_title` and `element`, for
its start. Events in a secure context are dropped, as every source drops them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from schemas.errors import InvalidRecordingError
from schemas.event_lines import context, decode
from schemas.events import Context, Event, Screen
from schemas.records import ScreenRecord
from schemas.rows import LAST_TIME, Row
from streams.actions.opened import Opened
from streams.redaction.command.lines import BadLineError


def opened(stream: Mapping[str, Any]) -> list[Opened]:
    """The events of a stream as batches that were opened: one for each context.

    Raises:
        BadLineError: names the event, from 1, and what is wrong with it; never what it holds.
    """
    try:
        batches = _batches(Row("the stream", stream))
    except InvalidRecordingError as fault:
        raise BadLineError(str(fault).removesuffix(".")) from None
    return [_opened(where, held) for where, held in batches if held and not where.secure] or [_opened(batches[0][0], [])]


def _batches(stream: Row) -> list[tuple[Context, list[Event]]]:
    """The events by context."""
    batches = [(_context(stream), list[Event]())]
    for row in stream.rows("events", "event"):
        if row.text("kind") == "context":
            batches.append((_context(row), []))
        else:
            batches[-1][1].append(decode(row, row.integer("time", 0, LAST_TIME)))
    return batches


def _context(row: Row) -> Context:
    return context(row, Screen())


def _opened(where: Context, events: Sequence[Event]) -> Opened:
    screen = ScreenRecord(**asdict(where.screen))  # type: ignore[typeddict-item]
    return Opened(where.application or "", where.window_title, where.element, screen, events)
