"""`handrail dataset info`: what is there and how far it is complete."""

from datetime import UTC, datetime

import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from sinks.dataset.reading import Dataset, Snapshot


def show(dataset: Dataset) -> None:
    """Print the tables, then each partition."""
    snapshots = dataset.trajectories(), dataset.reports()
    console = Console()
    console.print(_sizes(snapshots))
    console.print()
    console.print(_partitions(snapshots))
    console.print()
    for snapshot in snapshots:
        console.print(f"{snapshot.kind.name}: {dataset.uri(snapshot.kind)}", soft_wrap=True, highlight=False)


def instant(milliseconds: int | None) -> str:
    """A time in words of a table; `-` where there is none."""
    if milliseconds is None:
        return "-"
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(" ", "seconds").replace("+00:00", "Z")


def _sizes(snapshots: tuple[Snapshot, ...]) -> Table:
    table = Table("Table", "Version", "Rows", "Files", "Bytes", "Dates", "Valid through", box=None, padding=(0, 2, 0, 0))
    for snapshot in snapshots:
        files = snapshot.files()
        rows, size = (pc.sum(files[column]).as_py() or 0 for column in ("num_records", "size_bytes"))
        numbers = (snapshot.delta.version(), rows, files.num_rows, size)
        table.add_row(snapshot.kind.name, *map(str, numbers), _dates(files), instant(snapshot.valid_through()))
    return table


def _dates(files: object) -> str:
    span = pc.min_max(files["partition.date"]).as_py()  # type: ignore[index]
    return f"{span['min']} to {span['max']}" if span["min"] else "-"


def _partitions(snapshots: tuple[Snapshot, ...]) -> Table:
    columns = [f"{snapshot.kind.name}: {what}" for snapshot in snapshots for what in ("next offset", "valid through")]
    table = Table("Partition", *columns, box=None, padding=(0, 2, 0, 0))
    read = [(snapshot.offsets(), snapshot.watermarks()) for snapshot in snapshots]
    for partition in range(snapshots[0].partitions):
        cells = [(_number(offsets[partition]), instant(marks[partition])) for offsets, marks in read]
        table.add_row(str(partition), *(cell for pair in cells for cell in pair))
    return table


def _number(value: int | None) -> str:
    return "-" if value is None else str(value)
