"""Events to the struct of arrays of an InteractionBody, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate, islice
from operator import itemgetter
from typing import Any

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
    Modifier,
    Pointer,
    Selection,
    Wheel,
)

_DOWN, _REPEAT = 1, 2
_MODIFIERS = sum(Modifier)


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


def unpack(body: Mapping[str, Any], first_time: int) -> list[Event]:
    """The events of a body, in order.

    Raises:
        InvalidRecordError: the columns do not fit each other.
    """
    try:
        rows = _rows(body)
        times = islice(accumulate(body["times"], initial=first_time), 1, None)
        events = [_EVENTS[code](time, *next(rows[code])) for code, time in zip(body["order"], times, strict=True)]
        left_over = any(next(left, None) is not None for left in rows)
    except (StopIteration, IndexError, ValueError):
        raise _misfit() from None
    if left_over:
        raise _misfit()
    return events


def _misfit() -> InvalidRecordError:
    return InvalidRecordError("bad_body", "the columns of the batch do not fit each other")


_EVENTS: list[Any] = [event for event, _ in sorted(KINDS.items(), key=itemgetter(1))]


def _rows(body: Mapping[str, Any]) -> list[Iterator[tuple[Any, ...]]]:
    """The rows of every kind, in the order of the kinds, as the fields that follow `time` in its event."""
    wheel, button, key, focus, edit = body["wheel"], body["button"], body["key"], body["focus"], body["input"]
    element, selection = body["element"], body["selection"]
    symbols = [(symbol["key"], symbol["code"]) for symbol in key["symbols"]]
    if min(key["symbol"], default=0) < 0 or max(key["modifiers"], default=0) > _MODIFIERS:
        raise _misfit()
    keys = zip(key["symbol"], key["state"], key["modifiers"], strict=True)
    return [
        _points(body["pointer"]),
        ((*at, code, bool(down)) for at, code, down in zip(_points(button), button["button"], button["pressed"], strict=True)),
        ((*at, x, y) for at, x, y in zip(_points(wheel), wheel["delta_x"], wheel["delta_y"], strict=True)),
        ((*symbols[at], bool(state & _DOWN), bool(state & _REPEAT), Modifier(held)) for at, state, held in keys),
        zip(focus["application"], focus["window_title"], strict=True),
        ((Element(**e), bool(has)) for e, has in zip(element["element"], element["focused"], strict=True)),
        ((Element(**e), *row) for e, *row in zip(selection["element"], selection["option"], selection["index"], strict=True)),
        zip(edit["input_type"], edit["data"], edit["start"], edit["end"], strict=True),
    ]


def _points(columns: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    return zip(accumulate(columns["x"]), accumulate(columns["y"]), strict=True)
