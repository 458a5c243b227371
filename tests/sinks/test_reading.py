"""Records of a topic to rows: whichever way they are read, what cannot be read is named and never passed by."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from schemas.codec import encode, frame, parsed, read, unframe
from schemas.errors import HandrailError, InvalidRecordError
from schemas.records import RedactionReport, Trajectory
from sinks import reading
from sinks.columns import Columns
from sinks.reading import Reader, Record
from sinks.tables import ROWS

NAMES = {1: "Trajectory", 2: "Watermark", 3: "RedactionReport"}
Pair = Callable[[int], tuple[Trajectory, RedactionReport]]
SECRET = b"Dear <PERSON_1>"


def decode(value: bytes | None) -> tuple[str, dict[str, Any]]:
    schema_id, stream = unframe(value)
    schema = writer(schema_id)
    found = read(stream, schema, schema)
    if stream.read(1):
        raise InvalidRecordError("undecodable", f"bytes follow the {NAMES[schema_id]}")
    return NAMES[schema_id], found


class Never:
    """Reads nothing at once: as where every record is of an older release."""

    def reads(self, _: bytes | None) -> bool:
        return False

    def __call__(self, _: Sequence[bytes]) -> Any:
        raise AssertionError("it was given none")


def writer(schema_id: int) -> Any:
    if schema_id not in NAMES:
        raise InvalidRecordError("undecodable", "the schema registry has no schema of that id")
    return parsed(NAMES[schema_id])


def columns() -> Columns:
    return Columns(ROWS, writer, 1 << 61)


def value(pair: Pair, number: int) -> bytes:
    return frame(1, encode(parsed("Trajectory"), pair(number)[0]))


def watermark(at: int) -> bytes:
    return frame(2, encode(parsed("Watermark"), {"partition": 0, "valid_through": at}))


@pytest.mark.parametrize("bulk", [columns(), Never()], ids=["columns", "one by one"])
def test_rows_and_watermarks_come_mixed(pair: Pair, bulk: Any) -> None:
    values = [value(pair, 1), watermark(5), value(pair, 2), watermark(9), value(pair, 3)]
    found = Reader(ROWS, decode, bulk)(Record(3, at, one) for at, one in enumerate(values))
    assert [name for table in found.tables for name in table["trajectory_id"].to_pylist()] == [
        f"device-{n:06}" for n in (1, 2, 3)
    ]
    assert found.watermarks == [(3, 5), (3, 9)]


@pytest.mark.parametrize("bulk", [columns(), Never()], ids=["columns", "one by one"])
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda one: one + b"\x00", "bytes follow the Trajectory"),
        (lambda one: one[:-3], "the bytes are not a Trajectory"),
        (lambda one: one.replace(b"2026-01-01", b"2026-99-01"), "the date is not a date"),
        (lambda one: one.replace(b"Notes", b"\xff" * 5), "the bytes are not a Trajectory"),
        (lambda one: b"\x01" + one[1:], "the value is not in the schema registry's framing"),
        (lambda one: frame(4, one[5:]), "the schema registry has no schema of that id"),
        (lambda _: None, "the value is not in the schema registry's framing"),
    ],
)
def test_a_record_that_cannot_be_read_is_named_and_not_quoted(
    pair: Pair, bulk: Any, spoil: Callable[[bytes], bytes | None], why: str
) -> None:
    records = [Record(2, 40 + number, value(pair, number)) for number in range(5)]
    records[3] = records[3]._replace(value=spoil(records[3].value or b""))
    with pytest.raises(HandrailError) as fault:
        Reader(ROWS, decode, bulk)(records)
    assert str(fault.value) == f"The record in trajectories/2 at offset 43 cannot be read: {why}; the sink does not go past it."
    assert SECRET.decode() not in str(fault.value)


def test_a_number_too_large_for_the_table_is_named(pair: Pair) -> None:
    def too_large(one: bytes | None) -> tuple[str, dict[str, Any]]:
        name, found = decode(one)
        return name, {**found, "gap_count": 1 << 40} if found["trajectory_id"].endswith("2") else found

    records = [Record(0, number, value(pair, number)) for number in range(4)]
    with pytest.raises(HandrailError, match="trajectories/0 at offset 2 cannot be read: the Trajectory does not fit the table"):
        Reader(ROWS, too_large, Never())(records)


def test_a_record_of_another_topic_is_refused(pair: Pair) -> None:
    report = frame(3, encode(parsed("RedactionReport"), pair(1)[1]))
    with pytest.raises(HandrailError, match="at offset 0 cannot be read: a RedactionReport has no business in this topic"):
        Reader(ROWS, decode, columns())([Record(0, 0, report)])


def test_large_records_become_columns_a_few_at_a_time(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    one = value(pair, 1)
    monkeypatch.setattr(reading, "_TOGETHER", 2 * len(one))
    found = Reader(replace(ROWS), decode, columns())([Record(0, number, one) for number in range(5)])
    assert [table.num_rows for table in found.tables] == [2, 2, 1]
