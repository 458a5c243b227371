"""Steps and trajectories per CPU-second from Kafka to a committed file: the sink, and beside it the plain way.

The plain way: consume, fastavro, `Table.from_pylist`, `write_deltalake`. Each reads a full log of the same records with real
local servers, whose CPU is not counted, and commits after as many rows. `python -m bench.sink [TRAJECTORIES]`.
"""

import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pyarrow as pa
from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from deltalake import DeltaTable, write_deltalake
from prometheus_client import CollectorRegistry
from rich.console import Console

from bench.sink_mix import STEPS, trajectories
from deploy.local import stack
from deploy.topics import apply
from schemas.codec import Decoder, Encoder, registered_id
from schemas.settings import Settings
from schemas.topics import TRAJECTORIES
from sinks.arrow import row
from sinks.batch import Rotation
from sinks.health import Health
from sinks.store import reader_options
from sinks.tables import ROWS, store_of
from sinks.wiring import wired

TRAJECTORIES_EACH = 40_000
TURNS = ("sink", "plain", "sink")  # the machine is shared
REPEATED = {"sink": 5, "plain": 1}  # how often each reads the same: the plain way takes long
_console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What one way made of the log."""

    way: str
    rows: int
    cpu: float
    wall: float
    size: int

    def line(self) -> str:
        """A row of a Markdown table."""
        per = f"{self.rows * STEPS / self.cpu:,.0f} | {self.rows / self.cpu:,.0f}"
        return f"| {self.way} | {self.rows:,} | {self.cpu:.2f} | {self.wall:.1f} | {per} | {self.size / self.rows:,.0f} |"


def main(count: int) -> None:
    """Fill a log for each way, let each read its own, print a table."""
    with tempfile.TemporaryDirectory() as place, stack.running(Path(place) / "stack") as servers:
        _console.print(f"making {count:,} trajectories of {STEPS} steps")
        values = framed(servers.settings("worker"), count)
        results = [_measure(way, servers, values * REPEATED[way]) for way in TURNS]
    print(
        "| way | rows | CPU s | wall s | steps per CPU s | trajectories per CPU s | bytes a row |\n|---|---|---|---|---|---|---|"
    )
    print("\n".join(result.line() for result in results))
    ours, plain = results[-1], results[1]
    faster, smaller = plain.cpu / plain.rows * ours.rows / ours.cpu, ours.size / ours.rows / plain.size * plain.rows
    print(f"\nThe sink is {faster:.1f} times as fast, and writes {smaller:.0%} of the bytes.")


def framed(settings: Settings, count: int) -> list[bytes]:
    """Trajectories, as a worker writes them to the log."""
    with SchemaRegistryClient(settings.registry.client()) as registry:
        encoder = Encoder("Trajectory", registered_id(registry, TRAJECTORIES, "Trajectory"))
    return [encoder(trajectory) for trajectory in trajectories(count)]


def _measure(way: str, servers: stack.Stack, values: Sequence[bytes]) -> Result:
    _console.print(f"  {way}: running")
    application = f"handrail-{way}-{uuid.uuid4().hex[:8]}"
    apply(servers.settings("admin").model_copy(update={"application": application}))
    _fill(servers.settings("worker"), TRAJECTORIES.of(application), values)
    settings = servers.settings("sink").model_copy(update={"application": application})
    cpu, wall = time.process_time(), time.perf_counter()
    {"sink": _sink, "plain": _plain}[way](settings, len(values))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    files = pa.table(DeltaTable(_uri(settings), storage_options=_options(settings)).get_add_actions(flatten=True))
    assert sum(files["num_records"].to_pylist()) == len(values)
    return Result(way, len(values), cpu, wall, sum(files["size_bytes"].to_pylist()))


def _fill(settings: Settings, topic: str, values: Sequence[bytes]) -> None:
    producer = Producer(settings.kafka.client(linger_ms=50, queue_buffering_max_messages=len(values) + 1))
    for number, value in enumerate(values):
        producer.produce(topic, value, partition=number % settings.partitions)
        producer.poll(0)
    producer.flush()


def _sink(settings: Settings, count: int) -> None:
    """The sink as it runs, until it has committed so many rows."""
    stop, registry = Event(), CollectorRegistry()

    def watch() -> None:
        while (registry.get_sample_value("handrail_sink_rows_total", {"table": ROWS.name}) or 0) < count:
            time.sleep(0.1)
        stop.set()

    Thread(target=watch, daemon=True).start()
    wired(settings, stop, Health(time.monotonic), registry).run(stop)


def _plain(settings: Settings, count: int) -> None:
    """What one writes first: a Python object for every step."""
    decoder = Decoder(SchemaRegistryClient(settings.registry.client()))
    group = settings.kafka.client(group_id=f"{settings.application}-sink", auto_offset_reset="earliest", enable_auto_commit=False)
    consumer = Consumer(group)
    consumer.subscribe([TRAJECTORIES.of(settings.application)])
    done, rows = 0, list[dict[str, Any]]()
    while done < count:
        rows += [row(decoder(message.value())[1]) for message in consumer.consume(500, 0.25) if message.error() is None]
        if len(rows) >= Rotation().rows or done + len(rows) == count:
            table = pa.Table.from_pylist(rows, schema=ROWS.schema)
            write_deltalake(_uri(settings), table, mode="append", partition_by=["date"], storage_options=_options(settings))
            done, rows = done + len(rows), []
    consumer.close()


def _uri(settings: Settings) -> str:
    return f"s3://{ROWS.path(store_of(settings), settings.application)}"


def _options(settings: Settings) -> dict[str, str]:
    return reader_options(store_of(settings))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRAJECTORIES_EACH)
