"""Taking one person out of a table, its old files, and every pin.

The person is put on the table's list first (`sinks.erasure`): whatever is committed later, by sinks and by compaction, holds no
row of theirs. Then the files that hold any are written again without them, and every object that still does is removed: it is
tombstoned, or it is an upload that can no longer be committed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction

from sinks.dataset import cuts
from sinks.dataset import pins as pinning
from sinks.dataset.objects import File, Objects, active
from sinks.dataset.parquet import Writer
from sinks.dataset.pins import Pin, Pins, Place
from sinks.dataset.rewrite import added, new_path
from sinks.dataset.rewrite import replace as replace_files
from sinks.dataset.search import Search
from sinks.erasure import Erasure, read
from sinks.tables import REPORTS

_BATCH = 2_048  # rows
_FILES = 16  # a commit
Told = Callable[[str], object]
"""Told the path of each file that was looked into."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of an erasure in one table."""

    table: str
    version_before: int
    version_after: int
    rows_removed: int
    files_removed: tuple[str, ...]
    pins: tuple[str, ...]  # names of those that held the person


def erase(objects: Objects, subject: str, erasure: Erasure, now: int, told: Told = lambda _: None) -> Erased:
    """Leave nothing of a person in a table, whatever writes to it meanwhile.

    Killed at any step, it is done by doing it again.

    Args:
        objects: the table's.
        subject: the pseudonym.
        erasure: how long the person stays on the list, and up to which day.
        now: epoch milliseconds.
        told: told the path of each file that was looked into.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    before = objects.open().version()
    _forbid(objects, subject, erasure, now)
    search, pins = Search(objects, subject, told), pinning.beside(objects)
    if objects.name == REPORTS.name:
        cuts.note_erased(objects, cuts.tails(_rows_of(search)))
    rows = _rewrite(search)
    freed = [pin.name for pin in pins.all() if _free(pins, pin, search)]
    files = _sweep(search, erasure.through)
    return Erased(objects.name, before, objects.open().version(), rows, tuple(files), tuple(freed))


def holding(objects: Objects, subject: str, told: Told = lambda _: None) -> list[File]:
    """The files of the table, at its newest version, that hold the person: what an erasure would touch."""
    search = Search(objects, subject, told)
    return [file for file in active(objects.open()) if search.holds(file.path)]


def _rows_of(search: Search) -> Iterator[pa.Table]:
    """The person's rows in the table at its newest version, with their dates."""
    for file in active(search.objects.open()):
        if search.holds(file.path):
            with search.objects.parquet(file.path) as opened:
                for batch in opened.iter_batches(_BATCH):
                    rows = pa.Table.from_batches([batch.filter(pc.equal(batch["subject"], search.subject))])
                    yield rows.append_column("date", pa.repeat(date.fromisoformat(file.date), rows.num_rows))


def _forbid(objects: Objects, subject: str, erasure: Erasure, now: int) -> None:
    """Put a person on the table's list, beside whoever is put there at the same time."""
    while True:
        delta = objects.open()
        erasures = read(delta.metadata().configuration).plus(subject, erasure, now)
        try:
            delta.alter.set_table_properties(erasures.to_property(), raise_if_not_exists=False)
        except CommitFailedError:
            continue
        return


def _rewrite(search: Search) -> int:
    """Write the table's files again without the person, until none holds them; the rows that went."""
    removed = 0
    while touched := [file for file in active(search.objects.open()) if search.holds(file.path)][:_FILES]:
        try:
            removed += _rewritten(search, touched)
        except FileNotFoundError:  # another erasure was faster; a file that the table has lost is another matter
            if set(touched) <= set(active(search.objects.open())):
                raise
    return removed


def _rewritten(search: Search, touched: Sequence[File]) -> int:
    """Write files again, in one commit; the rows that went, none if something else was rewritten meanwhile."""
    objects, written = search.objects, list[tuple[AddAction | None, int]]()
    if objects.name == REPORTS.name:
        cuts.note_erased(objects, cuts.tails(_reports(search, file) for file in touched))
    delta = objects.open()
    if not set(touched) <= set(active(delta)):
        return 0
    try:
        written.extend(_without(search, file) for file in touched)
    except FileNotFoundError:
        objects.remove(action.path for action, _ in written if action)
        raise
    actions = [action for action, _ in written if action]
    if replace_files(objects, delta, touched, actions, data_change=True, why="erase"):
        return sum(rows for _, rows in written)
    objects.remove(action.path for action in actions)
    return 0


def _reports(search: Search, file: File) -> Any:
    """The person's reports in a file, with their date."""
    with search.objects.parquet(file.path) as held:
        batches = (pa.Table.from_batches([batch]) for batch in held.iter_batches(_BATCH))
        rows = pa.concat_tables(batch.filter(pc.equal(batch["subject"], search.subject)) for batch in batches)
    return rows.append_column("date", pa.repeat(pa.scalar(date.fromisoformat(file.date)), rows.num_rows))


def _without(search: Search, file: File) -> tuple[AddAction | None, int]:
    """The file again, without the person, and how many rows went; no file where no row is left."""
    written, gone = _filtered(search, file.path)
    if written is None:
        return None, gone
    content, statistics = written
    return added(search.objects, file.date, content, statistics, data_change=True), gone


def _filtered(search: Search, path: str) -> tuple[tuple[bytes, str] | None, int]:
    with search.objects.parquet(path) as file:
        writer = Writer(file.schema_arrow)
        for batch in file.iter_batches(_BATCH):
            rows = pa.Table.from_batches([batch])
            writer.add(rows.filter(pc.not_equal(rows["subject"], search.subject)))
        gone = file.metadata.num_rows - writer.rows
        return (writer.finish() if writer.rows else None), gone


def _free(pins: Pins, pin: Pin, search: Search) -> bool:
    """Write a pinned table's files again without the person; whether it held them."""
    objects, place, removed = search.objects, pin.tables[search.objects.name], 0
    instead = dict(place.instead)
    for file in active(objects.open(place.version)):
        path = instead.get(file.path, file.path)
        if path and search.holds(path):
            instead[file.path], gone = _kept(search, pin.name, path)
            removed += gone
    if removed:
        made = Place(place.version, instead, place.rows_removed + removed)
        pins.revise(replace(pin, tables={**pin.tables, objects.name: made}))
    return bool(removed)


def _kept(search: Search, name: str, path: str) -> tuple[str, int]:
    written, gone = _filtered(search, path)
    if written is None:
        return "", gone
    kept = f"{pinning.FOLDER}/{name}/{new_path(_date(path), written[0])}"
    search.objects.create(kept, written[0])
    return kept, gone


def _sweep(search: Search, through: str) -> list[str]:
    """Remove every file that holds the person. None is in the table, and none can come into it."""
    gone = [path for path in search.objects.listed() if _date(path) <= through and search.holds(path)]
    search.objects.remove(gone)
    return gone


def _date(path: str) -> str:
    return path.rpartition("/")[0].rpartition("date=")[2]
