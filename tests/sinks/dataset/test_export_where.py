"""Conditions as they are written, against rows."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import HandrailError
from sinks.dataset.export_where import parse

ROWS = [
    {"application": "orders", "event_count": n, "clamped": n % 2 == 0, "date": date(2026, 1, n + 1), "screen": {"scale": n / 2}}
    | {"start_time": datetime(2026, 1, n + 1, tzinfo=UTC), "steps": ["x"]}
    for n in range(4)
] + [{"application": "it's"} | {"event_count": -1, "screen": {"scale": 9.0}, "steps": []}]
SCHEMA = pa.schema(
    {
        "application": pa.string(),
        "event_count": pa.int32(),
        "clamped": pa.bool_(),
        "date": pa.date32(),
        "screen": pa.struct({"scale": pa.float32()}),
        "start_time": pa.timestamp("us", tz="UTC"),
        "steps": pa.list_(pa.string()),
    }
)
TABLE = ds.dataset(pa.Table.from_pylist(ROWS, schema=SCHEMA))


def counts(text: str) -> list[int]:
    found: list[int] = TABLE.to_table(filter=parse(text, SCHEMA))["event_count"].to_pylist()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("event_count = 2", [2]),
        ("event_count==2", [2]),
        ("event_count != 2", [0, 1, 3, -1]),
        ("event_count < -0", [-1]),
        ("event_count >= 2", [2, 3]),
        ("application = 'it''s'", [-1]),
        ("application in ('it''s', 'nothing')", [-1]),
        ("application not in ('it''s')", [0, 1, 2, 3]),
        ("clamped = true AND event_count > 0", [2]),
        ("event_count = 1 or event_count = 2 and clamped = false", [1]),
        ("(event_count = 1 or event_count = 2) and clamped = true", [2]),
        ("not (event_count = 1 or event_count = 2) and event_count >= 0", [0, 3]),
        ("not event_count = 1 and event_count >= 0", [0, 2, 3]),
        ("screen.scale = 1.5", [3]),
        ("screen.scale = 1", [2]),
        ("date = '2026-01-02'", [1]),
        ("start_time < '2026-01-02'", [0]),
        ("start_time <= '2026-01-02T01:00+01:00'", [0, 1]),
    ],
)
def test_a_condition_means_what_it_says(text: str, expected: list[int]) -> None:
    assert counts(text) == expected


def test_a_time_without_a_zone_is_utc_wherever_the_machine_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert counts("start_time < '2026-01-02'") == [0]
        assert counts("start_time <= '2026-01-02'") == [0, 1]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", 1),
        ("event_count", 12),
        ("event_count = ", 15),
        ("event_count = 'two'", 15),
        ("event_count = 2.5", 15),
        ("event_count = 99999999999", 15),
        ("application = 3", 15),
        ("clamped = 1", 11),
        ("date = 'today'", 8),
        ("nobody = 1", 1),
        ("screen = 1", 1),
        ("steps = 'x'", 1),
        ("event_count.x = 1", 1),
        ("event_count = 1 event_count = 2", 17),
        ("(event_count = 1", 17),
        ("event_count in 1", 16),
        ("event_count = 1; drop", 16),
        ("__import__('os').system('x') = 1", 17),
        ("application = 'open", 15),
    ],
)
def test_what_is_no_condition_is_told_with_its_place(text: str, place: int) -> None:
    with pytest.raises(HandrailError, match=rf"at character {place}\."):
        parse(text, SCHEMA)


def test_brackets_without_end_are_told() -> None:
    with pytest.raises(HandrailError, match="nested"):
        parse("(" * 5000 + "event_count = 1" + ")" * 5000, SCHEMA)


@given(st.text(alphabet="ev_nt count=<>!()',.1 andornti", max_size=40))
def test_whatever_is_written_gives_a_condition_or_a_sentence(text: str) -> None:
    with suppress(HandrailError):
        TABLE.to_table(filter=parse(text, SCHEMA))
