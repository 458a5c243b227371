"""Records of a topic to rows of its table and watermarks: in columns where that is sure, else one by one, none ever skipped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from schemas.errors import HandrailError, InvalidRecordError
from sinks.arrow import row, to_table
from sinks.tables import Kind

Decode = Callable[[bytes | None], tuple[str, dict[str, Any]]]
_TOGETHER = 8 << 20  # bytes of records that are turned into columns at once: in memory they are up to ten times as large


class Record(NamedTuple):
    """A record and where it stands."""

    partition: int
    offset: int
    value: bytes | None


class Bulk(Protocol):
    """Reads many records at once, where it can."""

    def reads(self, value: bytes | None) -> bool:
        """Whether a value may be given to it."""
        ...

    def __call__(self, values: Sequence[bytes]) -> Any:
        """The rows as a `pyarrow.Table`, or None where any value is in doubt."""
        ...


@dataclass(slots=True)
class Read:
    """What records held: tables of rows, and watermarks as partition and epoch milliseconds."""

    tables: list[Any] = field(default_factory=list)
    watermarks: list[tuple[int, int]] = field(default_factory=list)


class Reader:
    """Reads the records of one topic.

    Args:
        kind: which topic and table.
        decode: value → record's name and record.
        bulk: reads most of them.
    """

    def __init__(self, kind: Kind, decode: Decode, bulk: Bulk) -> None:
        self._kind = kind
        self._decode = decode
        self._bulk = bulk

    def __call__(self, records: Iterable[Record]) -> Read:
        """Read records.

        Raises:
            HandrailError: one cannot be read; it names where, and quotes nothing.
        """
        read = Read()
        for piece in _pieces(records):
            self._piece(piece, read)
        return read

    def _piece(self, records: Sequence[Record], read: Read) -> None:
        many: list[Record] = []
        rest: list[Record] = []
        for record in records:
            (many if self._bulk.reads(record.value) else rest).append(record)
        table = self._bulk([record.value for record in many if record.value is not None]) if many else None
        if table is not None:
            read.tables.append(table)
        self._one_by_one(rest if table is not None else records, read)

    def _one_by_one(self, records: Sequence[Record], read: Read) -> None:
        rows = [(record, found) for record in records if (found := self._row(record, read))]
        if rows:
            read.tables.append(self._table(rows))

    def _row(self, record: Record, read: Read) -> dict[str, Any] | None:
        try:
            name, content = self._of_topic(record.value)
            if name == "Watermark":
                read.watermarks.append((record.partition, content["valid_through"]))
            return row(content) if name == self._kind.record else None
        except (InvalidRecordError, ValueError) as fault:
            raise self._refusal(record, str(fault)) from None

    def _of_topic(self, value: bytes | None) -> tuple[str, dict[str, Any]]:
        name, content = self._decode(value)
        if name not in self._kind.topic.records:
            raise ValueError(f"a {name} has no business in this topic")
        return name, content

    def _table(self, rows: Sequence[tuple[Record, dict[str, Any]]]) -> Any:
        try:
            return to_table([found for _, found in rows], self._kind.schema)
        except pa.ArrowException:  # its message may quote what it could not convert
            worst = next((record for record, found in rows if not self._fits(found)), rows[0][0])
            raise self._refusal(worst, f"the {self._kind.record} does not fit the table") from None

    def _fits(self, found: dict[str, Any]) -> bool:
        try:
            to_table([found], self._kind.schema)
        except pa.ArrowException:
            return False
        return True

    def _refusal(self, record: Record, why: str) -> HandrailError:
        where = f"{self._kind.topic.name}/{record.partition} at offset {record.offset}"
        return HandrailError(f"The record in {where} cannot be read: {why}; the sink does not go past it.")


def _pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in order, in pieces of bounded size."""
    piece, size = [], 0
    for record in records:
        piece.append(record)
        size += len(record.value or b"")
        if size >= _TOGETHER:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
