"""The sink's metrics, on its own registry."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from schemas import metrics


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the sink counts; the names are declared in `schemas.metrics`."""

    rows: Counter
    commits: Counter
    conflicts: Counter
    seconds: Histogram
    bytes: Counter
    retries: Counter
    durable: Gauge
    valid_through: Gauge


def on(registry: CollectorRegistry) -> Metrics:
    """Place the metrics on a registry."""
    return Metrics(
        rows=metrics.ROWS.on(registry),
        commits=metrics.COMMITS.on(registry),
        conflicts=metrics.CONFLICTS.on(registry),
        seconds=metrics.COMMIT_SECONDS.on(registry),
        bytes=metrics.FILE_BYTES.on(registry),
        retries=metrics.RETRIES.on(registry),
        durable=metrics.DURABLE.on(registry),
        valid_through=metrics.VALID_THROUGH.on(registry),
    )
