"""One event, or where events happen, as a JSON object and back, by their W3C names: what recordings hold and `redact` reads.

    {"kind": "keydown", "key": "d", "code": "KeyD", "repeat": false, "modifiers": ["Shift"]}   (keyup)
    {"kind": "pointerdown", "x": 860, "y": 148, "button": 0}   (pointerup, pointermove)
    {"kind": "wheel", "x": 860, "y": 148, "delta_x": 0, "delta_y": 3}
    {"kind": "focus", "application": "chrome", "window_title": "Order desk"}
    {"kind": "element", "focused": true, "element": {"role": "textbox", "name": "Search", "identifier": "q", "x": 620, "y": 130,
     "width": 480, "height": 36}}
    {"kind": "selection", "element": {…}, "option": "Large", "index": 2}
    {"kind": "input", "input_type": "insertFromPaste", "data": null, "start": -1, "end": -1}
    {"kind": "context", "application": "chrome", "window_title": "Order desk", "element": {…}, "secure": false}

The fields are those of the classes in `schemas.events`; what sources often do not know may be left out.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

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
from schemas.rows import Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_LARGEST = 2**31 - 1
_LONGEST_KEY = 64


def encode(event: Event) -> dict[str, Any]:
    """An event as its `kind` and those of its fields that are not at their default."""
    return {"kind": _kind(event), **compact(event, "time", "pressed", "down")}


def _kind(event: Event) -> str:
    match event:
        case Button():
            return "pointerdown" if event.pressed else "pointerup"
        case Key():
            return "keydown" if event.down else "keyup"
        case _:
            return _KINDS[type(event)]


def decode(row: Row, time: int) -> Event:
    """The event of a line.

    Args:
        row: the line.
        time: epoch milliseconds.

    Raises:
        InvalidRecordingError: its kind is unknown, or a field is missing or broken.
    """
    return row.choice("kind", _READERS)(row, time)


def compact(value: "DataclassInstance", *skip: str) -> dict[str, Any]:
    """Fields as JSON values, without those at their default."""
    held = {field.name: (getattr(value, field.name), field.default) for field in fields(value) if field.name not in skip}
    return {name: _plain(now) for name, (now, default) in held.items() if now != default}


def _plain(value: Any) -> Any:
    if isinstance(value, Modifier):
        return [name for name, flag in MODIFIERS.items() if flag in value]
    return compact(value) if isinstance(value, Element) else value


def context(row: Row, screen: Screen) -> Context:
    """The context of a line of kind `context`; its screen is the header's unless it says otherwise."""
    return Context(
        application=row.text("application") if row.has("application") else None,
        window_title=row.text("window_title", ""),
        element=_element(row.row("element")) if row.has("element") else None,
        secure=row.flag("secure", default=False),
        screen=read_screen(row.row("screen")) if row.has("screen") else screen,
    )


def read_screen(row: Row) -> Screen:
    """The geometry of the screen."""
    return Screen(
        width=row.pixel("width", 0),
        height=row.pixel("height", 0),
        scale=row.number("scale", 0.01, 100, 1.0),
        window_x=row.pixel("window_x", 0),
        window_y=row.pixel("window_y", 0),
        window_width=row.pixel("window_width", 0),
        window_height=row.pixel("window_height", 0),
    )


def _element(row: Row) -> Element:
    return Element(
        role=row.text("role", ""),
        name=row.text("name", ""),
        identifier=row.text("identifier", ""),
        x=row.pixel("x", 0),
        y=row.pixel("y", 0),
        width=row.pixel("width", 0),
        height=row.pixel("height", 0),
    )


def _pointer(row: Row, time: int) -> Pointer:
    return Pointer(time, row.pixel("x"), row.pixel("y"))


def _button(row: Row, time: int) -> Button:
    return Button(time, row.pixel("x"), row.pixel("y"), row.integer("button", 0, 4), pressed=row.text("kind") == "pointerdown")


def _wheel(row: Row, time: int) -> Wheel:
    return Wheel(time, row.pixel("x"), row.pixel("y"), row.pixel("delta_x"), row.pixel("delta_y"))


def _key(row: Row, time: int) -> Key:
    key, code = row.text("key", limit=_LONGEST_KEY), row.text("code", "", limit=_LONGEST_KEY)
    return Key(time, key, code, row.text("kind") == "keydown", row.flag("repeat", default=False), _modifiers(row))


def _modifiers(row: Row) -> Modifier:
    names = row.fields.get("modifiers", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name in MODIFIERS for name in names):
        row.fail(f"modifiers is not a list of {', '.join(MODIFIERS)}")
    return reduce(or_, (MODIFIERS[name] for name in names), NO_MODIFIER)


def _focus(row: Row, time: int) -> Focus:
    return Focus(time, row.text("application"), row.text("window_title"))


def _element_event(row: Row, time: int) -> ElementEvent:
    return ElementEvent(time, _element(row.row("element")), row.flag("focused"))


def _selection(row: Row, time: int) -> Selection:
    return Selection(time, _element(row.row("element")), row.text("option"), row.integer("index", -1, _LARGEST, -1))


def _input(row: Row, time: int) -> Input:
    data = row.text("data") if row.has("data") else None
    start, end = row.integer("start", -1, _LARGEST, -1), row.integer("end", -1, _LARGEST, -1)
    return Input(time, row.text("input_type", limit=_LONGEST_KEY), data, start, end)


_KINDS: dict[type, str] = {
    Pointer: "pointermove",
    Wheel: "wheel",
    Focus: "focus",
    ElementEvent: "element",
    Selection: "selection",
    Input: "input",
}
_READERS: dict[str, Callable[[Row, int], Event]] = {
    "pointermove": _pointer,
    "pointerdown": _button,
    "pointerup": _button,
    "wheel": _wheel,
    "keydown": _key,
    "keyup": _key,
    "focus": _focus,
    "element": _element_event,
    "selection": _selection,
    "input": _input,
}
