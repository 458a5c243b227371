"""The commands `dataset export` and `dataset card`: options in, errors out as sentences."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schemas.errors import HandrailError
from schemas.settings import Settings, Store, load
from sinks import options
from sinks.audit.times import moment
from sinks.dataset import card as cards
from sinks.dataset import card_text, export, export_where, splits
from sinks.dataset.loading_rows import Choice, at_version
from sinks.dataset.reading import Dataset, Snapshot
from sinks.store import FAULTS, fault
from sinks.tables import store_of

_version = click.option("--version", type=click.IntRange(0), help="The version of the trajectories; the newest unless given.")


@dataclass(frozen=True, slots=True)
class _Range:
    """The options that bound rows in time."""

    since: str | None
    until: str | None
    valid_through: bool


@click.command("export")
@options.folder
@options.config
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(export.FORMATS)), required=True, help="What a line is like.")
@click.option("--where", help="A condition on columns, such as \"application = 'orders' and event_count > 10\".")
@click.option(
    "--since", help="Only what began at this time or later: ISO 8601, UTC unless it says otherwise, or an age such as 7d."
)
@click.option("--until", help="Only what began before this time.")
@click.option("--valid-through", is_flag=True, help="Only what began before the table's valid-through.")
@_version
@click.option("--split", help="Only the persons of this split.")
@click.option("--fractions", default=splits.FRACTIONS, show_default=True, help="Share of the persons in each split.")
@click.option("--split-key", default="", help="Another key deals the persons out anew.")
def export_command(folder: Path, config: Path | None, out: Path, form: str, **chosen: Any) -> None:
    """Write trajectories to the file OUT as JSON lines, in a format that others train on."""
    settings, store = _settings(folder, config)
    with _reached(store):
        snapshot = _snapshot(settings, store, chosen.pop("version"))
        span = _Range(chosen.pop("since"), chosen.pop("until"), chosen.pop("valid_through"))
        choice = _choice(snapshot, span, **chosen)
        with _progress() as progress:
            task = progress.add_task("files", total=None, rows=0)

            def told(done: int, files: int, rows: int) -> None:
                progress.update(task, completed=done, total=files, rows=rows)

            found = export.export(snapshot.delta, choice, form, out, told)
    click.echo(f"{found.rows} trajectories of version {found.version}, {found.bytes} bytes, in {out}.", err=True)


@click.command("card")
@options.folder
@options.config
@_version
@click.option("--json", "as_json", is_flag=True, help="JSON in place of Markdown.")
def card_command(folder: Path, config: Path | None, version: int | None, *, as_json: bool) -> None:
    """Describe the data set, from the tables themselves: what, when, how it was redacted, how much of what, what it lacks."""
    settings, store = _settings(folder, config)
    with _reached(store):
        rows = _snapshot(settings, store, version)
        reports = Dataset(store, settings.application, settings.partitions).reports()
        made = cards.card(rows.delta, reports.delta, rows.valid_through())
    click.echo(json.dumps(made, indent=2) if as_json else card_text.markdown(made))


def _settings(folder: Path, config: Path | None) -> tuple[Settings, Store]:
    settings = load("auditor", folder, config)
    return settings, store_of(settings)


def _snapshot(settings: Settings, store: Store, version: int | None) -> Snapshot:
    """The trajectories, at the version asked for."""
    snapshot = Dataset(store, settings.application, settings.partitions).trajectories()
    if version is not None:
        at_version(snapshot.delta, version)
    return snapshot


def _choice(snapshot: Snapshot, span: _Range, *, where: str | None, split: str | None, fractions: str, split_key: str) -> Choice:
    dealt = splits.parse(fractions, split_key)
    if split is not None:
        dealt.check(split)
    schema, now = snapshot.delta.to_pyarrow_dataset().schema, round(time.time() * 1000)
    since, until = (None if text is None else moment(text, now) for text in (span.since, span.until))
    complete = _valid_through(snapshot) if span.valid_through else None
    condition = None if where is None else export_where.parse(where, schema)
    return Choice(export.both(condition, export.began(since, until), export.began(None, complete)), splits=dealt, split=split)


def _valid_through(snapshot: Snapshot) -> int:
    found = snapshot.valid_through()
    if found is None:
        raise HandrailError("The table has no valid-through yet: a partition has told none.")
    return found


def _progress() -> Progress:
    """A bar on a terminal; nothing elsewhere."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rows]} trajectories"),
    )
    return Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)


@contextmanager
def _reached(store: Store) -> Iterator[None]:
    """Faults of the store as sentences."""
    try:
        yield
    except FAULTS as error:
        sentence = fault(error, store)
        raise HandrailError(f"{sentence[0].upper()}{sentence[1:]}.") from None
