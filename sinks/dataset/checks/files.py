"""The log against the objects: every file of a table is there, whole, and says of itself what the log says of it."""

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sinks.dataset.checks.findings import Findings
from sinks.dataset.objects import File, Objects, active
from sinks.files import is_sealed

_BATCH = 16_384  # rows
_UNREADABLE = (pa.ArrowException, OSError, ValueError)  # what pyarrow raises of a file that is damaged


class Files:
    """Reads every file of a snapshot once, whole, and notes what is wrong with it.

    Args:
        objects: the table's.
        delta: its snapshot.
        found: takes what is wrong.
    """

    def __init__(self, objects: Objects, delta: Any, found: Findings) -> None:
        self._objects = objects
        self._found = found
        self._wrong: dict[str, set[str]] = defaultdict(set)
        self.all = active(delta)

    def batches(self, file: File, columns: list[str] | None) -> Iterator[Any]:
        """The rows of a file with their date, as `pyarrow.RecordBatch`es; none of what cannot be read."""
        content = self._content(file)
        if content is None:
            return
        rows, day = 0, pa.scalar(date.fromisoformat(file.date))
        try:
            with pq.ParquetFile(io.BytesIO(content)) as opened:
                for batch in opened.iter_batches(_BATCH, columns=columns):
                    rows += batch.num_rows
                    yield batch.append_column("date", pa.repeat(day, batch.num_rows))
        except _UNREADABLE:
            self._note("files that cannot be read", file)
            return
        if rows != file.rows:
            self._note("files that hold more or fewer rows than the log says", file)

    def end(self) -> None:
        """Hand over what was noted."""
        self._found.files += len(self.all)
        self._found.bytes += sum(file.size for file in self.all)
        for sentence, names in self._wrong.items():
            self._found.fault(f"{sentence} ({self._objects.name})", names)

    def _content(self, file: File) -> bytes | None:
        try:
            content = self._objects.read(file.path)
        except FileNotFoundError:
            self._note("files of the table that are not there", file)
            return None
        if len(content) != file.size:
            self._note("files that are longer or shorter than the log says", file)
        elif not is_sealed(file.path, content):
            self._note("files whose content was changed since it was written", file)
        return content

    def _note(self, sentence: str, file: File) -> None:
        self._wrong[sentence].add(file.path)
