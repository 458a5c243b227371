"""Many records at once are the rows that they are one by one, or nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import encode, frame, parsed, read, unframe
from schemas.records import RedactionReport, Trajectory
from sinks.arrow import row, to_table
from sinks.columns import Columns
from sinks.tables import REPORTS, ROWS, Kind
from tests.sinks.conftest import START, report_of, step, trajectory_of

SEAL = 123_456_789_012_345_678
OURS, ANOTHER = 7, 8
Pair = Callable[[int], tuple[Trajectory, RedactionReport]]

_text = st.text(max_size=8)
_int = st.integers(-(1 << 31), (1 << 31) - 1)
_elements = st.fixed_dictionaries(
    dict.fromkeys(("role", "name", "identifier"), _text) | dict.fromkeys(("x", "y", "width", "height"), _int)
)
_steps = st.builds(
    step,
    st.sampled_from(["click", "type"]),
    time=st.integers(-(1 << 63), (1 << 63) - 1),
    x=st.none() | _int,
    text=st.none() | _text,
    element=st.none() | _elements,
    keys=st.lists(_text, max_size=2),
    path=st.lists(st.fixed_dictionaries({"time": _int, "x": _int, "y": _int}), max_size=2),
)


def columns(kind: Kind = ROWS) -> Columns:
    other: Any = {**parsed("Trajectory"), "fields": parsed("Trajectory")["fields"][:-1]}  # type: ignore[call-overload, index]
    return Columns(kind, {OURS: parsed(kind.record), ANOTHER: other}.__getitem__, SEAL)


def value(kind: Kind, record: Any) -> bytes:
    return frame(OURS, encode(parsed(kind.record), record))


def one_by_one(kind: Kind, values: list[bytes]) -> Any:
    schema = parsed(kind.record)
    return to_table([row(read(unframe(value)[1], schema, schema)) for value in values], kind.schema)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(_steps, max_size=3), _text, st.dictionaries(_text, _int, max_size=2)), min_size=1, max_size=4))
def test_rows_are_those_that_are_read_one_by_one(made: list[tuple[list[Any], str, dict[str, int]]]) -> None:
    base = trajectory_of(report_of(1, "device", "", START))
    values = [value(ROWS, {**base, "steps": steps, "window_title": title, "dropped": held}) for steps, title, held in made]
    found = columns()(values)
    found.validate(full=True)
    assert found.equals(one_by_one(ROWS, values))


def test_reports_are_read_too(pair: Pair) -> None:
    values = [value(REPORTS, pair(number)[1]) for number in range(3)]
    assert columns(REPORTS)(values).equals(one_by_one(REPORTS, values))


def test_only_records_of_this_release_are_taken(pair: Pair) -> None:
    reads = columns().reads
    body = encode(parsed("Trajectory"), pair(1)[0])
    assert reads(frame(OURS, body))
    assert not any(reads(other) for other in (None, b"", b"\x00\x00", b"\x01" + frame(OURS, body)[1:], frame(ANOTHER, body)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one + b"\x00",
        lambda one: one + one[5:],
        lambda one: one[:-1],
        lambda one: one[:5],
        lambda one: one.replace(b"Notes", b"\xff\xff\xff\xff\xff"),
        lambda one: one.replace(b"2026-01-01", b"2026-13-01"),
        lambda one: one.replace(b"2026-01-01", b"0000-01-01"),
    ],
    ids=["a byte more", "a record more", "a byte less", "nothing", "no text", "no day", "no year"],
)
def test_one_record_in_doubt_and_nothing_is_taken(pair: Pair, spoil: Callable[[bytes], bytes]) -> None:
    good = [value(ROWS, pair(number)[0]) for number in range(3)]
    assert columns()(good) is not None
    assert spoil(good[1]) != good[1]
    assert columns()([good[0], spoil(good[1]), good[2]]) is None


@pytest.mark.parametrize("wrong", [{"start_time": -1}, {"end_time": 1 << 62}])
def test_a_time_out_of_range_is_not_taken(pair: Pair, wrong: dict[str, int]) -> None:
    assert columns()([value(ROWS, {**pair(1)[0], **wrong})]) is None


def test_a_number_too_large_for_its_column_is_not_cut(pair: Pair) -> None:
    record: Any = {**pair(1)[0], "gap_count": 77}
    body = value(ROWS, record)
    narrow, wide = encode("int", 77), encode("long", (1 << 32) + 77)
    end = body.rindex(narrow + encode({"type": "map", "values": "int"}, record["dropped"]))
    assert columns()([body]) is not None
    assert columns()([body[:end] + wide + body[end + len(narrow) :]]) is None


def test_a_map_that_names_a_key_twice_is_not_taken(pair: Pair) -> None:
    body = value(ROWS, {**pair(1)[0], "dropped": {"paused": 3, "secret": 4}})
    assert columns()([body]) is not None
    assert columns()([body.replace(b"secret", b"paused")]) is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=3))
def test_whatever_bytes_come_it_says_what_fastavro_says_or_nothing(changes: list[tuple[int, int]]) -> None:
    body = bytearray(value(ROWS, trajectory_of(report_of(1, "device", "", START))))
    for place, byte in changes:
        body[5 + place % (len(body) - 5)] = byte
    found = columns()([bytes(body)])
    assert found is None or found.equals(one_by_one(ROWS, [bytes(body)]))
