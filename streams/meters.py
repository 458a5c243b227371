"""The worker's metrics: declared in `schemas.metrics`, counted here, never labelled with a device or a person."""

from collections.abc import Sequence
from functools import cache

from prometheus_client import CollectorRegistry

from schemas import metrics
from schemas.records import DeadLetter, SessionRow
from streams.finish import Finished
from streams.sessions.device import Closing
from streams.sessions.partition import Fate, Sessions


class Meters:
    """What a worker counts."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._batches = metrics.BATCHES.on(registry)
        self._events = metrics.EVENTS.on(registry)
        self._duplicates = metrics.DUPLICATES.on(registry)
        self._gaps = metrics.GAPS.on(registry)
        self._dead = metrics.DEAD.on(registry)
        self._trajectories = metrics.TRAJECTORIES.on(registry)
        self._steps = metrics.STEPS.on(registry)
        self._findings = metrics.FINDINGS.on(registry)
        self._withheld = metrics.WITHHELD.on(registry)
        self._transaction = metrics.TRANSACTION.on(registry)
        self._open = metrics.OPEN_TRAJECTORIES.on(registry)
        self._open_bytes = metrics.OPEN_BYTES.on(registry)
        self._oldest = metrics.OLDEST_OPEN.on(registry)
        self._watermark = metrics.WATERMARK.on(registry)
        self._taken = cache(self._batches.labels)  # looked up for every batch
        self._accepted_gaps = metrics.ACCEPTED_GAPS.on(registry)
        self.fenced = metrics.FENCED.on(registry)

    def batch(self, partition: int, fate: Fate) -> None:
        """A batch was taken in."""
        self._taken(partition).inc()
        if fate is Fate.DUPLICATE:
            self._duplicates.labels(partition).inc()

    def state(self, partition: int, sessions: Sessions, row: SessionRow) -> None:
        """What is open, and the partition's own row; looked at once a tick."""
        oldest = sessions.oldest()
        self._open.labels(partition).set(sessions.open_count())
        self._open_bytes.labels(partition).set(sessions.open_bytes)
        self._oldest.labels(partition).set(oldest.append_time / 1000 if oldest else 0)
        self._watermark.labels(partition).set(row["last_append"] / 1000)
        self._accepted_gaps.labels(partition).set(len(row["accepted_gaps"]))

    def committed(
        self,
        partition: int,
        closings: Sequence[Closing],
        results: Sequence[Finished],
        dead: Sequence[DeadLetter],
        seconds: float,
    ) -> None:
        """A transaction was committed."""
        self._transaction.observe(seconds)
        for letter in dead:
            self._dead.labels(partition, letter["reason"]).inc()
        for closing, result in zip(closings, results, strict=True):
            self._trajectories.labels(partition, closing.reason).inc()
            self._gaps.labels(partition).inc(sum(batch.gap for batch in closing.batches))
            self._result(partition, result)

    def _result(self, partition: int, result: Finished) -> None:
        for _, reason in result.dead:
            self._dead.labels(partition, reason).inc()
        if result.trajectory and result.report:
            self._events.labels(partition).inc(result.trajectory.event_count)
            self._withheld.inc(result.report["texts_withheld"])
            for kind, count in result.trajectory.steps.items():
                self._steps.labels(kind).inc(count)
            for finding in result.report["findings"]:
                self._findings.labels(finding["entity_type"]).inc()
