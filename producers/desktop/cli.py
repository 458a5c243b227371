"""The commands `handrail agent …`: for the person who is recorded."""

import re
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from producers.browser.cli import browser_host, install_browser
from producers.desktop import home as homes
from producers.desktop import pause as pauses
from producers.desktop.control import AbsentError, ask
from producers.desktop.enrolment import enroll
from producers.desktop.home import Home
from producers.desktop.install import install
from producers.desktop.status import Status, paused
from schemas import logs

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST = 366 * _UNITS["d"]


class Duration(click.ParamType):
    """A time such as 90s, 30m, 2h or 1d; minutes without a unit."""

    name = "30m"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds."""
        if not isinstance(value, str):
            return value
        found = re.fullmatch(r"(\d{1,9})([smhd]?)", value.strip().lower())
        seconds = int(found[1]) * _UNITS[found[2] or "m"] if found else 0
        if not 0 < seconds <= _LONGEST:
            self.fail(f"{value!r} is not a time such as 90s, 30m, 2h or 1d, of a year at most.", param, ctx)
        return seconds


@click.group()
def agent() -> None:
    """Record how you work on this desktop, in the applications you agreed to; pause it, and see what it sent."""


@agent.command()
@homes.option
@click.option(
    "--hold",
    type=click.IntRange(100, 5_000),
    default=200,
    show_default=True,
    envvar="HANDRAIL_AGENT_HOLD",
    help="Milliseconds for which a key waits for proof that no secret field took it; then it is dropped.",
)
def run(home: Home, hold: int) -> None:
    """Record until Ctrl+C. What it does is always shown: in the terminal, and by a notification when it changes."""
    from producers.desktop import line, run  # noqa: PLC0415 (the other commands start in a fraction of the time)

    console = Console()
    if not console.is_terminal:
        logs.configure()
        run.record(home, _silent, hold)
        return
    with line.StatusLine(console) as shown:
        logs.configure()  # here, so that its lines stand above the status
        run.record(home, shown.show, hold)


@agent.command()
@click.argument("duration", type=Duration(), required=False)
@homes.option
def pause(duration: float | None, home: Home) -> None:
    """Stop recording at once, for 30m, 2h or 1d, or until resumed. It holds when the agent or the machine starts again."""
    try:
        status = Status.read(ask(home, "pause", seconds=duration))
        click.echo(f"Recording is {status.headline(datetime.now())}.")
    except AbsentError:
        left = pauses.Pauses(home).begin(duration)
        click.echo(f"No agent is running; when one starts, it is {paused(left, datetime.now())}.")


@agent.command()
@homes.option
def resume(home: Home) -> None:
    """Record again."""
    try:
        status = Status.read(ask(home, "resume"))
        click.echo(f"The pause has ended: {status.headline(datetime.now())}.")
    except AbsentError:
        pauses.Pauses(home).end()
        click.echo("The pause has ended; no agent is running.")


@agent.command()
@homes.option
def status(home: Home) -> None:
    """Tell what the agent does now, what it sent and dropped, and what it costs."""
    try:
        found = Status.read(ask(home, "status"))
        click.echo("\n".join(found.lines(datetime.now())))
    except AbsentError:
        left = pauses.Pauses(home).left()
        click.echo("no agent is running" + (f"; {paused(left, datetime.now())}" if left else ""))


@agent.command()
@homes.option
@click.option("--rows", type=click.IntRange(1, 500), default=40, show_default=True, help="How many rows to show, the latest.")
def show(home: Home, rows: int) -> None:
    """List what was sent since the agent began: when, where and what kind, never what was typed; and what was dropped and why."""
    found = ask(home, "show")
    console = Console()
    console.print(_sent(found["rows"][-rows:]))
    console.print(_dropped(Status.read(found["status"]).dropped))


def _sent(rows: list[dict[str, Any]]) -> Table:
    table = Table("from", "to", "application", "kind", "element", "events", title="sent", title_justify="left", box=None)
    for row in rows:
        first, last = (datetime.fromtimestamp(row[name] / 1000).strftime("%H:%M:%S") for name in ("first", "last"))
        table.add_row(first, last, row["application"], row["kind"], row["role"], str(row["count"]))
    return table


def _dropped(dropped: dict[str, int]) -> Table:
    table = Table("why", "events", "", title="dropped", title_justify="left", box=None)
    for reason, count in sorted(dropped.items()):
        table.add_row(reason, str(count), _REASONS.get(reason, ""))
    return table


_REASONS = {
    "unknown_application": "it could not be told which application it was",
    "unknown_element": "it could not be told which element had the keyboard",
    "no_answer": "the application did not say in time where the keyboard was",
    "focus_moved": "the focus moved, or may have, while it happened",
    "no_press": "a key or button was let go whose press was not recorded",
    "late": "it came too late to be put in order",
    "overflow": "too much came at once",
    "paused": "recording was paused",
    "not_allowed": "in an application that the policy does not name",
    "kind_not_allowed": "of a kind that the policy does not allow there",
    "over_budget": "left out to stay within the budget",
    "browser_overflow": "the browser told more than there was room for",
    "refused": "what the browser told was not understood",
    "sampled": "pointer moves between those that are kept",
}


def _silent(_: Status) -> None:
    """Without a terminal, `handrail agent status` tells it."""


agent.add_command(enroll)
agent.add_command(install)
agent.add_command(browser_host)
agent.add_command(install_browser)
