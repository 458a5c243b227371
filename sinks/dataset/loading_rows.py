"""The rows of one version of a table, one file after the other, in an order that never changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from schemas.errors import HandrailError
from sinks.dataset.splits import Splits


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows, and what of them.

    Attributes:
        where: a `pyarrow.dataset.Expression`; None for all rows.
        columns: names of columns; None for all.
        splits: how persons are dealt out.
        split: the split to read; None for everybody.
    """

    where: Any = None
    columns: tuple[str, ...] | None = None
    splits: Splits = field(default_factory=lambda: Splits((("all", 1.0),)))
    split: str | None = None


def files(delta: DeltaTable, choice: Choice) -> dict[str, Any]:
    """The files that may hold such rows, as `pyarrow.dataset.Fragment`s by their path, in the order of the paths."""
    found = delta.to_pyarrow_dataset().get_fragments(filter=choice.where)
    return {fragment.path: fragment for fragment in sorted(found, key=lambda fragment: str(fragment.path))}


def batches(fragment: Any, schema: Any, choice: Choice, size: int) -> Iterator[Any]:
    """The rows of one file, as `pyarrow.RecordBatch`es of at most `size` rows. Little is read ahead, so memory stays bounded.

    Raises:
        HandrailError: the file is not there any more.
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    wanted = list(choice.columns or schema.names)
    read = wanted if choice.split is None or "subject" in wanted else [*wanted, "subject"]
    options = {"filter": choice.where, "batch_size": size, "batch_readahead": 1, "fragment_readahead": 1}
    try:
        for batch in fragment.to_batches(schema=schema, columns=read, **options):
            kept = batch if choice.split is None else choice.splits.rows(batch, choice.split)
            yield kept.select(wanted)
    except FileNotFoundError:
        raise HandrailError(f"The file {fragment.path} of this version is gone: a vacuum or an erasure took it.") from None


def open_version(uri: str, options: Mapping[str, str] | None, version: int | None) -> DeltaTable:
    """The table at a version; None is the newest.

    Raises:
        HandrailError: there is no table, or not in that version any more.
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    try:
        delta = DeltaTable(uri, storage_options=dict(options or {}))
    except TableNotFoundError:
        raise HandrailError(f"There is no table at {uri}.") from None
    return delta if version is None else at_version(delta, version)


def at_version(delta: DeltaTable, version: int) -> DeltaTable:
    """The same table at another version.

    Raises:
        HandrailError: it has no such version, or not any more.
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    newest = delta.version()
    if not 0 <= version <= newest:
        raise HandrailError(f"The table {delta.table_uri} has no version {version}: its newest is {newest}.")
    try:
        delta.load_as_version(version)
    except DeltaError:
        raise HandrailError(f"Version {version} of the table {delta.table_uri} is there no more: its log was cleaned.") from None
    return delta
