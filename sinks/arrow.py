"""Records to columns: the explicit schema of each table, and rows in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

END_OF_TIME = 253_402_300_800_000  # the year 10000, epoch milliseconds: no engine counts further


def _field(name: str, kind: Any) -> Any:
    return pa.field(name, kind, nullable=False)


def _maybe(name: str, kind: Any) -> Any:
    return pa.field(name, kind, nullable=True)


def _struct(**fields: Any) -> Any:
    return pa.struct([_field(name, kind) for name, kind in fields.items()])


def _list(kind: Any) -> Any:
    return pa.list_(_field("element", kind))


_TEXT, _INT, _LONG, _TIME = pa.string(), pa.int32(), pa.int64(), pa.timestamp("ms", tz="UTC")

_SCREEN = _struct(
    width=_INT, height=_INT, scale=pa.float32(), window_x=_INT, window_y=_INT, window_width=_INT, window_height=_INT
)
_ELEMENT = _struct(role=_TEXT, name=_TEXT, identifier=_TEXT, x=_INT, y=_INT, width=_INT, height=_INT)
_STEP = pa.struct(
    [
        _field("kind", _TEXT),
        _field("time", _LONG),
        _field("duration", _LONG),
        _maybe("application", _TEXT),
        _maybe("window_title", _TEXT),
        _maybe("x", _INT),
        _maybe("y", _INT),
        _maybe("button", _TEXT),
        _maybe("delta_x", _INT),
        _maybe("delta_y", _INT),
        _field("path", _list(_struct(time=_INT, x=_INT, y=_INT))),
        _field("keys", _list(_TEXT)),
        _maybe("element", _ELEMENT),
        _maybe("option", _TEXT),
        _maybe("text", _TEXT),
        _field("placeholders", _list(_TEXT)),
        _maybe("withheld", _TEXT),
    ]
)

TRAJECTORY = pa.schema(
    [
        _field("trajectory_id", _TEXT),
        _field("session_id", _TEXT),
        _field("previous_session_id", _TEXT),
        _field("session_index", _LONG),
        _field("trajectory_index", _LONG),
        _field("subject", _TEXT),
        _field("device_id", _TEXT),
        _field("date", pa.date32()),
        _field("start_time", _TIME),
        _field("end_time", _TIME),
        _field("clamped", pa.bool_()),
        _field("end_reason", _TEXT),
        _field("application", _TEXT),
        _field("window_title", _TEXT),
        _field("screen", _SCREEN),
        _field("steps", _list(_STEP)),
        _field("batch_count", _INT),
        _field("event_count", _INT),
        _field("gap_count", _INT),
        _field("dropped", pa.map_(_TEXT, _field("value", _INT))),
        _field("policy_version", _TEXT),
        _field("redaction_policy", _TEXT),
        _field("thresholds", _TEXT),
        _field("report_digest", _TEXT),
    ]
)

_FINDING = _struct(entity_type=_TEXT, field=_TEXT, step=_INT, rule=_TEXT, score=pa.float32(), placeholder=_TEXT)

REPORT = pa.schema(
    [
        _field("trajectory_id", _TEXT),
        _field("session_id", _TEXT),
        _field("subject", _TEXT),
        _field("device_id", _TEXT),
        _field("date", pa.date32()),
        _field("start_time", _TIME),
        _field("redaction_policy", _TEXT),
        _field("detectors", _list(_struct(name=_TEXT, version=_TEXT))),
        _field("texts_examined", _INT),
        _field("texts_withheld", _INT),
        _field("outcome", _TEXT),
        _field("findings", _list(_FINDING)),
        _field("previous_digest", _TEXT),
    ]
)


def row(record: Mapping[str, Any]) -> dict[str, Any]:
    """A decoded record as a row: its `date` a date, its times within what a table can hold.

    Raises:
        ValueError: the date or a time is none; the message names the field only.
    """
    times = [record[name] for name in ("start_time", "end_time") if name in record]
    if not all(0 <= time < END_OF_TIME for time in times):
        raise ValueError("a time lies outside the years 1970 to 9999")
    try:
        return {**record, "date": date.fromisoformat(record["date"])}
    except ValueError:
        raise ValueError("the date is not a date") from None


def record(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The record a row was made of: the inverse of `row`, for a row read from a table as Python values."""
    times = {name: round(columns[name].timestamp() * 1000) for name in ("start_time", "end_time") if name in columns}
    return {**columns, **times, "date": columns["date"].isoformat()}


def to_table(rows: Sequence[Mapping[str, Any]], schema: Any) -> Any:
    """Rows as a `pyarrow.Table` of that schema."""
    return pa.Table.from_pylist(rows, schema=schema)


def leaves(schema: Any) -> Iterable[tuple[str, Any]]:
    """The Parquet path and type of every leaf column."""
    for field in schema:
        yield from _leaves(field.name, field.type)


def _leaves(path: str, kind: Any) -> Iterable[tuple[str, Any]]:
    if pa.types.is_struct(kind):
        for field in kind:
            yield from _leaves(f"{path}.{field.name}", field.type)
    elif pa.types.is_list(kind):
        yield from _leaves(f"{path}.list.element", kind.value_type)
    elif pa.types.is_map(kind):
        yield from _leaves(f"{path}.key_value.key", kind.key_type)
        yield from _leaves(f"{path}.key_value.value", kind.item_type)
    else:
        yield path, kind
