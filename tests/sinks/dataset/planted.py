"""Data sets that are wrong: each fault, planted as whoever causes it would, by the sentence that is said of it."""

from pathlib import Path

import pyarrow as pa

from sinks.batch import Span
from sinks.commit import Table
from sinks.dataset.objects import Objects, active
from sinks.dataset.rewrite import replace
from sinks.tables import REPORTS, ROWS
from tests.sinks.conftest import START
from tests.sinks.dataset.folders import Folder


def a_file(objects: Objects) -> Path:
    return Path(objects.root) / active(objects.open())[0].path


def missing(folder: Folder) -> None:
    a_file(folder.rows).unlink()


def changed(folder: Folder) -> None:
    path = a_file(folder.rows)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(folder: Folder) -> None:
    path = a_file(folder.reports)
    path.write_bytes(path.read_bytes()[:-9])


def garbage(folder: Folder) -> None:
    path = a_file(folder.rows)
    path.write_bytes(bytes(path.stat().st_size))


def rows_of(objects: Objects) -> pa.Table:
    table: pa.Table = objects.open().to_pyarrow_table()
    return table


def doubled(folder: Folder) -> None:
    folder.append(ROWS, rows_of(folder.rows).slice(0, 1).cast(ROWS.schema))


def without(objects: Objects, number: int) -> None:
    """A table without a row, written as whoever wants to hide it would."""
    delta = objects.open()
    kept = rows_of(objects).sort_by("start_time")
    kept = pa.concat_tables([kept.slice(0, number), kept.slice(number + 1)])
    kind = ROWS if objects.name == ROWS.name else REPORTS
    actions = Folder(Path(objects.root).parent).upload(kind, kept.cast(kind.schema))
    assert replace(objects, delta, active(delta), actions, data_change=True, why="forged")


def lost_report(folder: Folder) -> None:
    without(folder.reports, 8)


def lost_link(folder: Folder) -> None:
    """Both rows go: only the chain tells."""
    without(folder.rows, 3)
    without(folder.reports, 3)


def lost_row(folder: Folder) -> None:
    without(folder.rows, 0)


def forged(folder: Folder) -> None:
    """Another report in the place of one, whose chain nothing follows yet."""
    report = rows_of(folder.reports).sort_by("start_time").slice(8, 1).to_pylist()[0]
    without(folder.reports, 8)
    schema = REPORTS.schema
    folder.append(REPORTS, pa.Table.from_pylist([report | {"texts_withheld": 7}], schema=schema))


def gap(folder: Folder) -> None:
    """A commit that begins where none ended."""
    table = Table(folder.rows.uri, ROWS.schema, {})
    table.refresh()
    offset = table.offsets([0])[0]
    assert offset is not None
    table._commit([], {0: Span(offset + 5, offset + 9, START)})


def back(folder: Folder) -> None:
    table = Table(folder.rows.uri, ROWS.schema, {})
    table.refresh()
    offset = table.offsets([0])[0]
    table._commit([], {0: Span(offset, offset or 0, START - 1)})


def no_log(folder: Folder) -> None:
    log = Path(folder.rows.root) / "_delta_log"
    folder.rows.open().create_checkpoint()
    sorted(log.glob("*.json"))[1].unlink()


PLANTED = {
    "files of the table that are not there": missing,
    "files whose content was changed since it was written": changed,
    "files that are longer or shorter than the log says": cut,
    "files that cannot be read": garbage,
    "trajectory ids that stand in more than one row": doubled,
    "trajectories without a report": lost_report,
    "reports that follow one that is not there": lost_link,
    "reports without a trajectory": lost_row,
    "trajectories whose report is not the one they name": forged,
    "commits that do not go on where the one before ended": gap,
    "commits by which something is less complete than before": back,
    "versions that are missing from the log": no_log,
}
