"""A sink and an erasure at once: what was read or written before it does not come into the table after it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from deltalake.transaction import AddAction
from prometheus_client import CollectorRegistry

from sinks import metrics
from sinks.arrow import row, to_table
from sinks.commit import Table
from sinks.dataset.erase import erase
from sinks.erasure import Erasure
from sinks.feed import Feed
from sinks.health import Health
from sinks.retry import Pauses, Retry
from sinks.store import server
from sinks.tables import ROWS
from tests.sinks.dataset.folders import DAY, START, Folder, subjects
from tests.sinks.test_retry import STORE

EVER = Erasure("2026-01-02", START + 400 * DAY)


class Message(SimpleNamespace):
    """A record of the log."""

    def partition(self) -> int:
        return 0

    def offset(self) -> int:
        return int(self.at)

    def value(self) -> bytes:
        return b""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("ann", "bob")
    return folder


def fed(folder: Folder, upload: Callable[[Any], list[AddAction]], *people: str, at: int = START) -> Feed:
    """A feed of the folder's table that has read one trajectory of each."""
    made = [folder._pair(subject, at)[0] for subject in people]
    rows = to_table([row(trajectory) for trajectory in made], ROWS.schema)

    def read(records: Any) -> Any:
        return SimpleNamespace(tables=[rows] if list(records) else [], watermarks=[])

    retry = Retry(server(STORE), Health(lambda: 0.0), lambda _: False, lambda: 0.5, Pauses())
    table = Table(folder.rows.uri, ROWS.schema, {})
    reader: Any = read
    feed = Feed(ROWS, table, reader, lambda r, _: upload(r), retry, metrics.on(CollectorRegistry()), lambda: 0.0)
    messages: Any = [Message(at=feed.begin({0: 0}, {0: 99})[0])]
    feed.take(messages)
    return feed


def test_what_a_sink_holds_when_a_person_is_erased_is_left_out(folder: Folder) -> None:
    feed = fed(folder, lambda rows: folder.upload(ROWS, rows), "ann", "cyd")
    erase(folder.rows, "ann", EVER, START)
    assert feed.write()
    assert subjects(folder.rows) == ["bob", "cyd"]
    assert folder.rows.open().transaction_version("offset-0") == 3


def test_what_a_sink_uploads_while_a_person_is_erased_is_written_again(folder: Folder) -> None:
    def upload(rows: Any) -> list[AddAction]:
        files = folder.upload(ROWS, rows)
        erase(folder.rows, "ann", EVER, START)
        return files

    assert fed(folder, upload, "ann", "cyd").write()
    assert subjects(folder.rows) == ["bob", "cyd"]
    held = [folder.rows.parquet(path).read(["subject"])["subject"].to_pylist() for path in folder.rows.listed()]
    assert {subject for people in held for subject in people} == {"bob", "cyd"}


def test_a_batch_of_nobody_else_advances_the_offset_without_a_file(folder: Folder) -> None:
    erase(folder.rows, "ann", EVER, START)
    assert fed(folder, lambda rows: folder.upload(ROWS, rows), "ann").write()
    assert subjects(folder.rows) == ["bob"]
    assert folder.rows.open().transaction_version("offset-0") == 3


def test_a_person_who_comes_back_is_recorded_again(folder: Folder) -> None:
    erase(folder.rows, "ann", EVER, START)
    assert fed(folder, lambda rows: folder.upload(ROWS, rows), "ann", at=START + 2 * DAY).write()
    assert set(folder.rows.open().to_pyarrow_table()["date"].to_pylist()) == {date(2026, 1, 1), date(2026, 1, 3)}
    assert subjects(folder.rows) == ["ann", "bob"]
