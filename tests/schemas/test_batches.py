"""Events survive the way through columns, and columns that no events can have made are refused as a whole."""

import copy
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import batches, codec
from schemas.errors import InvalidRecordError
from schemas.events import Context, Element, Key, Pointer
from tests.schemas.events import CONTEXT, INT, TEXT, events
from tests.schemas.examples import EXAMPLES

SCHEMA = codec.parsed("InteractionBody")
BODY = EXAMPLES["InteractionBody"]


def through_avro(body):
    return codec.read(io.BytesIO(codec.encode(SCHEMA, body)), SCHEMA, SCHEMA)


@given(written=st.lists(events(INT), min_size=1, max_size=30), context=CONTEXT, dropped=st.dictionaries(TEXT, st.integers(0, 9)))
def test_events_survive_the_way_through_columns_and_avro(written, context, dropped):
    first_time = written[0].time
    body = through_avro(batches.pack(written, context, first_time, dropped))
    read = list(batches.unpack(body, first_time))
    assert read == written
    assert [type(event) for event in read] == [type(event) for event in written]
    assert body["window_title"] == context.window_title
    assert body["dropped"] == dropped
    assert (Element(**body["focused"]) if body["focused"] else None) == context.element


def test_times_are_counted_from_the_header():
    body = batches.pack([Pointer(5_000, 1, 1), Pointer(4_999, 2, 2)], Context("a"), 4_990, {})
    assert body["times"] == [10, -1]
    assert [event.time for event in batches.unpack(body, 0)] == [10, 9]


def test_a_key_pressed_often_is_spelled_once():
    body = batches.pack([Key(time, "a", "KeyA", down=True) for time in range(9)], Context("a"), 0, {})
    assert body["key"]["symbols"] == [{"key": "a", "code": "KeyA"}]
    assert body["key"]["symbol"] == [0] * 9


def bad(change):
    body = copy.deepcopy(BODY)
    change(body)
    with pytest.raises(InvalidRecordError) as fault:
        batches.unpack(body, 0)
    assert fault.value.reason == "bad_body"
    assert fault.value.__cause__ is None


COLUMNS = [
    (kind, column) for kind, columns in BODY.items() if isinstance(columns, dict) for column in columns if column != "symbols"
]
COLUMNS = [(kind, column) for kind, column in COLUMNS if kind not in {"focused", "dropped"}]


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_a_column_that_is_too_short_or_too_long_is_refused(kind, column):
    bad(lambda body: body[kind].update({column: body[kind][column][:-1]}))
    bad(lambda body: body[kind].update({column: body[kind][column] * 2}))


@pytest.mark.parametrize(
    "change",
    [
        {"order": b""},
        {"order": BODY["order"][:-1]},
        {"order": BODY["order"] + b"\0"},
        {"order": b"\0" * 8},
        {"order": BODY["order"][:-1] + b"\x08"},
        {"order": BODY["order"][:-1] + b"\xff"},
        {"times": []},
        {"times": [*BODY["times"], 1]},
    ],
    ids=str,
)
def test_an_order_that_does_not_fit_the_columns_is_refused(change):
    bad(lambda body: body.update(change))


@pytest.mark.parametrize("symbol", [-1, 1, 1 << 62, -(1 << 63)])
def test_a_symbol_that_is_not_there_is_refused(symbol):
    bad(lambda body: body["key"].update(symbol=[symbol]))


@pytest.mark.parametrize("modifiers", [32, 255])
def test_modifiers_that_nobody_named_are_refused(modifiers):
    bad(lambda body: body["key"].update(modifiers=bytes([modifiers])))


LIST_OF_INTS = st.lists(st.integers(-(1 << 63), (1 << 63) - 1), max_size=3)
HOSTILE = st.fixed_dictionaries(
    {
        "order": st.binary(max_size=4),
        "times": LIST_OF_INTS,
        "pointer": st.fixed_dictionaries({"x": LIST_OF_INTS, "y": LIST_OF_INTS}),
        "key": st.fixed_dictionaries(
            {
                "symbols": st.lists(st.just({"key": "a", "code": ""}), max_size=2),
                "symbol": LIST_OF_INTS,
                "state": st.binary(max_size=3),
                "modifiers": st.binary(max_size=3),
            }
        ),
    }
)


@settings(max_examples=300)
@given(hostile=HOSTILE, first_time=st.integers(-(1 << 63), (1 << 63) - 1))
def test_hostile_columns_are_events_or_refused(hostile, first_time):
    empty = batches.pack([], Context("a"), 0, {})
    try:
        found = batches.unpack(empty | hostile, first_time)
    except InvalidRecordError as fault:
        assert fault.reason == "bad_body"  # noqa: PT017
    else:
        assert len(found) == len(hostile["order"])
