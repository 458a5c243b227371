"""Handrail's own recordings: JSON lines, a header and then one event a line, named as W3C names them.

A line of kind `context` is no event: it says where the events after it happen.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from producers.recordings.content import Content
from producers.recordings.recording import Stamped
from producers.recordings.rows import json_rows
from schemas.event_lines import compact, context, decode, encode, read_screen
from schemas.events import Context, Screen
from schemas.rows import LAST_TIME, Row

VERSION = 1


def read(content: Content) -> Iterator[Stamped]:
    """The events of a recording; they must stand in time order.

    Raises:
        InvalidRecordingError: the header or a line is broken, or time runs backwards.
    """
    rows = json_rows(content)
    header = next(rows, Row(f"{content.name}, line 1", {}))
    header.integer("handrail", VERSION, VERSION)
    start = header.integer("start", 0, LAST_TIME)
    screen = read_screen(header.row("screen")) if header.has("screen") else Screen()
    here, last = Context(None, screen=screen), 0
    for row in rows:
        last = row.integer("t", last, LAST_TIME - start)
        if row.text("kind") == "context":
            here = context(row, screen)
        else:
            yield decode(row, start + last), here


def write(events: Iterable[Stamped]) -> str:
    """A recording as text; `read` gives the same events and contexts back.

    Args:
        events: in time order.
    """
    stamped = list(events)
    start = stamped[0][0].time if stamped else 0
    screen = stamped[0][1].screen if stamped else Screen()
    here = Context(None, screen=screen)
    lines: list[Mapping[str, Any]] = [{"handrail": VERSION, "start": start, "screen": compact(screen)}]
    for event, where in stamped:
        if where != here:
            here = where
            lines.append({"t": event.time - start, "kind": "context", **_context(where, screen)})
        lines.append({"t": event.time - start, **encode(event)})
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def _context(where: Context, screen: Screen) -> dict[str, Any]:
    fields = compact(where, "screen")
    return fields if where.screen == screen else {**fields, "screen": compact(where.screen)}
