"""One partition of `interactions` while this worker owns it: from log records to transactions.

What one record closes is finished together and written in one transaction, with the rows that say so; only then are its events
acknowledged.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from confluent_kafka import Producer

from schemas.errors import DeadReason
from schemas.records import DeadLetter, SessionRow
from schemas.reports import digest
from schemas.topics import INTERACTIONS
from streams.finish import Finished
from streams.gaps import Gap, accept
from streams.intake import Dead, Intake, TickMark
from streams.ledger import Ledger
from streams.meters import Meters
from streams.outbox import Encoders, Outbox
from streams.pool import Pool
from streams.rows import Rows
from streams.sessions.device import Batch, Closing
from streams.sessions.partition import Fate, Sessions
from streams.sessions.thresholds import Thresholds
from streams.watchdog import Watchdog

_DEAD_HELD = 500  # dead letters wait for the next transaction, or until so many do
_DEAD_BYTES_HELD = 8 << 20


@dataclass(frozen=True, slots=True)
class Parts:
    """What every partition of a worker shares."""

    application: str
    intake: Intake
    encoders: Encoders
    pool: Pool
    meters: Meters
    thresholds: Thresholds
    watchdog: Watchdog
    accepted: Sequence[Gap] = ()  # gaps in the log that a person has accepted


@dataclass(frozen=True, slots=True, repr=False)
class LogRecord:
    """A record of `interactions` as it lies in the log; `append_time` in epoch milliseconds."""

    offset: int
    append_time: int
    key: bytes | None
    value: bytes | None


class Partition:
    """The partition's state within one generation of the consumer group."""

    def __init__(self, parts: Parts, number: int, producer: Producer, rows: Rows) -> None:
        self._parts = parts
        self._number = number
        self._producer = producer
        self._row: SessionRow = accept(rows.partition, number, parts.accepted)
        self._recorded = self._row == rows.partition  # a gap that was accepted is, before anything is acknowledged
        self._sessions = Sessions(rows.devices, parts.thresholds)
        self._ledger = Ledger()
        self._dead: list[DeadLetter] = []
        self._again: list[int] = []  # offsets of duplicates whose devices' rows are not written yet
        self._last_tick = 0

    async def take(self, record: LogRecord, ack: Callable[[], object]) -> None:
        """Take in the next record of the log; acknowledges what is finished.

        Raises:
            FencedError: another worker owns the partition.
        """
        self._ledger.arrived(record.offset, ack)
        if not self._recorded:
            await self._write([])
        found = self._parts.intake(record.key, record.value, record.offset, record.append_time)
        if isinstance(found, Batch):
            await self._batch(found)
        elif isinstance(found, TickMark):
            await self._tick(record)
        else:
            await self._bury(record, found)
        self._ledger.acknowledge()

    async def _batch(self, batch: Batch) -> None:
        fate, closings = self._sessions.batch(batch)
        self._parts.meters.batch(self._number, fate)
        if fate is Fate.DONE:
            self._ledger.finished([batch.offset])
        elif fate is Fate.DUPLICATE:
            self._again.append(batch.offset)
        if closings:
            await self._write(closings)

    async def _tick(self, record: LogRecord) -> None:
        self._last_tick = record.append_time
        gone, closings = self._sessions.forget(record.append_time), self._sessions.tick(record.append_time)
        if closings or gone or self._dead or self._again or self._watermark() > self._row["last_append"]:
            await self._write(closings, gone)
        self._ledger.finished([record.offset])
        oldest = self._sessions.oldest()
        self._parts.watchdog.written(self._number, oldest.offset if oldest else record.offset + 1)
        self._parts.meters.state(self._number, self._sessions, self._row)

    async def _bury(self, record: LogRecord, found: Dead) -> None:
        if record.offset < self._row["next_offset"]:  # written before this worker took over
            self._ledger.finished([record.offset])
            return
        self._dead.append(self._letter(record, found.reason))
        held = sum(len(letter["value"] or b"") for letter in self._dead)
        if len(self._dead) >= _DEAD_HELD or held >= _DEAD_BYTES_HELD:
            await self._write([])

    async def _write(self, closings: Sequence[Closing], gone: Sequence[str] = ()) -> None:
        """Finish closings and write them, with all that waits, in one transaction; devices that are gone lose their rows."""
        results = await self._parts.pool.finish(closings, self._parts.watchdog.finished)
        outbox = Outbox(self._parts.encoders, self._parts.application, self._number)
        outbox.forget(gone)
        outbox.rows(self._sessions.seen_again())
        digests = self._put_closings(outbox, closings, results)
        outbox.dead_letters(self._dead)
        self._row = self._next_row()
        outbox.rows([self._row])
        outbox.watermark(self._row["last_append"])
        began = time.perf_counter()
        await asyncio.to_thread(outbox.commit, self._producer)
        self._parts.meters.committed(self._number, closings, results, self._dead, time.perf_counter() - began)
        self._settle(closings, digests)

    def _put_closings(self, outbox: Outbox, closings: Sequence[Closing], results: Sequence[Finished]) -> dict[str, str]:
        """Put trajectories, reports, rows and lost batches into the outbox; returns the last report's digest of each device."""
        digests: dict[str, str] = {}
        rows: list[SessionRow] = []
        for closing, result in zip(closings, results, strict=True):
            device_id = closing.row["device_id"]
            previous = digests.get(device_id, self._sessions.report_digest(device_id))
            digests[device_id] = previous
            if result.trajectory and result.report:
                result.report["previous_digest"] = previous
                digests[device_id] = digest(result.report)
                outbox.trajectory(result.trajectory.with_digest(digests[device_id]), result.report)
            rows.append({**closing.row, "report_digest": digests[device_id]})
            outbox.dead_letters([self._lost(batch, reason) for batch, reason in result.dead])
        outbox.rows(rows)
        return digests

    def _next_row(self) -> SessionRow:
        """The partition's own row after this transaction: dead letters up to here are written, the watermark is this."""
        written = max((letter["offset"] + 1 for letter in self._dead), default=0)
        return {
            **self._row,
            "next_offset": max(self._row["next_offset"], written),
            "last_append": max(self._row["last_append"], self._watermark()),
        }

    def _watermark(self) -> int:
        oldest = self._sessions.oldest()
        return oldest.append_time if oldest else self._last_tick

    def _settle(self, closings: Sequence[Closing], digests: dict[str, str]) -> None:
        for device_id, report_digest in digests.items():
            self._sessions.committed(device_id, report_digest)
        self._ledger.finished(batch.offset for closing in closings for batch in closing.batches)
        self._ledger.finished([*self._again, *(letter["offset"] for letter in self._dead)])
        self._again, self._dead, self._recorded = [], [], True

    def _letter(self, record: LogRecord, reason: DeadReason) -> DeadLetter:
        return DeadLetter(
            reason=reason,
            topic=INTERACTIONS.name,
            partition=self._number,
            offset=record.offset,
            append_time=record.append_time,
            key=record.key,
            value=record.value,
        )

    def _lost(self, batch: Batch, reason: DeadReason) -> DeadLetter:
        record = LogRecord(batch.offset, batch.append_time, batch.header["device_id"].encode(), batch.envelope.value)
        return self._letter(record, reason)
