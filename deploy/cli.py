"""The commands `up`, `down` and `topics`."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from deploy.local import progress, stack
from deploy.local.home import Home
from deploy.local.run import find
from deploy.topics import apply
from schemas.errors import HandrailError
from schemas.settings import parse

_folder = click.option(
    "--dir",
    "folder",
    default="var",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="The stack's folder.",
)


@click.command()
@_folder
@click.option("--foreground", is_flag=True, help="Stay, and stop the servers on Ctrl-C.")
def up(folder: Path, *, foreground: bool) -> None:
    """Start Kafka, a schema registry and an S3 store on this machine, for this machine alone."""
    console = Console()
    with _readable(folder):
        if find(Home(folder)):
            progress.say_where(console, stack.Stack(Home(folder)), "is already running")
        elif foreground:
            _stay(console, folder)
        else:
            with progress.shown(console) as watch:
                started = stack.start(folder, watch)
            progress.say_where(console, started, "is running")


@click.command()
@_folder
def down(folder: Path) -> None:
    """Stop the servers that `up` started."""
    with _readable(folder):
        stopped = stack.stop(Home(folder))
    click.echo(f"The stack in {folder} is stopped." if stopped else f"No stack is running in {folder}.")


@click.group()
def topics() -> None:
    """Topics, permissions, schemas and the bucket, as declared."""


@topics.command("apply")
@_folder
@click.option(
    "--settings",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Settings of the admin role, for servers elsewhere.",
)
def apply_topics(folder: Path, file: Path | None) -> None:
    """Make the servers what is declared, and say what was changed."""
    with _readable(folder):
        settings = parse(file.read_text("utf-8"), str(file)) if file else stack.role_settings(Home(folder), "admin")
    table = Table("What", "Name", "Change", box=None, padding=(0, 2, 0, 0))
    for change in apply(settings):
        table.add_row(change.what, change.name, change.how)
    Console().print(table if table.row_count else "Nothing to change.")


def _stay(console: Console, folder: Path) -> None:
    """Run the servers until somebody asks for the end, or they end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ExitStack() as stays:
            with progress.shown(console) as watch:
                running = stays.enter_context(stack.running(folder, watch))
            progress.say_where(console, running, "is running until you press Ctrl-C")
            while running.run():  # raises once the stack has ended by itself
                time.sleep(1)
    except KeyboardInterrupt:
        click.echo(f"The stack in {folder} is stopped.")


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses (a full disk, a folder of somebody else) into one sentence."""
    try:
        yield
    except OSError as fault:
        raise HandrailError(f"{fault.filename or folder}: {fault.strerror}.") from None
