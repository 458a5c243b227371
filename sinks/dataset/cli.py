"""The command `dataset`: looking at the data set, verifying it, keeping it, reading it."""

from pathlib import Path

import click
from rich.console import Console

from schemas.errors import HandrailError
from schemas.settings import Settings, load
from sinks import options
from sinks.dataset import export_cli as exporting
from sinks.dataset import history as recalling
from sinks.dataset import info as informing
from sinks.dataset import keep_cli as keeping
from sinks.dataset import pins as pinning
from sinks.dataset import verify_cli as verifying
from sinks.dataset.reading import Dataset
from sinks.tables import store_of


@click.group()
def dataset() -> None:
    """Look at the data set, verify it, keep it, and take it elsewhere."""


@dataset.command()
@options.folder
@options.config
def info(folder: Path, config: Path | None) -> None:
    """Show versions, sizes, dates, and how far the data set is complete."""
    informing.show(_dataset(load("auditor", folder, config)))


@dataset.command()
@options.folder
@options.config
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for machines.")
def verify(folder: Path, config: Path | None, *, as_json: bool) -> None:
    """Check files against the log, the log against itself, and that every row is there once, with its report.

    Ends with status 1 where there is a fault, and 2 where it could not be looked for any.
    """
    try:
        sound = verifying.sound(load("auditor", folder, config), as_json=as_json)
    except HandrailError as fault:
        click.echo(f"handrail: {fault}", err=True)
        raise click.exceptions.Exit(2) from None
    if not sound:
        raise click.exceptions.Exit(1)


@dataset.command()
@options.folder
@options.config
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Versions of each table.")
def history(folder: Path, config: Path | None, limit: int) -> None:
    """Show what became of the tables, newest version first."""
    with keeping.opened("auditor", folder, config) as (_, tables):
        for objects in tables:
            Console().print(recalling.table(objects, pinning.beside(objects).all(), limit))


for command in (
    *(keeping.compact, keeping.vacuum, keeping.erase, keeping.retain, keeping.pin, keeping.pins, keeping.unpin),
    *(exporting.export_command, exporting.card_command),
):
    dataset.add_command(command)


def _dataset(settings: Settings) -> Dataset:
    return Dataset(store_of(settings), settings.application, settings.partitions)
