"""Rows of days that are too long ago leave the table, and their files the bucket, but for those that a pin holds."""

from dataclasses import dataclass
from datetime import date, timedelta

from deltalake import DeltaTable

from sinks.dataset import cuts
from sinks.dataset import pins as pinning
from sinks.dataset.objects import File, Objects, active
from sinks.dataset.rewrite import replace
from sinks.tables import REPORTS


@dataclass(frozen=True, slots=True)
class Retained:
    """What came of it in one table."""

    table: str
    rows_removed: int
    files_removed: tuple[str, ...]
    held: tuple[str, ...]  # files out of the table that pins hold: they go with the vacuum after those are released


def outdated(delta: DeltaTable, days: int, today: date) -> list[File]:
    """The files of a table whose day lies more than so many days before today."""
    return [file for file in active(delta) if file.date < _first(days, today)]


def retain(objects: Objects, days: int, today: date) -> Retained:
    """Remove them. Days are those of event time, UTC; rows of old recordings that come later go with the next call.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    if objects.name == REPORTS.name:
        cuts.note_retained(objects, _first(days, today))
    cuts.note_retained(objects, (today - timedelta(days=days)).isoformat())
    gone = _removed(objects, days, today)
    pins = pinning.beside(objects).all()
    pinned = {path for pin in pins for path in pinning.paths(pin, objects)}
    removed = [file.path for file in gone if file.path not in pinned]
    objects.remove(removed)
    held = tuple(file.path for file in gone if file.path in pinned)
    return Retained(objects.name, sum(file.rows for file in gone), tuple(removed), held)


def _first(days: int, today: date) -> str:
    return (today - timedelta(days=days)).isoformat()


def _removed(objects: Objects, days: int, today: date) -> list[File]:
    """Take them out of the table."""
    while True:
        delta = objects.open()
        gone = outdated(delta, days, today)
        if not gone or replace(objects, delta, gone, [], data_change=True, why="retain"):
            return gone
