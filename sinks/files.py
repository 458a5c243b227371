"""Parquet files of one attempt: one per date, each under a name nobody has used."""

import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake.transaction import AddAction

from sinks.arrow import leaves
from sinks.store import create

_AT_ONCE = 4  # files that are encoded and on their way together: what a batch of many dates takes in memory and in time
_ROW_GROUP = 65_536  # rows
_SOUGHT = ("subject", "start_time", "end_time", "application")  # columns that readers look for rows by
Name = Callable[[], str]
"""Gives a name nobody has used."""


def upload(
    files: Any,
    root: str,
    rows: Any,
    done: dict[date, AddAction],
    name: Name,
    now: Callable[[], int],
    beat: Callable[[], None] = lambda: None,
) -> list[AddAction]:
    """Write the rows of a `pyarrow.Table` below a table's root, and say what to add to its log.

    Args:
        files: the s3fs client.
        root: bucket and prefix.
        rows: the rows.
        done: what earlier attempts at the same rows have written, by date; added to.
        name: gives a name nobody has used.
        now: epoch milliseconds.
        beat: told after each file.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`. What was written stays behind, outside the table.
    """

    def write(day: date, part: Any) -> None:
        done[day] = _upload(files, root, day, part, name(), now())
        beat()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        written = [pool.submit(write, day, part) for day, part in by_date(rows) if day not in done]
        try:
            for each in written:
                each.result()
        finally:
            pool.shutdown(cancel_futures=True)  # those in hand are finished: the next attempt need not repeat them
    return [done[day] for day in sorted(done)]


def sealed(day: str, name: str, content: bytes) -> str:
    """The path of a file below its table: its date, and a name nobody has used, with the digest of its content."""
    return f"date={day}/{name}-{_digest(content)}.parquet"


def is_sealed(path: str, content: bytes) -> bool:
    """Whether a file is as it was written."""
    return path.endswith(f"-{_digest(content)}.parquet")


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def by_date(rows: Any) -> Iterator[tuple[date, Any]]:
    """The rows of each date, in order, without the date: readers take it from the log."""
    dates = rows["date"].combine_chunks()
    if len(pc.unique(dates)) > 1:
        order = pc.sort_indices(dates)
        rows, dates = rows.take(order), dates.take(order)
    runs = pc.run_end_encode(dates)
    start = 0
    for day, end in zip(runs.values, runs.run_ends, strict=True):
        yield day.as_py(), rows.slice(start, end.as_py() - start).drop_columns(["date"])
        start = end.as_py()


def encode(rows: Any) -> bytes:
    """Rows as one Parquet file."""
    out = io.BytesIO()
    pq.write_table(rows, out, row_group_size=_ROW_GROUP, **settings(rows.schema))
    return out.getvalue()


def settings(schema: Any) -> dict[str, Any]:
    """How Parquet is written: zstd, dictionaries for texts, deltas for numbers, statistics of what rows are sought by.

    Times are microseconds, as Delta knows no others.
    """
    deltas = _deltas(schema)
    return {
        "compression": "zstd",
        "coerce_timestamps": "us",
        "use_dictionary": [path for path, _ in leaves(schema) if path not in deltas],
        "column_encoding": deltas,
        "write_statistics": [name for name in _SOUGHT if name in schema.names],
        "write_page_index": True,
    }


@cache
def _deltas(schema: Any) -> dict[str, str]:
    numbers = (path for path, kind in leaves(schema) if pa.types.is_integer(kind) or pa.types.is_timestamp(kind))
    return dict.fromkeys(numbers, "DELTA_BINARY_PACKED")


def _upload(files: Any, root: str, day: date, rows: Any, name: str, now: int) -> AddAction:
    content = encode(rows)
    path = sealed(day.isoformat(), name, content)
    create(files, f"{root}/{path}", content)
    return AddAction(
        path=path,
        size=len(content),
        partition_values={"date": day.isoformat()},
        modification_time=now,
        data_change=True,
        stats=statistics(rows.num_rows, rows["start_time"]),
    )


def statistics(rows: int, times: Any) -> str:
    """What the log says of a file: the count, the range of its start times. Nothing about a person: it outlives an erasure."""
    span = pc.min_max(times.cast(pa.timestamp("ms", "UTC")).cast(pa.int64())).as_py()
    return json.dumps(
        {
            "numRecords": rows,
            "minValues": {"start_time": _iso(span["min"])},
            "maxValues": {"start_time": _iso(span["max"])},
            "nullCount": {"start_time": 0},
        }
    )


def _iso(milliseconds: int) -> str:
    at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03}Z"
