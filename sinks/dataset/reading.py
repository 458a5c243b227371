"""Reading the data set: both tables, each at one snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from schemas.errors import HandrailError
from schemas.settings import Store
from sinks.store import FAULTS, fault, reader_options
from sinks.tables import REPORTS, ROWS, Kind


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One table at one version."""

    kind: Kind
    delta: DeltaTable
    partitions: int

    def files(self) -> Any:
        """The files, as a `pyarrow.Table` of their path, size, count and date."""
        return pa.table(self.delta.get_add_actions(flatten=True))

    def offsets(self) -> dict[int, int | None]:
        """The next offset of each partition that is not in the table."""
        return {p: self.delta.transaction_version(f"offset-{p}") for p in range(self.partitions)}

    def watermarks(self) -> dict[int, int | None]:
        """The watermark of each partition, epoch milliseconds."""
        return {p: self.delta.transaction_version(f"valid-through-{p}") for p in range(self.partitions)}

    def valid_through(self) -> int | None:
        """Everything appended before it is in the table, epoch milliseconds; None while a partition has none."""
        marks = list(self.watermarks().values())
        return None if None in marks else min(mark for mark in marks if mark is not None)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Any]:
        """The rows, as `pyarrow.RecordBatch`es."""
        yield from self.delta.to_pyarrow_dataset().to_batches(columns=list(columns) if columns else None)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Where the tables lie."""

    store: Store
    application: str
    partitions: int

    def exists(self) -> bool:
        """Whether both tables are there yet."""
        return all(DeltaTable.is_deltatable(self.uri(kind), self.storage_options()) for kind in (REPORTS, ROWS))

    def uri(self, kind: Kind) -> str:
        """Where a table lies, as every reader names it."""
        return f"s3://{kind.path(self.store, self.application)}"

    def storage_options(self) -> dict[str, str]:
        """How a reader reaches the store. Holds the secret key: for a reader, not for a log."""
        return reader_options(self.store)

    def reports(self) -> Snapshot:
        """The newest snapshot of the reports."""
        return self._open(REPORTS)

    def trajectories(self) -> Snapshot:
        """The newest snapshot of the trajectories."""
        return self._open(ROWS)

    def _open(self, kind: Kind) -> Snapshot:
        uri = self.uri(kind)
        try:
            return Snapshot(kind, DeltaTable(uri, storage_options=self.storage_options()), self.partitions)
        except TableNotFoundError:
            raise HandrailError(f"There is no table at {uri} yet; `handrail sink` makes it.") from None
        except FAULTS as error:
            sentence = fault(error, self.store)
            raise HandrailError(f"{sentence[0].upper()}{sentence[1:]}.") from None
