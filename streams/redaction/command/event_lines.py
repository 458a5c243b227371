"""Key-event streams as JSON: the events of `schemas.events` by their W3C names, as Handrail's own recordings write them.

A stream is `{"id": …, "events": […]}`. Every event has a `kind` and a `time` in epoch milliseconds; the other fields are those
of its class in `schemas.events`, and may be left out where that has a default:

    {"kind": "keydown", "time": 1768208400614, "key": "d", "code": "KeyD", "repeat": false, "modifiers": ["Shift"]}   (keyup)
    {"kind": "pointerdown", "time": …, "x": 860, "y": 148, "button": 0}                                   (pointerup, pointermove)
    {"kind": "wheel", "time": …, "x": 860, "y": 148, "delta_x": 0, "delta_y": 3}
    {"kind": "focus", "time": …, "application": "chrome", "window_title": "Order desk"}
    {"kind": "element", "time": …, "focused": true, "element": {"role": "textbox", "name": "Search", "identifier": "q", "x": 620,
     "y": 130, "width": 480, "height": 36}}
    {"kind": "selection", "time": …, "element": {…}, "option": "Large", "index": 2}
    {"kind": "input", "time": …, "input_type": "insertFromPaste", "data": null, "start": -1, "end": -1}
    {"kind": "context", "application": "chrome", "window_title": "Order desk", "element": {…}, "secure": false}

`context` is no event: it says where the events after it happen, as every batch of the real stream does. Events in a secure
context are dropped, as every source drops them. The stream itself may hold `application`, `window_title` and `element`, for its
start.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from schemas.events import (
    MODIFIERS,
    NO_MODIFIER,
    Button,
    Context,
    Element,
    ElementEvent,
    Event,
    Focus,
    Input,
    Key,
    Modifier,
    Pointer,
    Screen,
    Selection,
    Wheel,
)
from schemas.records import ScreenRecord
from streams.actions.opened import Opened
from streams.redaction.command.lines import BadLineError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

_BOUND = 2**31 - 1
_LAST_TIME = 4_102_444_800_000  # epoch milliseconds of 2100-01-01
_LONGEST_KEY = 64
_KINDS: dict[str, tuple[Callable[..., Event], dict[str, Any]]] = {
    "pointermove": (Pointer, {}),
    "pointerdown": (Button, {"pressed": True}),
    "pointerup": (Button, {"pressed": False}),
    "wheel": (Wheel, {}),
    "keydown": (Key, {"down": True}),
    "keyup": (Key, {"down": False}),
    "focus": (Focus, {}),
    "element": (ElementEvent, {}),
    "selection": (Selection, {}),
    "input": (Input, {}),
}
_LEFT_OUT: dict[str, Any] = {"code": "", "role": "", "name": ""}  # what sources often do not know


def opened(stream: Mapping[str, Any]) -> list[Opened]:
    """The events of a stream as batches that were opened: one for each context.

    Raises:
        BadLineError: names the event, from 1, and what is wrong with it; never what it holds.
    """
    events = stream.get("events")
    if not isinstance(events, list):
        raise BadLineError("events is not a list")
    batches = [(_context(stream, "the stream"), list[Event]())]
    for number, record in enumerate(events, start=1):
        place = f"event {number}"
        if not isinstance(record, Mapping):
            raise BadLineError(f"{place} is not an object")
        if record.get("kind") == "context":
            batches.append((_context(record, place), []))
        else:
            batches[-1][1].append(_event(record, place))
    return [_opened(context, held) for context, held in batches if held and not context.secure] or [_opened(batches[0][0], [])]


def _context(record: Mapping[str, Any], place: str) -> Context:
    return _read(
        Context, {name: record.get(name) for name in ("application", "window_title", "element", "secure", "screen")}, place
    )


def _opened(context: Context, events: Sequence[Event]) -> Opened:
    screen = ScreenRecord(**asdict(context.screen))  # type: ignore[typeddict-item]
    return Opened(context.application or "", context.window_title, context.element, screen, events)


def _event(record: Mapping[str, Any], place: str) -> Event:
    kind = record.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadLineError(f"the kind of {place} is not one of {', '.join(_KINDS)}, context")
    cls, fixed = _KINDS[kind]
    return _read(cls, {**record, **fixed}, place)


def _read(cls: Callable[..., T], record: Mapping[str, Any], place: str) -> T:
    """An object of a class of `schemas.events`, every field checked by its type."""
    return cls(**dict(_values(cls, record, place)))


def _values(cls: Any, record: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    types = get_type_hints(cls)
    for field in fields(cls):
        value = record.get(field.name, _LEFT_OUT.get(field.name))
        if value is not None:
            yield field.name, _READERS[types[field.name]](value, f"{field.name} of {place}")
        elif type(None) in getattr(types[field.name], "__args__", ()):
            yield field.name, None
        elif field.default is MISSING:
            raise BadLineError(f"{field.name} of {place} is missing")


def _integer(value: object, place: str) -> int:
    number = _number(value, place)
    lowest, highest = (0, _LAST_TIME) if place.startswith("time ") else (-_BOUND, _BOUND)
    if place.startswith("button "):
        lowest, highest = 0, 4
    if not lowest <= number <= highest:
        raise BadLineError(f"{place} is out of range")
    return round(number)


def _number(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadLineError(f"{place} is not a number")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise BadLineError(f"{place} is not text")
    if place.startswith(("key ", "code ", "input_type ")) and len(value) > _LONGEST_KEY:
        raise BadLineError(f"{place} is longer than {_LONGEST_KEY} characters")
    return value


def _flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise BadLineError(f"{place} is not true or false")
    return value


def _modifiers(value: object, place: str) -> Modifier:
    if not isinstance(value, list) or not all(isinstance(name, str) and name in MODIFIERS for name in value):
        raise BadLineError(f"{place} is not a list of {', '.join(MODIFIERS)}")
    return reduce(or_, (MODIFIERS[name] for name in value), NO_MODIFIER)


def _element(value: object, place: str) -> Element:
    return _read(Element, _object(value, place), f"the {place}")


def _screen(value: object, place: str) -> Screen:
    return _read(Screen, _object(value, place), f"the {place}")


def _object(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadLineError(f"{place} is not an object")
    return value


_READERS: dict[Any, Callable[[object, str], Any]] = {
    int: _integer,
    float: _number,
    str: _text,
    str | None: _text,
    bool: _flag,
    Modifier: _modifiers,
    Element: _element,
    Element | None: _element,
    Screen: _screen,
}
