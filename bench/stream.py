"""What the worker costs without redaction: events per CPU-second, by devices, memory of an open device, and time to recover.

The load is simulated (`handrail simulate`): the log is filled first, then one worker reads it alone. `python -m bench.stream`.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bench import measure
from deploy.local import stack
from producers.connection import connect
from producers.simulator.counts import Simulated
from producers.simulator.faults import USUAL
from producers.simulator.plan import Plan
from producers.simulator.simulate import simulate
from schemas import metrics

START = 1_767_225_600_000  # event time, epoch milliseconds
FOREVER = 1 << 50
STEADY = {256: 2_400_000, 20: 1_000_000}  # events a batch at most → events; a change of focus ends a batch: of 256, 200 are left
FLEETS = (10, 100, 1_000, 10_000)
OF_A_TRAJECTORY = 100  # events, in the cases that differ by devices alone
NEVER = dict.fromkeys(("session_gap", "silence", "soft_cap", "hard_cap", "events", "bytes", "budget"), FOREVER)
BACKLOG = 680_000  # what 100 simulated people do in 15 minutes
_console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker did with a log, from its first tenth to its end: what starting costs is not in it."""

    counts: Simulated
    batches: float
    cpu: float
    wall: float

    @property
    def row(self) -> str:
        """Cells of a Markdown table."""
        each = self.counts.events / self.counts.batches
        times = f"{self.cpu:.1f} | {self.wall:.1f} | {each * self.batches / self.cpu:,.0f} | {self.cpu / self.batches * 1e6:,.0f}"
        return f"{self.counts.devices:,} | {each * self.batches:,.0f} | {each:.1f} | {times}"


def main() -> None:
    """Run every case and print tables."""
    measure.leave_a_cpu()
    head = "devices | events | events a batch | CPU s | wall s | events per CPU s | CPU µs a batch |"
    rule = "|---" * 8 + "|"
    print(f"| at most |{head}\n{rule}")
    for size, events in STEADY.items():
        print(f"| {size} a batch | {_steady(size, events).row} |")
    print(f"\n| trajectories of {OF_A_TRAJECTORY} events |{head}\n{rule}")
    for devices in FLEETS:
        print(f"| 20 a batch | {_fleet(devices).row} |")
    print(f"\n{_open()}")
    print(f"\nRecovery after kill -9 with a backlog of 15 minutes of 100 devices ({BACKLOG:,} events): {_recovery():.1f} s")


def _steady(size: int, events: int) -> Result:
    with _filled(devices=100, events=events, batch_events=size) as (servers, counts):
        return _run(servers, counts)


def _fleet(devices: int) -> Result:
    with _filled(devices=devices, events=1_000_000, batch_events=20) as (servers, counts):
        return _run(servers, counts, events=OF_A_TRAJECTORY)


def _open() -> str:
    """What an open trajectory takes of the worker's memory: a fleet of which nothing is ever closed."""
    with _filled(devices=FLEETS[-1], events=1_000_000, batch_events=20) as (servers, counts):
        with measure.worker(servers, "handrail-bench", redacts=False, **NEVER) as (process, state):
            before = measure.memory(process)
            measure.until(lambda: measure.metric(state, metrics.BATCHES) >= counts.batches, process)
            each = (measure.memory(process) - before) / counts.devices
        batches, events = counts.batches / counts.devices, counts.events / counts.devices
    what = f"An open trajectory of {events:.0f} events in {batches:.0f} batches"
    return f"{what}: {each:,.0f} bytes resident, with {counts.devices:,} open"


@contextmanager
def _filled(**plan: int) -> Iterator[tuple[stack.Stack, Simulated]]:
    """Servers with a log."""
    with tempfile.TemporaryDirectory() as place, stack.running(Path(place) / "stack") as servers:
        yield servers, _fill(servers, "first", **plan)


def _fill(servers: stack.Stack, boot: str, **plan: int) -> Simulated:
    settings = servers.settings("producer")
    whole = Plan(seed=1, start=START, boot=boot, faults=USUAL.times(0), batch_milliseconds=FOREVER, **plan)
    began = time.perf_counter()
    counts = simulate(settings, *connect(settings), whole)
    _console.print(f"{counts.devices:,} devices, {counts.events:,} events published in {time.perf_counter() - began:.0f} s")
    return counts


def _run(servers: stack.Stack, counts: Simulated, **limits: float) -> Result:
    """Let a worker read the log; CPU and wall run from a tenth of its batches to the last event committed."""
    with measure.worker(servers, "handrail-bench", redacts=False, **limits) as (process, state):
        measure.until(lambda: measure.metric(state, metrics.BATCHES) >= counts.batches / 10, process)
        before, spent, began = measure.metric(state, metrics.BATCHES), measure.cpu(process), time.perf_counter()
        measure.until(lambda: measure.metric(state, metrics.EVENTS) >= counts.events, process)
        cpu, wall = measure.cpu(process) - spent, time.perf_counter() - began
        return Result(counts, counts.batches - before, cpu, wall)


def _recovery() -> float:
    """Seconds from the start of a worker that was killed until it has caught up."""
    with _filled(devices=100, events=100_000, batch_events=20) as (servers, first):
        with measure.worker(servers, "handrail-bench", redacts=False) as (process, state):
            measure.until(lambda: measure.metric(state, metrics.BATCHES) >= first.batches / 2, process)
            measure.kill(process)
        _fill(servers, "second", devices=100, events=BACKLOG, batch_events=256)
        ends, began = measure.ends(servers), time.perf_counter()
        with measure.worker(servers, "handrail-bench", redacts=False) as (process, state):
            measure.until(lambda: _reached(measure.committed(servers, "handrail-bench"), ends), process)
            return time.perf_counter() - began


def _reached(committed: dict[int, int], ends: dict[int, int]) -> bool:
    return all(committed[partition] >= end for partition, end in ends.items())


if __name__ == "__main__":
    main()
