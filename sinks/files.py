"""Parquet files of one attempt: one per date, each under a name nobody has used."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake.transaction import AddAction

from sinks.arrow import leaves
from sinks.store import create

Name = Callable[[], str]
"""Gives a name nobody has used."""


def upload(files: Any, root: str, rows: Any, name: Name, now: Callable[[], int]) -> list[AddAction]:
    """Write the rows of a `pyarrow.Table` below a table's root, and say what to add to its log. `now` gives epoch milliseconds.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`. What was written stays behind, outside the table.
    """
    return [_upload(files, root, day, part, name(), now()) for day, part in by_date(rows)]


def by_date(rows: Any) -> Iterator[tuple[date, Any]]:
    """The rows of each date, without the date: readers take it from the log."""
    for day in pc.unique(rows["date"]).sort():
        yield day.as_py(), rows.filter(pc.equal(rows["date"], day)).drop_columns(["date"])


def encode(rows: Any) -> bytes:
    """Rows as Parquet: zstd, dictionaries for texts, deltas for numbers. Times are microseconds, as Delta knows no others."""
    out = io.BytesIO()
    deltas = _deltas(rows.schema)
    pq.write_table(
        rows,
        out,
        compression="zstd",
        coerce_timestamps="us",
        use_dictionary=[path for path, _ in leaves(rows.schema) if path not in deltas],
        column_encoding=deltas,
    )
    return out.getvalue()


@cache
def _deltas(schema: Any) -> dict[str, str]:
    numbers = (path for path, kind in leaves(schema) if pa.types.is_integer(kind) or pa.types.is_timestamp(kind))
    return dict.fromkeys(numbers, "DELTA_BINARY_PACKED")


def _upload(files: Any, root: str, day: date, rows: Any, name: str, now: int) -> AddAction:
    path, content = f"date={day.isoformat()}/{name}.parquet", encode(rows)
    create(files, f"{root}/{path}", content)
    return AddAction(
        path=path,
        size=len(content),
        partition_values={"date": day.isoformat()},
        modification_time=now,
        data_change=True,
        stats=_statistics(rows),
    )


def _statistics(rows: Any) -> str:
    """The count, and the range of one time. Nothing about a person: the log outlives an erasure."""
    span = pc.min_max(rows["start_time"].cast(pa.int64())).as_py()
    return json.dumps(
        {
            "numRecords": rows.num_rows,
            "minValues": {"start_time": _iso(span["min"])},
            "maxValues": {"start_time": _iso(span["max"])},
            "nullCount": {"start_time": 0},
        }
    )


def _iso(milliseconds: int) -> str:
    at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03}Z"
