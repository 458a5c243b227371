"""The command `simulate`."""

import json
import re
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from producers import options
from producers.batcher import MAX_EVENTS, MAX_MILLISECONDS
from producers.connection import connect
from producers.simulator import simulate as simulating
from producers.simulator.counts import Simulated
from producers.simulator.faults import USUAL
from producers.simulator.pace import Pace
from producers.simulator.plan import Plan
from schemas import logs, settings

_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
_YEARS = range(2000, 2100)  # so that a clock which is wrong by years still shows a time that a row can hold


class Instant(click.ParamType):
    """A moment in ISO 8601, UTC unless it says otherwise."""

    name = "ISO"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Epoch milliseconds."""
        if isinstance(value, int):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a moment such as 2026-01-12T09:00:00Z.", param, ctx)
        if moment.year not in _YEARS:
            self.fail(f"{value!r} is not between {_YEARS.start} and {_YEARS.stop}.", param, ctx)
        return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _name(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """A name of a run, a new one if none is given."""
    if value is None:
        return secrets.token_hex(8)
    if not _NAME.fullmatch(value):
        raise click.BadParameter("a name has 1 to 64 letters, digits or dashes.")
    return value


@click.command()
@options.folder
@options.config
@click.option("--devices", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many there are.")
@click.option(
    "--rate", type=click.FloatRange(0), default=0, show_default=True, help="Events a second over all devices; 0: no limit."
)
@click.option(
    "--speed", type=options.Speed(), default="max", show_default=True, help="Event time against the wall at most; max: no limit."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same devices and people.")
@click.option("--events", type=click.IntRange(1), help="End after so many events.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="End after so many minutes.")
@click.option(
    "--faults",
    type=click.FloatRange(0, 100),
    default=1,
    show_default=True,
    help="How much goes wrong, against the usual; 0: nothing.",
)
@click.option("--start", type=Instant(), help="Event time of the begin; now, if not given.")
@click.option("--boot", callback=_name, help="Name of the run; the same name again gives duplicates. A new one, if not given.")
@click.option(
    "--batch-events", type=click.IntRange(1, 10_000), default=MAX_EVENTS, show_default=True, help="Of a batch, at most."
)
@click.option(
    "--batch-seconds",
    type=click.FloatRange(0.1, 86_400),
    default=MAX_MILLISECONDS / 1000,
    show_default=True,
    help="Event time of a batch, at most.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def simulate(  # noqa: PLR0913 - one for each option
    folder: Path,
    config: Path | None,
    *,
    devices: int,
    rate: float,
    speed: float | None,
    seed: int,
    events: int | None,
    minutes: float | None,
    faults: float,
    start: int | None,
    boot: str,
    batch_events: int,
    batch_seconds: float,
    as_json: bool,
) -> None:
    """Publish what invented people do at many devices, until told to end, or after --events or --minutes."""
    logs.configure()
    plan = Plan(
        devices=devices,
        seed=seed,
        start=time.time_ns() // 1_000_000 if start is None else start,
        boot=boot,
        events=events,
        faults=USUAL.times(faults),
        batch_events=batch_events,
        batch_milliseconds=round(batch_seconds * 1000),
    )
    chosen = settings.load("producer", folder, config)
    servers = connect(chosen)
    with _until(minutes) as going, _shown(events) as watch:
        counts = simulating.simulate(chosen, *servers, plan, Pace(rate or None, speed), going, watch)
    _report(counts, as_json=as_json)


@contextmanager
def _until(minutes: float | None) -> Iterator[Callable[[], bool]]:
    """Whether to go on: until the time is over, or the first signal; a second one ends the process as usual."""
    end = time.monotonic() + minutes * 60 if minutes else float("inf")
    told: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def hear(number: int, _: object) -> None:
        told.append(number)
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, hear)
    yield lambda: not told and time.monotonic() < end
    for number, handler in before.items():
        signal.signal(number, handler)
    if told:
        click.echo(f"Stopped by {signal.Signals(told[0]).name}; all that was published is acknowledged.", err=True)


@contextmanager
def _shown(events: int | None) -> Iterator[Callable[[int], object]]:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("events", total=events)
        yield lambda more: progress.advance(task, more)


def _report(counts: Simulated, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(counts.as_dict()))
        return
    for name, count in counts.as_dict().items():
        click.echo(f"{name.replace('_', ' ')}: {count:,}")
