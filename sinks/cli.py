"""The command `sink`: settings in, errors out as sentences."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event

import click
from prometheus_client import CollectorRegistry

from schemas import logs
from schemas.errors import HandrailError
from schemas.settings import load
from sinks import options
from sinks.dataset.maintain import maintaining
from sinks.health import Health, serving
from sinks.retry import Stopped
from sinks.wiring import wired


@click.command()
@options.folder
@options.config
@click.option("--maintain", is_flag=True, help="Compact and vacuum the data set as well, in a process beside this one.")
def sink(folder: Path, config: Path | None, *, maintain: bool) -> None:
    """Write trajectories and reports to the data set, until told to end."""
    logs.configure()
    settings, stop, registry = load("sink", folder, config), _on_signals(), CollectorRegistry()
    health = Health(time.monotonic, patience=settings.stall_seconds)
    with serving(health, registry, settings.http_port) as port, _told(settings.state / "http", port):
        try:
            with maintaining(settings) if maintain else nullcontext():
                wired(settings, stop, health, registry).run(stop)
        except Stopped:
            click.echo("Stopped while the S3 store was away.", err=True)


def _on_signals() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextmanager
def _told(path: Path, port: int) -> Iterator[None]:
    """Say in a file which port answers, while the process runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{port}\n", encoding="ascii")
    except OSError as fault:
        raise HandrailError(f"The file {path} cannot be written: {fault.strerror}.") from None
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
