"""Events to the struct of arrays of an InteractionBody, and back."""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate, compress, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from schemas.columns import PLACES, Columns
from schemas.errors import InvalidRecordError
from schemas.events import (
    KINDS,
    Button,
    Context,
    Element,
    ElementEvent,
    Event,
    Focus,
    Input,
    Key,
    Kind,
    Modifier,
    Pointer,
    Selection,
    Wheel,
)

_DOWN, _REPEAT = 1, 2
_HELD = [Modifier(flags) for flags in range(sum(Modifier) + 1)]
_KINDS = bytes(Kind)
_LONGEST_KEY = 64  # characters: a key may be named again and again by its place
_LAST_BUTTON = 4
_LAST_TIME = 1 << 53  # epoch milliseconds; differences of two stay exact in every number type
_BOUNDS = itemgetter("x", "y", "width", "height")


def _deltas(values: Iterable[int]) -> list[int]:
    previous, out = 0, []
    for value in values:
        out.append(value - previous)
        previous = value
    return out


def pack(events: Sequence[Event], context: Context, first_time: int, dropped: Mapping[str, int]) -> dict[str, Any]:
    """The InteractionBody of a batch.

    Args:
        events: in order; at least one.
        context: where the first event happened.
        first_time: the header's first_time.
        dropped: what the gate dropped since the last batch, by reason.
    """
    pointer = [e for e in events if isinstance(e, Pointer)]
    button = [e for e in events if isinstance(e, Button)]
    wheel = [e for e in events if isinstance(e, Wheel)]
    focus = [e for e in events if isinstance(e, Focus)]
    element = [e for e in events if isinstance(e, ElementEvent)]
    selection = [e for e in events if isinstance(e, Selection)]
    inputs = [e for e in events if isinstance(e, Input)]
    return {
        "window_title": context.window_title,
        "focused": asdict(context.element) if context.element else None,
        "dropped": dict(dropped),
        "order": bytes(KINDS[type(e)] for e in events),
        "times": [delta - first_time if at == 0 else delta for at, delta in enumerate(_deltas(e.time for e in events))],
        "pointer": {"x": _deltas(e.x for e in pointer), "y": _deltas(e.y for e in pointer)},
        "button": {
            "x": _deltas(e.x for e in button),
            "y": _deltas(e.y for e in button),
            "button": bytes(e.button for e in button),
            "pressed": bytes(e.pressed for e in button),
        },
        "wheel": {
            "x": _deltas(e.x for e in wheel),
            "y": _deltas(e.y for e in wheel),
            "delta_x": [e.delta_x for e in wheel],
            "delta_y": [e.delta_y for e in wheel],
        },
        "key": _pack_keys([e for e in events if isinstance(e, Key)]),
        "focus": {"application": [e.application for e in focus], "window_title": [e.window_title for e in focus]},
        "element": {"element": [asdict(e.element) for e in element], "focused": bytes(e.focused for e in element)},
        "selection": {
            "element": [asdict(e.element) for e in selection],
            "option": [e.option for e in selection],
            "index": [e.index for e in selection],
        },
        "input": {
            "input_type": [e.input_type for e in inputs],
            "data": [e.data for e in inputs],
            "start": [e.start for e in inputs],
            "end": [e.end for e in inputs],
        },
    }


def _pack_keys(keys: Sequence[Key]) -> dict[str, Any]:
    places: dict[tuple[str, str], int] = {}
    symbol = [places.setdefault((e.key, e.code), len(places)) for e in keys]
    return {
        "symbols": [{"key": key, "code": code} for key, code in places],
        "symbol": symbol,
        "state": bytes(_DOWN * e.down + _REPEAT * e.repeat for e in keys),
        "modifiers": bytes(e.modifiers for e in keys),
    }


def unpack(body: Mapping[str, Any], first_time: int) -> Columns:
    """The events of a body, in order.

    Raises:
        InvalidRecordError: the columns do not fit each other, or hold what no event can.
    """
    try:
        return _columns(body, first_time)
    except (IndexError, OverflowError, ValueError):
        raise _misfit() from None


def element(record: Mapping[str, Any]) -> Element:
    """The element of a record.

    Raises:
        InvalidRecordError: its bounds are those of no screen.
    """
    try:
        array("i", _BOUNDS(record))
    except OverflowError:
        raise _misfit() from None
    return Element(**record)


def _misfit() -> InvalidRecordError:
    return InvalidRecordError("bad_body", "the columns of the batch do not fit each other, or hold what no event can")


class _Layout(NamedTuple):
    """How the events of one kind lie in a body: `read` gives what follows `time` in them, column by column."""

    kind: int
    name: str
    event: Any
    read: Callable[[Mapping[str, Any]], Sequence[Sequence[Any]]]


def _columns(body: Mapping[str, Any], first_time: int) -> Columns:
    order: bytes = body["order"]
    times = list(accumulate(body["times"], initial=first_time))
    _check(-_LAST_TIME <= min(times) <= max(times) <= _LAST_TIME)
    del times[0]
    _check(len(times) == len(order) and not order.translate(None, _KINDS))
    x, y = _points(body["pointer"])
    _check(len(x) == len(y) == order.count(0))
    return Columns(order, times, x, y, _others(body, order, times))


def _others(body: Mapping[str, Any], order: bytes, times: Iterable[int]) -> list[Event]:
    """All events but the moves, in order."""
    present = set(order)
    made = [iter(()), *(_events(layout, body, order, times) if layout.kind in present else iter(()) for layout in _LAYOUTS)]
    _check(not any(any(body[layout.name].values()) for layout in _LAYOUTS if layout.kind not in present))
    return list(map(next, map(made.__getitem__, order.translate(None, b"\0"))))


def _events(layout: _Layout, body: Mapping[str, Any], order: bytes, times: Iterable[int]) -> Iterator[Event]:
    """The events of one kind, built column by column: the `__init__` of a frozen dataclass takes three times as long."""
    rows = layout.read(body[layout.name])
    _check({len(row) for row in rows} == {order.count(layout.kind)})
    events = list(map(object.__new__, repeat(layout.event, order.count(layout.kind))))
    moments = compress(times, order.translate(PLACES[layout.kind]))
    for name, row in zip(layout.event.__slots__, (moments, *rows), strict=True):
        deque(map(getattr(layout.event, name).__set__, events, row), maxlen=0)
    return iter(events)


def _check(fits: bool) -> None:  # noqa: FBT001 (an assertion that stays)
    if not fits:
        raise ValueError


def _points(columns: Mapping[str, Any]) -> tuple["array[int]", "array[int]"]:
    return array("i", list(accumulate(columns["x"]))), array("i", list(accumulate(columns["y"])))


def _keys(columns: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    symbol, state = columns["symbol"], columns["state"]
    _check(min(symbol, default=0) >= 0)
    _check(all(max(len(one["key"]), len(one["code"])) <= _LONGEST_KEY for one in columns["symbols"]))
    return (
        _pick([symbol["key"] for symbol in columns["symbols"]], symbol),
        _pick([symbol["code"] for symbol in columns["symbols"]], symbol),
        _pick([False, True, False, True], state),
        _pick([False, False, True, True], state),
        _pick(_HELD, columns["modifiers"]),
    )


def _pick(values: Sequence[Any], places: Iterable[int]) -> list[Any]:
    return list(map(values.__getitem__, places))


def _buttons(column: bytes) -> bytes:
    _check(max(column, default=0) <= _LAST_BUTTON)
    return column


def _flags(column: bytes) -> list[bool]:
    return list(map(bool, column))


def _elements(column: Iterable[Mapping[str, Any]]) -> list[Element]:
    return list(map(element, column))


_LAYOUTS = (
    _Layout(Kind.BUTTON.value, "button", Button, lambda its: (*_points(its), _buttons(its["button"]), _flags(its["pressed"]))),
    _Layout(
        Kind.WHEEL.value, "wheel", Wheel, lambda its: (*_points(its), array("i", its["delta_x"]), array("i", its["delta_y"]))
    ),
    _Layout(Kind.KEY.value, "key", Key, _keys),
    _Layout(Kind.FOCUS.value, "focus", Focus, lambda its: (its["application"], its["window_title"])),
    _Layout(Kind.ELEMENT.value, "element", ElementEvent, lambda its: (_elements(its["element"]), _flags(its["focused"]))),
    _Layout(Kind.SELECTION.value, "selection", Selection, lambda its: (_elements(its["element"]), its["option"], its["index"])),
    _Layout(Kind.INPUT.value, "input", Input, lambda its: (its["input_type"], its["data"], its["start"], its["end"])),
)
