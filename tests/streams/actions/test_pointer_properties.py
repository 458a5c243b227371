"""However the pointer moves: paths are those of a plain loop, no press is lost, and columns reduce as objects do."""

import io
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from schemas import batches, codec
from schemas.events import Button, Context, Pointer
from streams.actions.opened import Opened
from tests.streams.actions.any_events import SCREEN, events, in_time, joined_texts, reduced, reduced_events, shape, small

BODY = codec.parsed("InteractionBody")
held = st.builds(Button, st.integers(0, 3_000), small, small, st.just(0), st.booleans())
moves = st.builds(Pointer, st.integers(0, 3_000), small, small)


@given(st.lists(events(st.integers(0, 5_000)), min_size=1, max_size=40).map(in_time))
def test_columns_that_came_through_a_log_reduce_to_the_same(events):
    body = batches.pack(events, Context("a"), 0, {})
    read = batches.unpack(codec.read(io.BytesIO(codec.encode(BODY, body)), BODY, BODY), 0)
    one, other = (reduced(Opened("a", "w", None, SCREEN, each)) for each in (events, read))
    assert shape(one) == shape(other)
    assert joined_texts(one) == joined_texts(other)


def _off(point, first, last):
    """Pixels from a point to the segment between two others."""
    (_, x, y), (_, ax, ay), (_, bx, by) = point, first, last
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0), 1) if length else 0
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def _thinned(points):
    """Douglas-Peucker, as the textbook has it."""
    offs = [_off(point, points[0], points[-1]) for point in points]
    at = offs.index(max(offs))
    return [*_thinned(points[: at + 1])[:-1], *_thinned(points[at:])] if offs[at] > 2 else [points[0], points[-1]]


def _path(press, between, release):
    """The path of a drag, sample by sample."""
    slow = {(move.time - press.time) // 50: (move.time, move.x, move.y) for move in reversed([press, *between])}
    points = [*reversed(slow.values()), (release.time, release.x, release.y)]
    return [(time - press.time, x, y) for time, x, y in _thinned(points)]


@given(st.lists(moves, min_size=1, max_size=60).map(in_time), st.integers(0, 60))
def test_the_path_of_a_drag_is_that_of_a_plain_loop(between, before):
    press, release = Button(0, 0, 0, 0, pressed=True), Button(3_000, 900, 0, 0, pressed=False)
    (step,) = reduced_events(*[Pointer(0, 7, 7)] * before, press, *between, release, Pointer(3_000, 8, 8)).steps
    assert [(point["time"], point["x"], point["y"]) for point in step.path] == _path(press, between, release)


@given(st.lists(held | moves, max_size=40).map(in_time))
def test_no_press_is_lost_and_none_is_counted_twice(events):
    presses = {"click": 1, "double_click": 2, "triple_click": 3, "drag": 1}
    pressed = sum(isinstance(event, Button) and event.pressed for event in events)
    assert sum(presses.get(step.kind, 0) for step in reduced_events(*events).steps) == pressed
