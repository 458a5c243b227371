"""`handrail dataset export`: rows as JSON lines in a format of others; the output is whole or not there."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable

from schemas.errors import HandrailError
from sinks.dataset import adp, agentnet
from sinks.dataset.loading_rows import Choice, batches, files

FORMATS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {"agentnet": agentnet.line, "adp": adp.line}
_READ = 256  # rows at once, which are Python values then

Told = Callable[[int, int, int], None]
"""Told after each batch: files that are done, files in all, rows so far."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    version: int
    rows: int
    bytes: int


def began(since: int | None, until: int | None) -> Any:
    """The filter of rows that began at or after one time and before another, epoch milliseconds; None without either."""
    start = ds.field("start_time")
    parts = [start >= _time(since)] if since is not None else []
    parts += [start < _time(until)] if until is not None else []
    return both(*parts)


def both(*conditions: Any) -> Any:
    """All of some filters, of which any may be None; None when all are."""
    found = None
    for condition in conditions:
        if condition is not None:
            found = condition if found is None else found & condition
    return found


def export(delta: DeltaTable, choice: Choice, form: str, out: Path, told: Told) -> Exported:
    """Write the rows of a table, at the version it stands at, to a file.

    Args:
        delta: the trajectories.
        choice: which rows; its columns are passed over.
        form: a name in `FORMATS`.
        out: the file, which only its owner may read; one that is there is replaced when all is written.
        told: see `Told`.

    Raises:
        HandrailError: the file cannot be written.
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    count = 0
    with _whole(out) as file:
        for row in _rows(delta, choice, told):
            with _written(out):
                file.write(json.dumps(FORMATS[form](row), ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
        with _written(out):
            size = file.tell()
    return Exported(delta.version(), count, size)


def _rows(delta: DeltaTable, choice: Choice, told: Told) -> Iterator[dict[str, Any]]:
    schema, found, rows = delta.to_pyarrow_dataset().schema, files(delta, choice), 0
    for done, fragment in enumerate(found.values(), 1):
        for batch in batches(fragment, schema, choice, _READ):
            yield from batch.to_pylist()
            rows += batch.num_rows
            told(done - 1, len(found), rows)
        told(done, len(found), rows)


@contextmanager
def _whole(out: Path) -> Iterator[IO[str]]:
    """A file beside the one meant, that takes its place when all went well and is removed when not."""
    if out.is_dir():
        raise HandrailError(f"{out} is a folder; name a file.")
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    with _written(out):
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle, for its mode
            yield file
            with _written(out):
                file.flush()
                os.fsync(handle)
        with _written(out):
            partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """Tells a fault of the file from one of the store."""
    try:
        yield
    except OSError as fault:
        raise HandrailError(f"The file {out} cannot be written: {fault.strerror}.") from None


def _time(milliseconds: int) -> Any:
    return pa.scalar(datetime.fromtimestamp(milliseconds / 1000, UTC), pa.timestamp("us", tz="UTC"))
