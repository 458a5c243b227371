"""The objects of one table, in the bucket or in a folder: opened as a table, listed, read, created and removed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from schemas.errors import HandrailError
from schemas.settings import Settings
from sinks.store import create, filesystem, reader_options
from sinks.tables import REPORTS, ROWS, Kind, store_of

_BLOCK = 1 << 20  # bytes read ahead of a footer or a column


@dataclass(frozen=True, slots=True)
class File:
    """A file of the table at one version: its path below the table's root, bytes, rows, and UTC day."""

    path: str
    size: int
    rows: int
    date: str


@dataclass(frozen=True, slots=True)
class Objects:
    """One table's objects.

    Attributes:
        name: the table's.
        uri: where delta-rs finds it.
        root: where the file client finds it.
        files: the file client, of fsspec.
        options: of delta-rs.
        write: creates a file that must not exist, given its path and content.
    """

    name: str
    uri: str
    root: str
    files: Any
    options: Mapping[str, str]
    write: Callable[[str, bytes], None]

    def open(self, version: int | None = None) -> DeltaTable:
        """The table at its newest version, or at an older one.

        Raises:
            HandrailError: there is none yet.
        """
        try:
            return DeltaTable(self.uri, version=version, storage_options=dict(self.options))
        except TableNotFoundError:
            raise HandrailError(f"There is no table at {self.uri} yet; `handrail sink` makes it.") from None

    def create(self, path: str, content: bytes) -> None:
        """Write a file below the root, under a name nobody has used."""
        self.write(f"{self.root}/{path}", content)

    def read(self, path: str) -> bytes:
        """The content of a file below the root."""
        content: bytes = self.files.cat_file(f"{self.root}/{path}")
        return content

    def parquet(self, path: str) -> pq.ParquetFile:
        """A Parquet file below the root, of which only what is asked for is read."""
        return pq.ParquetFile(self.files.open(f"{self.root}/{path}", "rb", block_size=_BLOCK))

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files below the root; those that are gone already do not matter."""
        for path in paths:
            try:
                self.files.rm_file(f"{self.root}/{path}")
            except FileNotFoundError:
                continue

    def listed(self) -> Iterator[str]:
        """Every Parquet file below the root, in the table or not, as its path there; the log's own are left out."""
        for found in sorted(self.files.find(self.root)):
            path = found[found.index(f"{self.root}/") + len(self.root) + 1 :]
            if path.endswith(".parquet") and not path.startswith("_delta_log/"):
                yield path

    def log(self) -> Iterator[tuple[str, bytes]]:
        """Every commit in the log, oldest first: its number in twenty digits, and its content."""
        for found in sorted(self.files.glob(f"{self.root}/_delta_log/{'[0-9]' * 20}.json")):
            yield found.rpartition("/")[2].removesuffix(".json"), self.files.cat_file(found)


def active(delta: DeltaTable) -> list[File]:
    """The files of a table at its snapshot."""
    found = delta.get_add_actions(flatten=True)
    columns = (found.column(name).to_pylist() for name in ("path", "size_bytes", "num_records", "partition.date"))
    return [File(path, size, rows, day.isoformat()) for path, size, rows, day in zip(*columns, strict=True)]


def of(settings: Settings) -> tuple[Objects, Objects]:
    """The trajectories' objects and the reports'.

    Raises:
        HandrailError: the settings name no store.
    """
    store, client = store_of(settings), filesystem(store_of(settings))

    def objects(kind: Kind) -> Objects:
        root = kind.path(store, settings.application)
        return Objects(kind.name, f"s3://{root}", root, client, reader_options(store), partial(create, client))

    return objects(ROWS), objects(REPORTS)
