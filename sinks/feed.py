"""One topic on its way into one table: decode, batch, upload, commit."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Protocol

import pyarrow as pa
import structlog
from confluent_kafka import Message
from deltalake.transaction import AddAction

from schemas.errors import HandrailError
from sinks.batch import Batch, Span, lost, next_spans
from sinks.commit import Outcome, Table
from sinks.erasure import Erasures
from sinks.metrics import Metrics
from sinks.reading import Reader, Record
from sinks.retry import Retry
from sinks.store import FAULTS
from sinks.tables import Kind

_log = structlog.get_logger()


class Upload(Protocol):
    """Writes rows as files below the table's root; every call under new names."""

    def __call__(self, rows: Any, done: dict[date, AddAction]) -> list[AddAction]:
        """Say what to add to the table's log; `done` is what earlier attempts at these rows have written."""
        ...


class Feed:
    """A topic, its table, and the batch between them.

    Args:
        kind: which topic and table.
        table: the Delta table.
        read: records → rows and watermarks.
        upload: rows → files.
        retry: what waits while the store is away.
        metrics: what is counted.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        kind: Kind,
        table: Table,
        read: Reader,
        upload: Upload,
        retry: Retry,
        metrics: Metrics,
        clock: Callable[[], float],
    ) -> None:
        self.kind = kind
        self.batch = Batch({}, since=0.0)
        self._table = table
        self._read = read
        self._upload = upload
        self._retry = retry
        self._metrics = metrics
        self._clock = clock

    def begin(self, starts: Mapping[int, int], ends: Mapping[int, int]) -> dict[int, int]:
        """Drop the batch and begin where the table's newest snapshot ends.

        Args:
            starts: the first offset of each partition that is ours.
            ends: one past the last.

        Returns:
            Where to read on, by partition.

        Raises:
            HandrailError: the log no longer holds what comes next.
        """
        self._retry(self._table.refresh, self._failed)
        offsets = self._offsets(starts)
        for p, offset in offsets.items():
            if why := lost(offset, starts[p], ends[p]):
                raise HandrailError(f"{self.kind.topic.name}/{p} cannot be read on: {why}.")
        self._start(next_spans(offsets, starts))
        return {p: span.next for p, span in self.batch.spans.items()}

    def drop(self) -> None:
        """Drop the batch; no partition is ours."""
        self.batch = Batch({}, since=self._clock())

    def take(self, messages: Iterable[Message]) -> None:
        """Read records into the batch.

        Raises:
            HandrailError: one cannot be read; it is never skipped.
        """
        read = self._read(record for message in messages if (record := self._next(message)))
        for table in read.tables:
            self.batch.add(table, self._clock())
        for partition, valid_through in read.watermarks:
            self.batch.spans[partition].watermark(valid_through)

    def reach(self, partition: int, offset: int) -> None:
        """The end of a partition was reached at an offset: markers of transactions before it hold no record."""
        if partition in self.batch.spans:
            self.batch.spans[partition].reach(offset)

    def write(self) -> bool:
        """Put the batch into the table and begin the next one.

        Returns:
            False when another writer has taken these records: the batch is to be dropped.
        """
        spans, begun = self.batch.moved, self._clock()
        if spans and not self._commit(spans, begun):
            return False
        return self._renew()

    def _commit(self, spans: Mapping[int, Span], begun: float) -> bool:
        erasures = self._table.erasures
        files = self._write_files(erasures)
        while (outcome := self._retry(partial(self._table.append, files, spans), self._failed)) is not Outcome.COMMITTED:
            self._metrics.conflicts.labels(self.kind.name, outcome.value).inc()
            _log.info("another commit came first", table=self.kind.name, outcome=outcome.value)
            if outcome is Outcome.OVERTAKEN:
                return False
            if self._table.erasures != erasures:  # what was written may hold someone who was erased since
                erasures = self._table.erasures
                files = self._write_files(erasures)
        self._count(files, spans, self._clock() - begun)
        return True

    def _write_files(self, erasures: Erasures) -> list[AddAction]:
        if not self.batch.tables:
            return []
        rows, done = erasures.drop(pa.concat_tables(self.batch.tables)), dict[date, AddAction]()
        return self._retry(lambda: self._upload(rows, done), self._failed) if rows.num_rows else []

    def _renew(self) -> bool:
        self._retry(self._table.refresh, self._failed)
        self._checkpoint()
        offsets = self._offsets(self.batch.spans)
        if offsets != {p: span.next for p, span in self.batch.spans.items()}:
            return False
        self._start(
            {p: Span(offset, span.next) for (p, span), offset in zip(self.batch.spans.items(), offsets.values(), strict=True)}
        )
        return True

    def _checkpoint(self) -> None:
        """A checkpoint is a help to those who start later; that it fails is no reason to wait."""
        try:
            self._table.checkpoint()
        except FAULTS as fault:
            _log.warning("no checkpoint written, the next commit tries again", table=self.kind.name, why=type(fault).__name__)

    def _start(self, spans: dict[int, Span]) -> None:
        for partition, span in spans.items():
            span.valid_through = self._retry(partial(self._table.valid_through, partition), self._failed)
        self.batch = Batch(spans, since=self._clock())

    def _offsets(self, partitions: Iterable[int]) -> dict[int, int | None]:
        """What the table's snapshot holds; even that is read from the store, which may be away."""
        return self._retry(partial(self._table.offsets, partitions), self._failed)

    def _next(self, message: Message) -> Record | None:
        """The record of a message; None if it was fetched before the last seek or rebalance."""
        partition, offset = message.partition(), message.offset()
        assert partition is not None
        assert offset is not None
        span = self.batch.spans.get(partition)
        if span is None or offset < span.next:
            return None
        span.reach(offset + 1)
        return Record(partition, offset, message.value())

    def _failed(self) -> None:
        self._metrics.retries.labels(self.kind.name).inc()

    def _count(self, files: list[AddAction], spans: Mapping[int, Span], seconds: float) -> None:
        name, metrics, size = self.kind.name, self._metrics, sum(file.size for file in files)
        metrics.rows.labels(name).inc(self.batch.rows)
        metrics.commits.labels(name).inc()
        metrics.seconds.labels(name).observe(seconds)
        metrics.bytes.labels(name).inc(size)
        for partition, span in spans.items():
            metrics.durable.labels(name, partition).set(span.next)
            if span.valid_through is not None:
                metrics.valid_through.labels(name, partition).set(span.valid_through / 1000)
        _log.info("committed", table=name, rows=self.batch.rows, files=len(files), size=size, seconds=round(seconds, 3))
