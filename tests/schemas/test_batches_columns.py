"""Columns are the events they were made of, whoever looks at them; and hold no number that a row could not."""

import copy
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import batches
from schemas.columns import Columns
from schemas.errors import InvalidRecordError
from schemas.events import Context, Element, Pointer
from tests.schemas.events import events
from tests.schemas.examples import EXAMPLES

BODY = EXAMPLES["InteractionBody"]
MOST = (1 << 31) - 1


@given(st.lists(events(), max_size=30))
def test_columns_are_a_sequence_of_their_events(written):
    columns = Columns.of(written)
    assert list(columns) == written
    assert len(columns) == len(written)
    assert [columns[at] for at in range(len(written))] == written
    assert columns[1:3] == written[1:3]
    assert Columns.of(columns) is columns


@given(st.lists(events(), max_size=30))
def test_columns_know_how_many_moves_come_before_each_other_event(written):
    columns = Columns.of(written)
    moves = list(accumulate((isinstance(event, Pointer) for event in written), initial=0))
    others = [(event, moves[at]) for at, event in enumerate(written) if not isinstance(event, Pointer)]
    assert list(zip(columns.others, columns.moves_before(), strict=False)) == others
    assert list(columns.move_times) == [event.time for event in written if isinstance(event, Pointer)]


def test_columns_print_nothing_of_what_they_hold():
    shown = f"{Columns.of([Pointer(77_777, 88_888, 99_999)])!r}"
    assert not any(number in shown for number in ("77777", "88888", "99999"))


def refused(body, first_time=0):
    with pytest.raises(InvalidRecordError) as fault:
        batches.unpack(body, first_time)
    assert fault.value.reason == "bad_body"
    assert fault.value.__cause__ is None


def moves(**columns):
    """The body of three moves, with other numbers."""
    body = batches.pack([Pointer(0, 0, 0)] * 3, Context("a"), 0, {})
    return body | {"pointer": body["pointer"] | columns}


@pytest.mark.parametrize("x", [[MOST, 1, 0], [-MOST, -2, 0], [1 << 40, 0, 0], [1 << 63, -(1 << 63), 0], [1 << 80, 0, 0]])
def test_places_that_no_screen_has_are_refused_even_where_they_come_back(x):
    assert list(batches.unpack(moves(x=[MOST, -MOST, 5]), 0))[2].x == 5
    refused(moves(x=x))
    refused(moves(y=x))


@pytest.mark.parametrize("times", [[1 << 62, 1 << 62, 1 << 62], [-(1 << 54), 0, 0], [0, 1 << 54, -(1 << 54)], [1 << 80, 0, 0]])
def test_times_that_no_clock_shows_are_refused(times):
    refused(moves() | {"times": times})


@pytest.mark.parametrize("first_time", [1 << 54, -(1 << 63), (1 << 63) - 1])
def test_a_header_with_a_time_that_no_clock_shows_makes_the_body_unusable(first_time):
    refused(moves(), first_time)


@pytest.mark.parametrize(
    ("kind", "column"),
    [("button", "x"), ("button", "y"), ("wheel", "x"), ("wheel", "y"), ("wheel", "delta_x"), ("wheel", "delta_y")],
)
def test_numbers_that_no_row_holds_are_refused(kind, column):
    refused(BODY | {kind: BODY[kind] | {column: [1 << 40]}})


@pytest.mark.parametrize("kind", ["element", "selection"])
@pytest.mark.parametrize("bound", ["x", "y", "width", "height"])
def test_elements_with_bounds_of_no_screen_are_refused(kind, bound):
    body = copy.deepcopy(BODY)
    body[kind]["element"][0][bound] = -(1 << 31) - 1
    refused(body)


def test_a_focused_element_with_bounds_of_no_screen_is_refused():
    record = {"role": "textbox", "name": "", "identifier": "", "x": 0, "y": 0, "width": 1, "height": 1}
    assert batches.element(record) == Element("textbox", "", width=1, height=1)
    with pytest.raises(InvalidRecordError):
        batches.element(record | {"height": 1 << 31})


def test_bits_that_mean_nothing_are_refused():
    refused(BODY | {"key": BODY["key"] | {"state": b"\x04"}})


@pytest.mark.parametrize(
    "change",
    [
        {"key": BODY["key"] | {"symbols": [{"key": "é" * 65, "code": ""}]}},
        {"key": BODY["key"] | {"symbols": [{"key": "a", "code": "K" * 65}]}},
        {"button": BODY["button"] | {"button": b"\x05"}},
    ],
)
def test_what_would_take_gigabytes_to_reduce_is_refused(change):
    with pytest.raises(InvalidRecordError) as fault:
        batches.unpack({**copy.deepcopy(BODY), **change}, 0)
    assert fault.value.reason == "bad_body"
