"""Options that commands of the sinks share."""

from pathlib import Path

import click

folder = click.option(
    "--dir",
    "folder",
    default="var",
    show_default=True,
    envvar="HANDRAIL_DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The stack's folder.",
)
config = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="The settings file, in place of the role's in the folder."
)
