"""Many Parquet files as one, sorted by subject and time, in memory that does not grow with the rows.

What is not sorted is sorted in runs, each small enough to be held as Arrow and kept as Parquet; then the runs are read side by
side. So the most that is held is the runs and the result as Parquet, and a few slices as Arrow.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sinks.dataset.parquet import Writer

_RUN = 64 << 20  # bytes of Arrow that are sorted at once
_PAGE = 64 << 10  # bytes: a page of every column of every run is open at once
_SLICE = 2_048  # rows that are merged at once
_KEYS = ["subject", "start_time"]
_ORDER = [(key, "ascending") for key in _KEYS]


def merged(files: Iterable[bytes]) -> tuple[bytes, str, int]:
    """One Parquet file of the rows of all, what the table's log says of it, and its rows."""
    runs = list(_runs(files))
    keys = [_keys(run) for run in runs]
    writer = Writer(pq.read_schema(pa.BufferReader(runs[0])))
    for rows in _merge(runs, keys):
        writer.add(rows)
    content, statistics = writer.finish()
    return content, statistics, writer.rows


def _runs(files: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted Parquet files of the same rows."""
    held: list[Any] = []
    for content in files:
        if _is_sorted(_keys(content)):
            yield content
            continue
        for rows in _batches(content):
            held.append(rows)
            if sum(each.nbytes for each in held) >= _RUN:
                yield _sorted_run(held)
                held = []
    if held:
        yield _sorted_run(held)


def _sorted_run(held: Sequence[Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.concat_tables(held).sort_by(_ORDER), out, compression="zstd", data_page_size=_PAGE)
    return out.getvalue()


def _is_sorted(keys: Any) -> bool:
    return bool(np.all(np.diff(pc.sort_indices(keys, _ORDER).to_numpy().astype(np.int64)) == 1))


def _keys(content: bytes) -> Any:
    return pq.read_table(pa.BufferReader(content), columns=_KEYS)


def _batches(content: bytes) -> Iterator[Any]:
    with pq.ParquetFile(pa.BufferReader(content)) as file:
        for batch in file.iter_batches(_SLICE):
            yield pa.Table.from_batches([batch])


def _merge(runs: Sequence[bytes], keys: Sequence[Any]) -> Iterator[Any]:
    """The rows of sorted runs in order: of each run, as many as fall into the next slice of the whole."""
    owner = np.repeat(np.arange(len(runs)), [each.num_rows for each in keys])
    owners = owner[pc.sort_indices(pa.concat_tables(keys), _ORDER).to_numpy()]
    readers = [_Rows(_batches(run)) for run in runs]
    for start in range(0, len(owners), _SLICE):
        counts = np.bincount(owners[start : start + _SLICE], minlength=len(runs))
        parts = [part for reader, count in zip(readers, counts, strict=True) for part in reader.take(int(count))]
        yield pa.concat_tables(parts).sort_by(_ORDER)


class _Rows:
    """Rows that come in batches, taken in any numbers."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches
        self._rest: Any = None

    def take(self, count: int) -> Iterator[Any]:
        """The next so many rows, in one table or more."""
        while count:
            rows = self._rest if self._rest is not None else next(self._batches)
            taken = rows.slice(0, count)
            self._rest = rows.slice(count) if rows.num_rows > count else None
            count -= taken.num_rows
            yield taken
