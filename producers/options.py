"""Options that commands of the producers share."""

from pathlib import Path

import click

folder = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default="var",
    show_default=True,
    envvar="HANDRAIL_DIR",
    help="The local stack's directory.",
)
config = click.option("--config", type=click.Path(path_type=Path), help="Settings file, in place of DIR/roles/producer.toml.")


class Speed(click.ParamType):
    """`max`, or how many times as fast as it was recorded."""

    name = "max|N"

    def convert(self, value: str | float | None, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """None for `max`, else the factor."""
        if value in ("max", None):
            return None
        try:
            factor = float(value)
        except ValueError:
            factor = 0.0
        if not 0 < factor < float("inf"):
            self.fail(f"{value!r} is neither max nor a number above 0.", param, ctx)
        return factor
