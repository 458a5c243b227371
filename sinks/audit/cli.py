"""The command `redactions`: the reports of redaction for who audits it."""

import time
from pathlib import Path
from typing import get_args

import click

from schemas.records import Outcome
from schemas.settings import load
from sinks import options
from sinks.audit import reading, show
from sinks.audit.entries import Entry, Wanted
from sinks.audit.log import opened
from sinks.audit.times import moment

_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")


@click.group()
def redactions() -> None:
    """What redaction reported: one report for every trajectory, also where nothing was found. Never a value."""


@redactions.command()
@options.folder
@options.config
@click.option("-n", "--last", "most", type=click.IntRange(1), default=20, show_default=True, help="Begin with the newest N.")
@click.option("--once", is_flag=True, help="End there, instead of following what comes.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only where this was found, such as PERSON. Repeatable.")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only where this rule found something. Repeatable.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(get_args(Outcome)), help="Only these. Repeatable.")
@click.option("--device", help="Only this device's.")
@click.option("--since", metavar="TIME", help="Reported since then: ISO 8601 in UTC, or an age such as 2h.")
@click.option("--until", metavar="TIME", help="Reported before then; implies --once.")
@_json
def tail(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    config: Path | None,
    most: int,
    once: bool,
    types: tuple[str, ...],
    rules: tuple[str, ...],
    outcomes: tuple[str, ...],
    device: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Show the newest reports, the newest last, and go on with those that come."""
    now = time.time_ns() // 1_000_000
    begin, end = (moment(text, now) if text else None for text in (since, until))
    wanted = Wanted(frozenset(types), frozenset(rules), frozenset(outcomes), device, begin, end)
    with opened(load("auditor", folder, config), lambda sentence: click.echo(sentence, err=True)) as log:
        entries = reading.newest(log, wanted, most, now)
        if not as_json:
            click.echo(show.HEAD)
        for entry in entries:
            _put(entry, as_json=as_json)
        try:
            for entry in () if once or until else filter(wanted.takes, log.follow()):
                _put(entry, as_json=as_json)
        except KeyboardInterrupt:
            return


@redactions.command("show")
@options.folder
@options.config
@click.argument("trajectory_id")
@_json
def show_one(folder: Path, config: Path | None, trajectory_id: str, *, as_json: bool) -> None:
    """Show the report of one trajectory in full, and whether its device's chain of reports holds up to it.

    Ends with status 1 when the chain is broken.
    """
    with opened(load("auditor", folder, config), lambda sentence: click.echo(sentence, err=True)) as log:
        entry = reading.find(log, trajectory_id)
        chain = reading.chain(log, entry)
    if as_json:
        click.echo(show.record(entry, chain={"holds": chain.holds, "length": chain.length, "end": chain.end}))
    else:
        show.page(entry, chain)
    if not chain.holds:
        raise click.exceptions.Exit(1)


def _put(entry: Entry, *, as_json: bool) -> None:
    click.echo(show.record(entry) if as_json else show.line(entry))
