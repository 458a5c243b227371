"""A data set in a folder: the sink's own tables and files, without a server."""

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
from deltalake.transaction import AddAction

from schemas.reports import digest
from sinks.arrow import row, to_table
from sinks.batch import Span
from sinks.commit import Outcome, Table
from sinks.dataset.objects import Objects
from sinks.files import by_date, encode, sealed, statistics
from sinks.tables import REPORTS, ROWS, Kind
from tests.sinks.conftest import START, report_of, trajectory_of

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def objects(root: Path, kind: Kind) -> Objects:
    """The objects of a table in a folder."""
    place = str(root / kind.name)
    return Objects(kind.name, place, place, fsspec.filesystem("file"), {}, create)


def create(path: str, content: bytes) -> None:
    """Write a file that must not exist, whole or not at all, as a bucket does."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{uuid.uuid4()}")
    draft.write_bytes(content)
    os.link(draft, place)
    draft.unlink()


class Folder:
    """Both tables, and one writer of them that plays the sink."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows, self.reports = objects(root, ROWS), objects(root, REPORTS)
        self.both = self.rows, self.reports
        self._tables = {kind.name: Table(str(root / kind.name), kind.schema, {}) for kind in (ROWS, REPORTS)}
        self._chains: dict[str, str] = {}
        self._number = 0
        for table in self._tables.values():
            table.refresh()

    def write(self, *subjects: str, at: int = START, partition: int = 0) -> None:
        """One batch: a trajectory and a report of each subject, each a minute after the one before."""
        pairs = [self._pair(subject, at + number * MINUTE) for number, subject in enumerate(subjects)]
        for kind, records in ((REPORTS, [report for _, report in pairs]), (ROWS, [made for made, _ in pairs])):
            self.append(kind, to_table([row(record) for record in records], kind.schema), partition)

    def append(self, kind: Kind, rows: Any, partition: int = 0) -> None:
        """Commit rows as the sink does."""
        table, files = self._tables[kind.name], self.upload(kind, rows)
        table.refresh()
        start = table.offsets([partition])[partition]
        while table.append(files, {partition: Span(start, (start or 0) + rows.num_rows, START)}) is not Outcome.COMMITTED:
            start = table.offsets([partition])[partition]

    def upload(self, kind: Kind, rows: Any) -> list[AddAction]:
        """Write files, and do not commit them."""
        place, actions = objects(self.root, kind), []
        for day, part in by_date(rows):
            content = encode(part)
            path = sealed(day.isoformat(), str(uuid.uuid4()), content)
            place.create(path, content)
            said = statistics(part.num_rows, part["start_time"])
            actions.append(AddAction(path, len(content), {"date": day.isoformat()}, 1, True, said))
        return actions

    def everything(self) -> Iterator[bytes]:
        """All that lies in the folder: names, bytes, and what Parquet holds when it is read."""
        for path in sorted(self.root.rglob("*")):
            yield str(path.relative_to(self.root)).encode()
            if path.is_file():
                yield path.read_bytes()
            if path.suffix == ".parquet":
                yield json.dumps(pa.parquet.read_table(path).to_pylist(), default=str).encode()

    def _pair(self, subject: str, at: int) -> tuple[Any, Any]:
        self._number += 1
        report = report_of(self._number, f"device-of-{subject}", self._chains.get(subject, ""), at) | {"subject": subject}
        self._chains[subject] = digest(report)
        return trajectory_of(report), report


def content(place: Objects) -> Any:
    """The rows of a table, in an order of their own."""
    table = place.open().to_pyarrow_table()
    return table.sort_by("trajectory_id")


def subjects(place: Objects) -> Sequence[str]:
    """Whose rows a table holds."""
    return sorted(set(place.open().to_pyarrow_table(columns=["subject"])["subject"].to_pylist()))
