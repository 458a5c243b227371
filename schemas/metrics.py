"""Every metric, declared once with its sentence. A process puts those it serves on its own registry."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

T = TypeVar("T", Counter, Gauge, Histogram)


@dataclass(frozen=True, slots=True)
class Metric(Generic[T]):
    """A metric's name, sentence and labels, before any process counts on it."""

    kind: type[T]
    name: str
    sentence: str
    labels: tuple[str, ...] = ()

    def on(self, registry: CollectorRegistry) -> T:
        """The metric, placed on a process's registry."""
        return self.kind(self.name, self.sentence, self.labels, registry=registry)


# the worker
BATCHES = Metric(Counter, "handrail_worker_batches", "Batches taken in.", ("partition",))
EVENTS = Metric(Counter, "handrail_worker_events", "Events in trajectories that were committed.", ("partition",))
DUPLICATES = Metric(
    Counter, "handrail_worker_duplicates", "Batches dropped because they had been taken in before.", ("partition",)
)
GAPS = Metric(Counter, "handrail_worker_gaps", "Batches that never arrived.", ("partition",))
DEAD = Metric(Counter, "handrail_worker_dead_letters", "Records that could not be taken in.", ("partition", "reason"))
TRAJECTORIES = Metric(Counter, "handrail_worker_trajectories", "Trajectories committed.", ("partition", "reason"))
STEPS = Metric(Counter, "handrail_worker_steps", "Steps of committed trajectories.", ("kind",))
FINDINGS = Metric(Counter, "handrail_worker_findings", "Values replaced.", ("entity_type",))
WITHHELD = Metric(Counter, "handrail_worker_withheld_texts", "Texts withheld whole.")
TRANSACTION = Metric(Histogram, "handrail_worker_transaction_seconds", "Time of one transaction.")
FENCED = Metric(Counter, "handrail_worker_fenced", "Transactions refused because another worker owns the partition.")
OPEN_TRAJECTORIES = Metric(Gauge, "handrail_worker_open_trajectories", "Trajectories that are open.", ("partition",))
OPEN_BYTES = Metric(Gauge, "handrail_worker_open_bytes", "Sealed bytes held in open trajectories.", ("partition",))
OLDEST_OPEN = Metric(
    Gauge, "handrail_worker_oldest_open_seconds", "Append time of the oldest batch not yet emitted, epoch.", ("partition",)
)
WATERMARK = Metric(
    Gauge, "handrail_worker_watermark_seconds", "Everything appended before it has been emitted, epoch.", ("partition",)
)

ACCEPTED_GAPS = Metric(Gauge, "handrail_worker_accepted_gaps", "Gaps in the log that a person accepted.", ("partition",))

# the sink
ROWS = Metric(Counter, "handrail_sink_rows", "Rows committed.", ("table",))
COMMITS = Metric(Counter, "handrail_sink_commits", "Commits to a table.", ("table",))
CONFLICTS = Metric(Counter, "handrail_sink_conflicts", "Commits that met another one.", ("table", "outcome"))
COMMIT_SECONDS = Metric(Histogram, "handrail_sink_commit_seconds", "Time of one commit, its upload included.", ("table",))
FILE_BYTES = Metric(Counter, "handrail_sink_file_bytes", "Bytes of committed Parquet files.", ("table",))
RETRIES = Metric(Counter, "handrail_sink_retries", "Attempts repeated because a server did not answer as it should.", ("table",))
DURABLE = Metric(Gauge, "handrail_sink_durable_offset", "Next offset that is not in the table.", ("table", "partition"))
VALID_THROUGH = Metric(
    Gauge, "handrail_sink_valid_through_seconds", "Everything appended before it is in the table, epoch.", ("table", "partition")
)
