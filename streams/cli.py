"""Commands of the stream stage: the worker, and a look at its dead letters."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click
from rich.console import Console
from rich.table import Table

from schemas import logs, settings
from schemas.errors import DeadReason
from schemas.records import DeadLetter
from streams.gaps import Gap
from streams.supervisor import python_module, supervise
from streams.thresholds import Limits

_path = click.Path(path_type=Path)
_folder = click.option(
    "--dir", "folder", type=_path, default="var", show_default=True, envvar="HANDRAIL_DIR", help="The stack's folder."
)


@click.command()
@_folder
@click.option("--config", type=_path, help="Settings file, in place of DIR/roles/worker.toml.")
@click.option(
    "--helpers", type=click.IntRange(1), default=1, show_default=True, help="Helper processes that open, reduce, redact."
)
@click.option("--accept-gap", "accepted", multiple=True, metavar="P:FROM-TO", help="Go on although these records were lost.")
def worker(folder: Path, config: Path | None, helpers: int, accepted: tuple[str, ...]) -> None:
    """Run a worker: sessions, actions, redaction. It is started again when it ends; SIGTERM stops it."""
    logs.configure()
    for gap in accepted:  # a mistake is said here, before any process starts
        Gap.parse(gap)
    Limits.of(settings.load("worker", folder, config))
    arguments = ["--dir", str(folder), "--helpers", str(helpers)]
    arguments += ["--config", str(config)] if config else []
    arguments += [argument for gap in accepted for argument in ("--accept-gap", gap)]
    sys.exit(supervise(python_module("streams", *arguments)))


@click.group("dead-letters")
def dead_letters() -> None:
    """Records that could not be taken in; they stay sealed."""


@dead_letters.command("list")
@_folder
@click.option("--config", type=_path, help="Settings file, in place of DIR/roles/admin.toml.")
@click.option("--reason", type=click.Choice(get_args(DeadReason)), help="Only those with this reason.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="Rows shown at the most.")
def list_dead_letters(folder: Path, config: Path | None, reason: str | None, most: int) -> None:
    """Say what could not be taken in, why, and where it lies in `interactions`."""
    from streams.dead_letters import read  # noqa: PLC0415 - the Kafka client loads only where it is needed

    found = [letter for letter in read(settings.load("admin", folder, config)) if reason in (None, letter["reason"])]
    found.sort(key=lambda letter: (letter["append_time"], letter["partition"], letter["offset"]))
    _show(found[-most:], len(found))


def _show(letters: list[DeadLetter], count: int) -> None:
    table = Table("appended (UTC)", "reason", "partition", "offset", "bytes", box=None, pad_edge=False)
    for letter in letters:
        appended = datetime.fromtimestamp(letter["append_time"] / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
        size = len(letter["value"] or b"")
        table.add_row(appended, letter["reason"], str(letter["partition"]), str(letter["offset"]), str(size))
    console = Console()
    if letters:
        console.print(table)
    console.print(f"{count} dead letters" + (f", the last {len(letters)} shown" if len(letters) < count else ""))
