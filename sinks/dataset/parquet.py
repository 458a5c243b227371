"""Writing one Parquet file piece by piece, in bounded memory, as the sink writes whole ones."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sinks.files import settings, statistics

_ROWS = 64_000  # of a row group
_BYTES = 64 << 20  # of a row group, as Arrow


class Writer:
    """Takes tables of one schema and gives a Parquet file, whose row groups hold up to about 64,000 rows or 64 MiB of Arrow."""

    def __init__(self, schema: Any) -> None:
        self.rows = 0
        self._out = io.BytesIO()
        self._file = pq.ParquetWriter(self._out, schema, **settings(schema))
        self._held: list[Any] = []
        self._times: list[Any] = []

    def add(self, rows: Any) -> None:
        """Take in the next rows, a `pyarrow.Table`."""
        if rows.num_rows:
            self._held.append(rows)
            self.rows += rows.num_rows
        if sum(held.num_rows for held in self._held) >= _ROWS or sum(held.nbytes for held in self._held) >= _BYTES:
            self._flush()

    def finish(self) -> tuple[bytes, str]:
        """The file, and what the table's log says of it. There must have been a row."""
        self._flush()
        self._file.close()
        return self._out.getvalue(), statistics(self.rows, pa.chunked_array(self._times))

    def _flush(self) -> None:
        if self._held:
            group = pa.concat_tables(self._held)
            self._file.write_table(group, row_group_size=group.num_rows)
            span = pc.min_max(group["start_time"])
            self._times.append(pa.array([span["min"].as_py(), span["max"].as_py()], group["start_time"].type))
            self._held = []
