"""What the desktop agent costs and gets right, beside a recorder on pynput that watches the same person in the same run.

`python -m bench.agent [--minutes 10]`. A scripted person sits at an X server of their own with a window manager and a GTK
application. The agent's brokers are away: what it would upload lies in its spool, and is opened with keys made for this run.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil
from rapidfuzz.distance import LCSseq
from rich.console import Console

from bench import measure
from bench.desktop.person import Person
from bench.desktop.recorders import Ours, Pynput
from bench.desktop.script import MOVES, SECRET, Script
from tests.producers.desktop import desktops

RESULTS = Path(__file__).with_name("RESULTS.md")
IDLE = 30.0  # seconds
SETTLED = 6.0  # after which what happened is in the spool
_console = Console(stderr=True)


@dataclass(slots=True)
class Watched:
    """A recorder under measurement: CPU seconds by what the person did, and resident bytes at their highest."""

    recorder: Ours | Pynput
    process: psutil.Popen
    cpu: dict[str, float] = field(default_factory=dict)
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What the person did: the text to be seen, how many events of ordinary work in how many seconds, and from when to when."""

    typed: str
    events: int
    seconds: float
    begin: float
    end: float
    secrets: int


def main(minutes: int) -> None:
    """Measure both, print the table and append it to the results."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        desktop = desktops.started(stack, folder)
        application = stack.enter_context(desktop.application("Orders"))
        recorders = Ours(desktop, folder), Pynput(desktop, folder)
        with ExitStack() as running:
            watched = [Watched(recorder, running.enter_context(recorder.running())) for recorder in recorders]
            done = _session(Script(Person(desktop), application), watched, minutes)
            status = recorders[0].status()
        table = "\n".join(_table(watched, done))
        left_out = status.left_out if status else "it did not answer"
    report = f"{_heading(minutes, done)}\n{table}\n\nAt the end the agent said: {left_out}.\n"
    print(report)
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(f"\n{report}")


def _session(script: Script, watched: Sequence[Watched], minutes: int) -> Done:
    time.sleep(SETTLED)
    _spent("idle", watched, lambda: time.sleep(IDLE))
    _spent("moves", watched, script.burst)
    time.sleep(SETTLED)
    begin, before = time.time(), script.person.events

    def work() -> None:
        for number in range(minutes):
            script.work(number)
            _console.print(f"  minute {number + 1} of {minutes}")

    _spent("work", watched, work)
    time.sleep(SETTLED)
    events = script.person.events - before
    return Done("".join(script.typed), events, script.active, begin, time.time(), minutes)


def _spent(what: str, watched: Sequence[Watched], do: Callable[[], object]) -> None:
    _console.print(what)
    before = [measure.cpu(one.process) for one in watched]
    do()
    for one, used in zip(watched, before, strict=True):
        one.cpu[what] = measure.cpu(one.process) - used
        one.memory = max(one.memory, measure.memory(one.process))


def _table(watched: Sequence[Watched], done: Done) -> list[str]:
    head = "| | CPU s per 10,000 moves at 1 kHz | % of a core at work | µs per event at work | µs per idle second | resident MB |"
    rows = [f"{head} MB uploaded per active hour | characters right | characters of secrets |", "|---" * 9 + "|"]
    for one in watched:
        per_event, per_idle = one.cpu["work"] / done.events * 1e6, one.cpu["idle"] / IDLE * 1e6
        share, hourly = one.cpu["work"] / done.seconds, one.recorder.uploaded(done.begin, done.end) / done.seconds * 3_600
        cost = f"{one.cpu['moves'] / MOVES * 10_000:.2f} | {share:.2%} | {per_event:,.0f} | {per_idle:,.0f}"
        text = one.recorder.typed()
        right = LCSseq.similarity(done.typed, text)
        rows.append(
            f"| {one.recorder.name} | {cost} | {one.memory / 1e6:.1f} | {hourly / 1e6:.2f} "
            f"| {right} of {len(done.typed)} | {_secret(text)} of {len(SECRET) * done.secrets} |"
        )
    return rows


def _secret(text: str) -> int:
    return text.count(SECRET) * len(SECRET)


def _heading(minutes: int, done: Done) -> str:
    return (
        f"## {datetime.now(UTC):%Y-%m-%d}: the desktop agent (`make bench-agent`, {minutes} minutes)\n\n"
        f"{IDLE:.0f} s without input, {MOVES:,} moves at 1 kHz, {minutes} minutes of ordinary work with {done.events:,} events\n"
        "(layouts us, de and us-intl in turn, AltGr and dead keys; a password a minute). Both recorders watch the same person.\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    main(parser.parse_args().minutes)
