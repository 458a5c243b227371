"""`handrail dataset verify`: every file as it was written, every row once, every trajectory with its report, no gap.

The reports are opened after the trajectories: a report is committed before its trajectory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa

from sinks.dataset import cuts
from sinks.dataset.checks import log, rows
from sinks.dataset.checks.files import Files
from sinks.dataset.checks.findings import SHOWN, Findings
from sinks.dataset.checks.pairs import Compared, Cut, compare
from sinks.dataset.objects import Objects
from sinks.dataset.reading import Snapshot
from sinks.tables import REPORTS, ROWS

Beat = Callable[[int], object]
"""Told the bytes of each file that was read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its objects, and the snapshot that is verified."""

    objects: Objects
    snapshot: Snapshot


def parts(tables: tuple[Objects, Objects], partitions: int) -> tuple[Part, Part]:
    """Both tables at their newest versions, from the objects of trajectories and reports."""
    rows_of, reports_of = tables
    first = Part(rows_of, Snapshot(ROWS, rows_of.open(), partitions))
    return first, Part(reports_of, Snapshot(REPORTS, reports_of.open(), partitions))


def verify(trajectories: Part, reports: Part, beat: Beat = lambda _: None) -> Findings:
    """Verify both tables, against themselves and each other.

    Memory: one file, and about 400 bytes a trajectory.
    """
    found = Findings(valid_through=trajectories.snapshot.valid_through())
    expected = _read(trajectories, rows.COLUMNS, rows.of_trajectories, rows.OF_TRAJECTORIES, found, beat)
    given = _read(reports, None, rows.of_reports, rows.OF_REPORTS, found, beat)
    found.trajectories, found.reports = expected.num_rows, given.num_rows
    compared = compare(expected, given, _due(trajectories, reports, found), _cut(reports))
    found.pending, found.devices, found.chains = compared.pending, compared.devices, compared.chains
    _name(compared, (trajectories, reports), found)
    for part in (trajectories, reports):
        log.check(part.objects, part.snapshot, found)
    return found


def size(*parts: Part) -> int:
    """Bytes that verification will read."""
    return sum(file.size for part in parts for file in Files(part.objects, part.snapshot.delta, Findings()).all)


def _read(part: Part, columns: list[str] | None, take: Any, schema: Any, found: Findings, beat: Beat) -> Any:
    """Every file of a table, as the columns that are compared."""
    files, taken, strange = Files(part.objects, part.snapshot.delta, found), [], set[str]()
    for file in files.all:
        for batch in files.batches(file, columns):
            made, odd = take(batch)
            taken.append(made)
            strange |= odd
        beat(file.size)
    files.end()
    found.fault(f"rows of kinds that nobody knows ({part.objects.name})", strange)
    return pa.Table.from_batches(taken, schema)


def _due(trajectories: Part, reports: Part, found: Findings) -> int:
    level = trajectories.snapshot.watermarks() == reports.snapshot.watermarks()
    return (found.valid_through or 0) if level else 0


def _cut(reports: Part) -> Cut:
    """Which chains of reports were cut by right."""
    delta = reports.snapshot.delta
    erased = {rows.key(digest) for digest in cuts.erased(delta)}
    return Cut(erased, begins=bool(erased) or cuts.retained_from(delta) is not None)


def _name(compared: Compared, parts: tuple[Part, ...], found: Findings) -> None:
    """Find the ids of what is wrong, in another reading of one column, and only where anything is."""
    wanted = set().union(*(set(islice(sorted(keys), SHOWN)) for keys in compared.wrong.values()))
    names = {rows.key(name): name for part in parts for name in _ids(part, wanted)} if wanted else {}
    for sentence, keys in compared.wrong.items():
        found.fault(sentence, (names[each] for each in sorted(keys)[:SHOWN] if each in names), len(keys))


def _ids(part: Part, wanted: set[bytes]) -> Iterator[str]:
    files = Files(part.objects, part.snapshot.delta, Findings())
    for file in files.all:
        yield from rows.named(files.batches(file, ["trajectory_id"]), wanted)
