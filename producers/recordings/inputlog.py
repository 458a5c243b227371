"""Inputlog: `.idfx`, an XML log of keyboard, mouse, focus and document changes on Windows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from producers.recordings.applications import from_title
from producers.recordings.content import Content
from producers.recordings.inputlog_xml import LogEvent, events
from producers.recordings.recording import Stamped, stamp
from producers.recordings.virtual_keys import symbol
from schemas.events import NO_MODIFIER, Button, Event, Focus, Input, Key, Modifier, Pointer, Screen, Wheel
from schemas.rows import LAST_TIME, Row

_BUTTONS = {"LEFT": 0, "MIDDLE": 1, "RIGHT": 2, "XBUTTON1": 3, "XBUTTON2": 4}
_MOUSE = {"movement": "movement", "click": "click", "scroll": "scroll"}
_NOTCH = 120
_MOST_NOTCHES = 100_000
_MODIFIERS = {
    "VK_SHIFT": Modifier.SHIFT,
    "VK_LSHIFT": Modifier.SHIFT,
    "VK_RSHIFT": Modifier.SHIFT,
    "VK_CONTROL": Modifier.CONTROL,
    "VK_LCONTROL": Modifier.CONTROL,
    "VK_RCONTROL": Modifier.CONTROL,
    "VK_MENU": Modifier.ALT,
    "VK_LMENU": Modifier.ALT,
    "VK_RMENU": Modifier.ALT_GRAPH,
    "VK_LWIN": Modifier.META,
    "VK_RWIN": Modifier.META,
}


def read(content: Content) -> Iterator[Stamped]:
    """The events of a log, in time order.

    Raises:
        InvalidRecordingError: the log is not well-formed or an event of it is broken.
    """
    log = _Log()
    for event in events(content):
        log.take(event)
    return stamp(_let_go(event for row in log.rows for event in row), Screen())


@dataclass(slots=True)
class _Log:
    """The events of each row read so far; a row gives one or two."""

    rows: list[list[Event]] = field(default_factory=list)

    def take(self, event: LogEvent) -> None:
        row = event.windows
        match event.kind:
            case "keyboard":
                self.rows.append(_key(row, event.held, *_times(event)))
            case "mouse":
                self.rows.append(_mouse(row, *_times(event)))
            case "focus":
                self.rows.append([_focus(row, _times(event)[0])])
            case "replacement":
                self._replacement(event)
            case "insert":
                at = _position(event.document, "position")
                self.rows.append([Input(self._now(event), "insertFromPaste", None, at, at)])
            case "statistics":
                pass
            case _:
                row.fail("its type is not one of keyboard, mouse, focus, replacement, insert, statistics")

    def _replacement(self, event: LogEvent) -> None:
        """Selected text gave way to other text.

        Where a key did it, the change takes the place of that key, so that no text counts twice. Where none did, it may be a
        paste, and pasted text is never captured.
        """
        row = event.document
        start, end, text = _position(row, "start"), _position(row, "end"), row.text("newtext", "")
        key = self.rows[-1][0] if self.rows else None
        typed = isinstance(key, Key) and not key.modifiers & Modifier.CONTROL and key.key != "Insert"
        time = self._now(event)
        if isinstance(key, Key) and typed and text == ("" if key.key in {"Backspace", "Delete"} else key.key):
            self.rows.pop()
        self.rows.append([Input(time, "insertReplacementText", text if typed else None, start, end)])

    def _now(self, event: LogEvent) -> int:
        """Document changes carry no time: they happen when the row before them does."""
        return self.rows[-1][0].time if self.rows else _created(event.header)


def _created(header: Row) -> int:
    return header.integer("__LogCreationTimeStamp", 0, LAST_TIME)


def _times(event: LogEvent) -> tuple[int, int]:
    """Start and end; a log counts from its creation, or from the start of the machine where its header says so."""
    created, origin = _created(event.header), event.header.integer("__LogRelativeCreationDate", 0, LAST_TIME, 0)
    start = event.windows.integer("startTime", 0, LAST_TIME)
    end = max(start, event.windows.integer("endTime", 0, LAST_TIME))
    shift = created - origin if start >= origin else created
    if shift + end > LAST_TIME:
        event.windows.fail("endTime is out of range")
    return shift + start, shift + end


def _position(row: Row, name: str) -> int:
    return row.integer(name, 0, 2**31 - 1)


def _key(row: Row, held: frozenset[str], start: int, end: int) -> list[Event]:
    virtual_key = row.text("key", limit=64)
    key, code = symbol(virtual_key, row.text("value", "", limit=64))
    modifiers = _modifiers(held)
    return [
        Key(start, key, code, down=True, repeat=virtual_key in held, modifiers=modifiers),
        Key(end, key, code, down=False, modifiers=modifiers),
    ]


def _modifiers(held: frozenset[str]) -> Modifier:
    """Windows reports AltGr as the right Alt together with a left Control nobody pressed."""
    flags = NO_MODIFIER
    for name in held - {"VK_LCONTROL"} if "VK_RMENU" in held else held:
        flags |= _MODIFIERS.get(name, NO_MODIFIER)
    return flags


def _mouse(row: Row, start: int, end: int) -> list[Event]:
    x, y = row.pixel("x"), row.pixel("y")
    match row.choice("type", _MOUSE):
        case "movement":
            return [Pointer(end, x, y)]
        case "click":
            button = row.choice("button", _BUTTONS)
            return [Button(start, x, y, button, pressed=True), Button(end, x, y, button, pressed=False)]
        case _:
            return [_wheel(row, start, x, y)]


def _let_go(events: Iterable[Event]) -> Iterator[Event]:
    """The row of a click tells where the button went down; it went up where the last movement within the click ended."""
    x = y = 0
    for event in sorted(events, key=lambda event: (event.time, not isinstance(event, Pointer))):
        if isinstance(event, Button) and not event.pressed:
            yield replace(event, x=x, y=y)
            continue
        if isinstance(event, Button | Pointer):
            x, y = event.x, event.y
        yield event


def _wheel(row: Row, time: int, x: int, y: int) -> Wheel:
    """Windows counts right and up as positive."""
    most = _NOTCH * _MOST_NOTCHES
    notches = round(row.number("delta", -most, most) / _NOTCH)
    return Wheel(time, x, y, notches, 0) if row.text("orientation", "") == "HORIZONTAL" else Wheel(time, x, y, 0, -notches)


def _focus(row: Row, time: int) -> Focus:
    title = row.text("title", "")
    return Focus(time, from_title(title), title)
