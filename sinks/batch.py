"""What has been read and is not yet in a table: the rows, and for every partition which link of its chain they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Rotation:
    """When a batch is written: at the first of these."""

    rows: int = 20_000
    bytes: int = 64 * _MIB  # in memory, as Arrow
    seconds: float = 5.0  # since its first row
    idle_seconds: float = 15.0  # since the last commit, when offsets or watermarks moved and no row came


@dataclass(slots=True)
class Span:
    """A link of one partition's chain: the records from `start` to before `next`.

    `start` is the offset the table holds, None before the partition's first commit.
    """

    start: int | None
    next: int
    valid_through: int | None = None

    @property
    def moved(self) -> bool:
        """Whether there is anything to tell the table."""
        return self.next != self.start

    def reach(self, offset: int) -> None:
        """Everything below the offset has been read."""
        self.next = max(self.next, offset)

    def watermark(self, valid_through: int) -> None:
        """A watermark has been read."""
        self.valid_through = max(self.valid_through or 0, valid_through)


@dataclass(slots=True)
class Batch:
    """Rows of one table that are committed together, with the spans they were read from."""

    spans: dict[int, Span]
    since: float  # seconds on the sink's clock: when it began
    first_row: float | None = None
    tables: list[Any] = field(default_factory=list)
    rows: int = 0
    bytes: int = 0

    def add(self, table: Any, now: float) -> None:
        """Take in rows, as a `pyarrow.Table`."""
        self.tables.append(table)
        self.rows += table.num_rows
        self.bytes += table.nbytes
        self.first_row = now if self.first_row is None else self.first_row

    def full(self, rotation: Rotation) -> bool:
        """Whether it must not grow."""
        return self.rows >= rotation.rows or self.bytes >= rotation.bytes

    def due(self, rotation: Rotation, now: float) -> bool:
        """Whether it is time to write it."""
        if self.first_row is not None:
            return self.full(rotation) or now - self.first_row >= rotation.seconds
        return bool(self.moved) and now - self.since >= rotation.idle_seconds

    @property
    def moved(self) -> dict[int, Span]:
        """The spans that there is something to tell of."""
        return {partition: span for partition, span in self.spans.items() if span.moved}


def behind(spans: Mapping[int, Span], ends: Mapping[int, int]) -> bool:
    """Whether any partition has not been read up to the offset given for it."""
    return any(spans[partition].next < end for partition, end in ends.items() if partition in spans)


def follows(spans: Mapping[int, Span], offsets: Mapping[int, int | None]) -> bool:
    """Whether the spans are the next links: each starts at the offset that the table holds."""
    return all(span.start == offsets[partition] for partition, span in spans.items())


def next_spans(offsets: Mapping[int, int | None], starts: Mapping[int, int]) -> dict[int, Span]:
    """Empty spans at what the table holds; where it holds nothing, at the log's start."""
    return {p: Span(offset, starts[p] if offset is None else offset) for p, offset in offsets.items()}


def lost(offset: int | None, start: int, end: int) -> str | None:
    """Why a partition cannot be read on from the table's offset, as part of a sentence; None when it can.

    Args:
        offset: what the table holds.
        start: the log's first offset.
        end: one past the log's last stable record.
    """
    if offset is not None and offset < start:
        return f"the records from {offset} to {start - 1} are gone, deleted before they were written to the table"
    if offset is not None and offset > end:
        return f"the log ends at {end}, before the offset {offset} that the table holds: it is another log"
    return None


def partitions_differ(assigned: Mapping[str, Iterable[int]]) -> bool:
    """Whether the topics' partitions, which belong together, have been given to different readers."""
    return len({frozenset(partitions) for partitions in assigned.values()}) > 1
