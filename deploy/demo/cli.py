"""The command `demo`."""

from pathlib import Path

import click
from rich.console import Console

from deploy.demo.run import run
from schemas import logs


@click.command()
@click.argument("recordings", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, resolve_path=True),
    default="var/demo",
    show_default=True,
    help="A folder of the demo's own; what an earlier demo left there is removed.",
)
@click.option("--keep", is_flag=True, help="Leave it running until Ctrl-C.")
def demo(recordings: tuple[Path, ...], folder: Path, *, keep: bool) -> None:
    """Start everything, replay RECORDINGS (or the sample), show what comes out, verify it, stop everything."""
    logs.configure()
    run(folder, recordings, Console(), keep=keep)
