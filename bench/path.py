"""Events per CPU-second and wall second of worker and sink, apart, on the recordings and at 200 events a batch.

The log is filled first, then each process reads it alone: `python -m bench.path [FOLDER]`, with FOLDER holding inputlog/ and
ducktrack/. Servers are real and local; their CPU is not counted. A worker's CPU includes its helper process.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from confluent_kafka.schema_registry import SchemaRegistryClient
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from deploy import processes
from deploy.local import stack
from deploy.topics import apply
from producers import epochs
from producers.batcher import MAX_EVENTS, MAX_MILLISECONDS, Batcher
from producers.devices import enrol, pseudonym
from producers.gate import Gate
from producers.policy import DEFAULT_POLICY, load
from producers.publisher import Contracts, Published, Publisher
from producers.recordings import folders, formats
from producers.transport import Transport
from schemas import metrics
from schemas.settings import Settings
from sinks.dataset.reading import Dataset
from sinks.tables import store_of

FOREVER = 1 << 60
MIXES = {
    "real mix": (MAX_EVENTS, MAX_MILLISECONDS),
    "200 events a batch": (200, FOREVER),
}
_LIMIT = 900.0
_PAUSE = 0.25
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
    transport = Transport(settings)
    contracts = Contracts.look_up(SchemaRegistryClient(settings.registry.client()))
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
    folder = servers.home.path
    environment = {"HANDRAIL_APPLICATION": application, "HANDRAIL_STATE": str(folder / application)}
    apply(servers.settings("admin").model_copy(update={"application": application}))
    plain = application != "handrail"
    command = (
        [sys.executable, "-m", "bench.worker", str(folder)] if plain else [sys.executable, "-m", "streams", "--dir", str(folder)]
    )
    with _running(command, environment, folder / "logs" / f"{application}.log") as process:
        return _measure(process, folder / application, lambda: _counted(folder / application) >= events)


def _counted(state: Path) -> float:
    families = text_string_to_metric_families(processes.fetch(state, "metrics") or "")
    name = f"{metrics.EVENTS.name}_total"
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


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
    with _running(command, {}, folder / "logs" / "sink.log") as process:
        return _measure(process, folder / "sink", done)


@contextmanager
def _running(command: Sequence[str], environment: dict[str, str], log: Path) -> Iterator[psutil.Popen]:
    with log.open("ab") as out:
        process = psutil.Popen(command, env=os.environ | environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _measure(process: psutil.Popen, state: Path, done: Callable[[], bool]) -> tuple[float, float]:
    """CPU seconds of the process and its children, and wall seconds, from healthy to done."""
    _console.print(f"  {' '.join(process.cmdline()[1:4])}: running")
    _until(lambda: processes.health(state) == "ok", process)
    cpu, began = _cpu(process), time.perf_counter()
    _until(done, process)
    return _cpu(process) - cpu, time.perf_counter() - began


def _until(holds: Callable[[], bool], process: psutil.Popen) -> None:
    end = time.monotonic() + _LIMIT
    while not holds():
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"{process.args} ended, or did not come to its end in {_LIMIT:.0f} s")
        time.sleep(_PAUSE)


def _cpu(process: psutil.Popen) -> float:
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


if __name__ == "__main__":
    default = os.environ.get("HANDRAIL_RECORDINGS", "../shared/data")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else default))
