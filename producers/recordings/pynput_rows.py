"""Rows that pynput recorders write (DuckTrack, AgentNet) as events, and the clock that anchors them in time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from operator import or_

from producers.recordings.content import Content
from producers.recordings.pynput_keys import symbol
from producers.recordings.rows import json_document
from schemas.events import MODIFIERS, NO_MODIFIER, Button, Event, Key, Modifier, Pointer, Screen, Wheel
from schemas.rows import LAST_TIME, Row

UNKNOWN_START = 946_684_800_000
"""Epoch milliseconds of 2000-01-01T00:00Z: where a recording without a start time is put."""

_BUTTONS = {"left": 0, "middle": 1, "right": 2, "x1": 3, "x2": 4, "button8": 3, "button9": 4}
_ACTIONS = {name: name for name in ("move", "click", "scroll", "press", "release", "pause", "resume")}
_MOST_NOTCHES = 100_000
_LONGEST_SECONDS = LAST_TIME / 1000


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns seconds of a recorder's counter into epoch milliseconds.

    Attributes:
        start: epoch milliseconds at `first`.
        first: seconds of the counter at the first event.
    """

    start: int
    first: float

    def time(self, row: Row) -> int:
        """Epoch milliseconds of a row."""
        time = self.start + round((seconds(row) - self.first) * 1000)
        if not 0 <= time <= LAST_TIME:
            row.fail("time_stamp is out of range")
        return time


def seconds(row: Row) -> float:
    """The time stamp of a row, in seconds of the recorder's counter."""
    return row.number("time_stamp", 0, _LONGEST_SECONDS)


def metadata(content: Content) -> tuple[int, Screen]:
    """Start (epoch milliseconds) and screen from the metadata.json beside a recording.

    The recorders write local time without a zone; it is taken as UTC. Without metadata the start is `UNKNOWN_START`.

    Raises:
        InvalidRecordingError: the metadata is there and broken.
    """
    file = content.beside("metadata.json")
    if file is None:
        return UNKNOWN_START, Screen()
    row = json_document(file)
    return _start(row), Screen(row.pixel("screen_width", 0), row.pixel("screen_height", 0))


def _start(row: Row) -> int:
    try:
        local = datetime.fromisoformat(row.text("start_time"))
    except ValueError:
        row.fail("start_time is not a date and time")
    start = round(local.replace(tzinfo=UTC).timestamp() * 1000)
    if not 0 <= start <= LAST_TIME:
        row.fail("start_time is out of range")
    return start


@dataclass(slots=True)
class Keyboard:
    """Modifiers and the key held, which pynput leaves to the reader."""

    held: dict[str, Modifier] = field(default_factory=dict)
    last: str | None = None

    def turn(self, row: Row, time: int, *, down: bool) -> Key:
        """A press or a release; a press of the key that was pressed last and not let go is a repeat."""
        name = row.text("name", "unknown", limit=64)
        key, code = symbol(name)
        repeat = down and name == self.last
        self.last = name if down else None
        if down and key in MODIFIERS:
            self.held[code] = MODIFIERS[key]
        elif not down:
            self.held.pop(code, None)
        return Key(time, key, code, down, repeat, reduce(or_, self.held.values(), NO_MODIFIER))


def event(row: Row, time: int, keyboard: Keyboard) -> Event | None:
    """The event of a row; None where the recorder was paused or resumed."""
    match row.choice("action", _ACTIONS):
        case "move":
            return Pointer(time, row.pixel("x"), row.pixel("y"))
        case "click":
            return Button(time, row.pixel("x"), row.pixel("y"), row.choice("button", _BUTTONS), row.flag("pressed"))
        case "scroll":
            return Wheel(time, row.pixel("x"), row.pixel("y"), _notches(row, "dx"), -_notches(row, "dy"))
        case "press":
            return keyboard.turn(row, time, down=True)
        case "release":
            return keyboard.turn(row, time, down=False)
        case _:
            return None


def _notches(row: Row, name: str) -> int:
    """Pynput counts right and up as positive."""
    return row.integer(name, -_MOST_NOTCHES, _MOST_NOTCHES)
