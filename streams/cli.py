"""Commands of the stream stage: the worker, and a look at its dead letters."""

import sys
from pathlib import Path

import click

from schemas import logs, settings
from streams.supervisor import python_module, supervise

_DIR = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default="var",
    show_default=True,
    envvar="HANDRAIL_DIR",
    help="The local stack's directory.",
)
_CONFIG = click.option("--config", type=click.Path(path_type=Path), help="Settings file, in place of DIR/roles/worker.toml.")


@click.command()
@_DIR
@_CONFIG
@click.option(
    "--helpers", type=click.IntRange(1), default=1, show_default=True, help="Helper processes that open, reduce and redact."
)
@click.option("--accept-gap", "accepted", multiple=True, metavar="P:FROM-TO", help="Go on although these records were lost.")
def worker(folder: Path, config: Path | None, helpers: int, accepted: tuple[str, ...]) -> None:
    """Run a worker: sessions, actions, redaction. It is started again when it ends; SIGTERM stops it."""
    logs.configure()
    settings.load("worker", folder, config)  # a mistake is said here, before any process starts
    arguments = ["--dir", str(folder), "--helpers", str(helpers)]
    arguments += ["--config", str(config)] if config else []
    arguments += [argument for gap in accepted for argument in ("--accept-gap", gap)]
    sys.exit(supervise(python_module("streams", *arguments)))
