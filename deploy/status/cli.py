"""The command `status`."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from deploy.status.look import Status, look
from schemas import settings


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, resolve_path=True),
    default="var",
    show_default=True,
    envvar="HANDRAIL_DIR",
    help="The stack's folder.",
)
@click.option("--config", type=click.Path(path_type=Path), help="Settings file, in place of DIR/roles/admin.toml.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(folder: Path, config: Path | None, *, as_json: bool) -> None:
    """Show lag, durability and health. Exits 1 when a process is not healthy."""
    found = look(settings.load("admin", folder, config), folder)
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=1))
    else:
        _show(Console(), found, time.time())
    if not found.healthy:
        raise click.exceptions.Exit(1)


def _show(console: Console, found: Status, now: float) -> None:
    columns = "partition", "log end", "committed", "lag", "oldest open", "produced", "durable", "valid through"
    table = Table(*columns, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place in found.places:
        lag = place.end - (place.committed or 0)
        table.add_row(
            *map(_number, (place.partition, place.end, place.committed, lag)),
            _ago(place.oldest_open, now),
            *map(_number, (place.produced, place.durable)),
            _instant(place.valid_through),
        )
    console.print(table)
    for place in found.places:
        if place.accepted_gaps:
            console.print(f"partition {place.partition}: {place.accepted_gaps} gaps in the log were accepted")
    letters = ", ".join(f"{count} {reason}" for reason, count in sorted(found.dead_letters.items())) or "none"
    console.print(f"\ndead letters: {letters}")
    for name, answer in found.health.items():
        console.print(f"{name}: {answer}")


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _ago(moment: float | None, now: float) -> str:
    return "-" if moment is None else f"{now - moment:,.0f} s"


def _instant(moment: float | None) -> str:
    return "-" if moment is None else datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
