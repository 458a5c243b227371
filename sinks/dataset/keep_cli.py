"""The commands `dataset …` that keep the data set: compact, vacuum, erase, retain, pin, pins, unpin."""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from schemas.errors import HandrailError
from schemas.settings import Role, Settings, load
from sinks import options
from sinks.dataset import compact as compacting
from sinks.dataset import erase as erasing
from sinks.dataset import objects as finding
from sinks.dataset import pins as pinning
from sinks.dataset import receipts
from sinks.dataset import retain as retaining
from sinks.dataset import vacuum as vacuuming
from sinks.dataset.info import instant
from sinks.dataset.objects import Objects
from sinks.erasure import Erasure
from sinks.store import FAULTS, fault
from sinks.tables import store_of

_MIB = 1 << 20
dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


@click.command()
@options.folder
@options.config
@dry_run
def compact(folder: Path, config: Path | None, *, dry_run: bool) -> None:
    """Join small files of a day, sorted by subject and time. Sinks may write meanwhile."""
    with opened("sink", folder, config) as (_, tables):
        for objects in tables:
            work = compacting.planned(objects, compacting.Sizes())
            before, size = sum(len(piece.files) for piece in work), sum(piece.size for piece in work)
            click.echo(f"{objects.name}: {before} files of {size / _MIB:.1f} MiB into {len(work)}")
            if work and not dry_run:
                _compact(objects, work)


@click.command()
@options.folder
@options.config
@click.option("--hours", default=168, show_default=True, type=int, help="What is younger stays; at least 24.")
@dry_run
def vacuum(folder: Path, config: Path | None, hours: int, *, dry_run: bool) -> None:
    """Remove files that no pinned or recent version needs, uploads that were never committed, and the oldest log."""
    with opened("sink", folder, config) as (_, tables):
        for objects in tables:
            keep = pinning.versions(pinning.beside(objects).all(), objects.name)
            files = vacuuming.vacuum(objects, keep, hours, dry_run=dry_run)
            log = vacuuming.clean_log(objects, keep, vacuuming.LOG_DAYS, datetime.now(UTC), dry_run=dry_run)
            would = "would go" if dry_run else "are gone"
            click.echo(f"{objects.name}: {len(files)} files and {len(log)} entries of the log {would}")


@click.command()
@click.argument("subject")
@options.folder
@options.config
@click.option("--request", default=None, help="The request's id, for the receipt; one is made up otherwise.")
@dry_run
def erase(subject: str, folder: Path, config: Path | None, request: str | None, *, dry_run: bool) -> None:
    """Leave nothing of a person, named by pseudonym, in tables, old files and pins; the receipts go to the reports' topic."""
    with opened("admin", folder, config) as (settings, tables):
        if dry_run:
            for objects in tables:
                files = erasing.holding(objects, subject)
                click.echo(f"{objects.name}: {len(files)} files of {sum(f.size for f in files) / _MIB:.1f} MiB name the person")
            return
        with receipts.sending(settings) as send:
            _erase(tables, subject, request or str(uuid.uuid4()), send)


@click.command()
@options.folder
@options.config
@click.option("--days", required=True, type=click.IntRange(min=1), help="Of event time, UTC.")
@dry_run
def retain(folder: Path, config: Path | None, days: int, *, dry_run: bool) -> None:
    """Remove the rows, and the files, of days that lie longer ago."""
    today = datetime.now(UTC).date()
    with opened("sink", folder, config) as (_, tables):
        for objects in tables:
            if dry_run:
                files = retaining.outdated(objects.open(), days, today)
                click.echo(f"{objects.name}: {sum(file.rows for file in files)} rows in {len(files)} files would go")
                continue
            done = retaining.retain(objects, days, today)
            held = f"; pins hold {len(done.held)} more files" if done.held else ""
            click.echo(f"{objects.name}: {done.rows_removed} rows and {len(done.files_removed)} files are gone{held}")


@click.command()
@click.argument("name")
@options.folder
@options.config
@click.option("--version", type=click.IntRange(min=0), help="Of the trajectories; the newest otherwise.")
@click.option("--reports-version", type=click.IntRange(min=0), help="Of the redactions; the newest otherwise.")
def pin(name: str, folder: Path, config: Path | None, version: int | None, reports_version: int | None) -> None:
    """Keep a version of the data set until `unpin`. An erasure still reaches it, and `pins` then says so."""
    with opened("sink", folder, config) as (_, tables):
        made = _pin(name, tables, (version, reports_version))
        held = ", ".join(f"{table} {place.version}" for table, place in made.tables.items())
        click.echo(f"{name} holds {held}")


@click.command()
@options.folder
@options.config
@click.option("--files", "name", default=None, metavar="NAME", help="List the files of one pin, for any reader of Parquet.")
def pins(folder: Path, config: Path | None, name: str | None) -> None:
    """List the pins, and what their owners are told."""
    with opened("auditor", folder, config) as (_, tables):
        if name is not None:
            for objects in tables:
                for path in pinning.paths(pinning.beside(objects).get(name), objects):
                    click.echo(f"{objects.uri}/{path}")
            return
        for held in pinning.beside(tables[0]).all():
            places = ", ".join(f"{table} {place.version}" for table, place in held.tables.items())
            click.echo(f"{held.name}: {places}, since {instant(held.made)}: {held.notice}")


@click.command()
@click.argument("name")
@options.folder
@options.config
def unpin(name: str, folder: Path, config: Path | None) -> None:
    """Release a pin; its files go with the next vacuum."""
    with opened("sink", folder, config) as (_, tables):
        pinning.beside(tables[0]).remove(name, tables)
        click.echo(f"{name} is released")


@contextmanager
def opened(role: Role, folder: Path, config: Path | None) -> Iterator[tuple[Settings, tuple[Objects, Objects]]]:
    """The settings of a role and the objects of both tables; a fault of the store ends the command in a sentence."""
    settings = load(role, folder, config)
    try:
        yield settings, finding.of(settings)
    except FAULTS as error:
        sentence = fault(error, store_of(settings))
        raise HandrailError(f"{sentence[0].upper()}{sentence[1:]}; what was done is done, the rest can be done again.") from None


def _compact(objects: Objects, work: Sequence[compacting.Piece]) -> None:
    with _progress() as progress:
        task = progress.add_task(objects.name, total=sum(piece.size for piece in work))
        done = compacting.compact(objects, work, lambda piece: progress.advance(task, piece.size))
    later = f"; {done.conflicts} pieces were rewritten by others meanwhile" if done.conflicts else ""
    sizes = f"{done.bytes_before / _MIB:.1f} MiB are now {done.bytes_after / _MIB:.1f}"
    click.echo(f"{objects.name}: {done.files_before} files are now {done.pieces}, {sizes}{later}")


def _erase(tables: Sequence[Objects], subject: str, request: str, send: receipts.Send) -> None:
    now = _milliseconds()
    expires = receipts.kafka_expires(now)
    through = (datetime.fromtimestamp(now / 1000, UTC) + timedelta(days=1)).date().isoformat()
    for objects in tables:
        done = _erased(objects, subject, Erasure(through, expires), now)
        send(receipts.receipt(done, request, _milliseconds(), expires))
        versions = f"version {done.version_before} to {done.version_after}"
        click.echo(f"{done.table}: {done.rows_removed} rows and {len(done.files_removed)} files are gone, {versions}")
        for name in done.pins:
            click.echo(f"{done.table}: the pin {name} held the person; its owner now reads what `pins --files {name}` lists")
    click.echo(f"Request {request}: the last copy in Kafka is gone by {instant(expires)}.")


def _erased(objects: Objects, subject: str, erasure: Erasure, now: int) -> erasing.Erased:
    with _progress() as progress:
        task = progress.add_task(objects.name, total=None)
        return erasing.erase(objects, subject, erasure, now, lambda _: progress.advance(task))


def _pin(name: str, tables: Sequence[Objects], wanted: Sequence[int | None]) -> pinning.Pin:
    pins = pinning.beside(tables[0])
    places = {each.name: pinning.Place(_version(each, at), {}) for each, at in zip(tables, wanted, strict=True)}
    pin = pinning.Pin(name, _milliseconds(), places)
    pins.add(pin)
    for objects in tables:
        if gone := pinning.missing(pin, objects):
            pins.remove(name, tables)
            raise HandrailError(f"Version {places[objects.name].version} of {objects.name} has lost {len(gone)} files already.")
    return pin


def _version(objects: Objects, wanted: int | None) -> int:
    newest = objects.open().version()
    if wanted is not None and wanted > newest:
        raise HandrailError(f"There is no version {wanted} of {objects.name}; the newest is {newest}.")
    return newest if wanted is None else wanted


def _progress() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000
