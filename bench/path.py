"""Events per CPU-second and wall second of worker and sink, apart, on the recordings and at 200 events a batch.

The log is filled first, then each process reads it alone: `python -m bench.path [FOLDER]`, with FOLDER holding inputlog/ and
ducktrack/. Servers are real and local; their CPU is not counted. A worker's CPU includes its helper process.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from bench import measure
from deploy import processes
from deploy.local import stack
from producers import epochs
from producers.batcher import MAX_EVENTS, MAX_MILLISECONDS, Batcher
from producers.connection import connect
from producers.devices import enrol, pseudonym
from producers.gate import Gate
from producers.policy import DEFAULT_POLICY, load
from producers.publisher import Published, Publisher
from producers.recordings import folders, formats
from schemas import metrics
from schemas.settings import Settings
from sinks.dataset.reading import Dataset
from sinks.tables import store_of

FOREVER = 1 << 60
MIXES = {
    "real mix": (MAX_EVENTS, MAX_MILLISECONDS),
    "200 events a batch": (200, FOREVER),
}
_console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What one process did with a log."""

    mix: str
    process: str
    events: int
    batches: int
    cpu: float
    wall: float

    def row(self) -> str:
        """A row of a Markdown table."""
        per = f"{self.events / self.cpu:,.0f} | {self.events / self.wall:,.0f}"
        return f"| {self.mix} | {self.process} | {self.events:,} | {self.batches:,} | {self.cpu:.1f} | {self.wall:.1f} | {per} |"


def main(recordings: Path) -> None:
    """Run every case and print a table."""
    files = folders.expand([recordings / "inputlog", recordings / "ducktrack"])
    results = [result for mix in MIXES for result in _mix(mix, files)]
    print("| mix | process | events | batches | CPU s | wall s | events per CPU s | events per wall s |")
    print("|---|---|---|---|---|---|---|---|")
    for result in results:
        print(result.row())


def _mix(mix: str, files: Sequence[Path]) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as place, stack.running(Path(place) / "stack") as servers:
        _console.print(f"{mix}: publishing {len(files)} recordings")
        before, began = time.process_time(), time.perf_counter()
        done = publish(servers.settings("producer"), files, *MIXES[mix])
        spent = time.process_time() - before, time.perf_counter() - began
        events, batches = sum(one.events for one in done), sum(one.batches for one in done)
        yield Result(mix, "publisher, reading the files included", events, batches, *spent)
        for name, application in (("worker", "handrail"), ("worker without redaction", "handrail-plain")):
            yield Result(mix, name, events, batches, *_worker(servers, application, events))
        yield Result(mix, "sink", events, batches, *_sink(servers, events))


def publish(settings: Settings, files: Sequence[Path], max_events: int, max_milliseconds: int) -> list[Published]:
    """Publish recordings in batches of a given size; each is a device of its own."""
    transport, contracts = connect(settings)
    known, policy, done = epochs.load(settings.keys.epochs), load(DEFAULT_POLICY), []
    for file in files:
        recording = formats.read(file)
        device = enrol(settings.keys, recording.digest, pseudonym(settings.keys, recording.digest))
        batcher = Batcher(max_events, max_milliseconds)
        publisher = Publisher(device, recording.digest, Gate(policy), known, contracts, transport.send, batcher=batcher)
        for event, context in recording.events:
            publisher.publish(event, context)
        publisher.close()
        done.append(publisher.published)
    transport.flush()
    return done


def _worker(servers: stack.Stack, application: str, events: int) -> tuple[float, float]:
    with measure.worker(servers, application, redacts=application == "handrail") as (process, state):
        return _measure(process, lambda: measure.metric(state, metrics.EVENTS) >= events)


def _sink(servers: stack.Stack, events: int) -> tuple[float, float]:
    folder = servers.home.path
    settings = servers.settings("auditor")
    dataset = Dataset(store_of(settings), settings.application, settings.partitions)

    def done() -> bool:
        return (
            dataset.exists()
            and sum(sum(b["event_count"].to_pylist()) for b in dataset.trajectories().batches(["event_count"])) >= events
        )

    command = [sys.executable, "-m", "handrail", "sink", "--dir", str(folder)]
    with measure.running(command, {}, folder / "logs" / "sink.log") as process:
        measure.until(lambda: processes.health(folder / "sink") == "ok", process)
        return _measure(process, done)


def _measure(process: psutil.Popen, done: Callable[[], bool]) -> tuple[float, float]:
    """CPU seconds of the process and its children, and wall seconds, until done."""
    _console.print(f"  {' '.join(process.args[1:4])}: running")
    spent, began = measure.cpu(process), time.perf_counter()
    measure.until(done, process)
    return measure.cpu(process) - spent, time.perf_counter() - began


if __name__ == "__main__":
    default = os.environ.get("HANDRAIL_RECORDINGS", "../shared/data")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else default))
