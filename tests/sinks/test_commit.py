"""The commit protocol, against a real S3 server."""

import itertools
import json
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from deltalake import DeltaTable
from deltalake.transaction import AddAction

from deploy.local.stack import Stack
from schemas.errors import HandrailError
from schemas.records import RedactionReport, Trajectory
from schemas.settings import Store
from sinks.arrow import REPORT, row, to_table
from sinks.batch import Span
from sinks.commit import Outcome, Table
from sinks.files import upload
from sinks.store import filesystem, options
from sinks.tables import ROWS


@dataclass
class Bench:
    """A table nobody else uses."""

    store: Store
    root: str
    pair: Callable[[int], tuple[Trajectory, RedactionReport]]

    def open(self) -> Table:
        table = self.bare()
        table.refresh()
        return table

    def bare(self) -> Table:
        return Table(f"s3://{self.root}", ROWS.schema, options(self.store))

    def files(self, *numbers: int) -> list[AddAction]:
        rows = to_table([row(self.pair(number)[0]) for number in numbers], ROWS.schema)
        return upload(filesystem(self.store), self.root, rows, {}, lambda: str(uuid.uuid4()), lambda: 1)

    def ids(self) -> list[str]:
        return sorted(self.delta().to_pyarrow_table(columns=["trajectory_id"])["trajectory_id"].to_pylist())

    def delta(self) -> DeltaTable:
        return DeltaTable(f"s3://{self.root}", storage_options=options(self.store))


@pytest.fixture
def bench(stack: Stack, pair: Callable[[int], tuple[Trajectory, RedactionReport]]) -> Bench:
    store = stack.settings("sink").store
    assert store is not None
    return Bench(store, f"{store.bucket}/test-{uuid.uuid4()}/trajectories", pair)


def ids(*numbers: int) -> list[str]:
    return [f"device-{number:06}" for number in numbers]


def span(start: int | None, end: int, valid_through: int | None = None) -> Span:
    return Span(start, end, valid_through)


def test_a_commit_holds_rows_offsets_and_watermarks(bench: Bench) -> None:
    table = bench.open()
    assert table.append(bench.files(1, 2), {0: span(None, 10, 99), 3: span(None, 4)}) is Outcome.COMMITTED
    table.refresh()
    assert table.offsets(range(4)) == {0: 10, 1: None, 2: None, 3: 4}
    assert [table.valid_through(p) for p in range(4)] == [99, None, None, None]
    assert bench.ids() == ids(1, 2)


def test_two_partitions_from_one_snapshot_both_commit(bench: Bench) -> None:
    one, other = bench.open(), bench.open()
    assert one.append(bench.files(1), {0: span(None, 1)}) is Outcome.COMMITTED
    assert other.append(bench.files(2), {1: span(None, 1)}) is Outcome.COMMITTED
    assert bench.ids() == ids(1, 2)


def test_the_same_partition_twice_is_discarded_the_second_time(bench: Bench) -> None:
    one, other = bench.open(), bench.open()
    assert one.append(bench.files(1), {0: span(None, 1)}) is Outcome.COMMITTED
    assert other.append(bench.files(1), {0: span(None, 1)}) is Outcome.OVERTAKEN
    assert other.offsets([0]) == {0: 1}  # where to seek
    assert bench.ids() == ids(1)


def test_one_overtaken_partition_discards_the_whole_batch(bench: Bench) -> None:
    one, other = bench.open(), bench.open()
    assert one.append(bench.files(1), {0: span(None, 1)}) is Outcome.COMMITTED
    assert other.append(bench.files(1, 2), {0: span(None, 1), 1: span(None, 1)}) is Outcome.OVERTAKEN
    assert bench.ids() == ids(1)


def test_a_writer_that_wakes_after_a_commit_writes_nothing(bench: Bench) -> None:
    zombie, owner = bench.open(), bench.open()
    stale = bench.files(1)
    assert owner.append(bench.files(1), {0: span(None, 1)}) is Outcome.COMMITTED
    owner.refresh()
    assert owner.append(bench.files(2), {0: span(1, 2)}) is Outcome.COMMITTED
    assert zombie.append(stale, {0: span(None, 1)}) is Outcome.OVERTAKEN
    assert bench.ids() == ids(1, 2)


def test_a_stale_offset_on_a_fresh_snapshot_is_discarded(bench: Bench) -> None:
    assert bench.open().append(bench.files(1), {0: span(None, 5)}) is Outcome.COMMITTED
    assert bench.open().append(bench.files(1), {0: span(None, 5)}) is Outcome.OVERTAKEN
    assert bench.ids() == ids(1)


def test_a_commit_whose_answer_was_lost_is_not_repeated(bench: Bench) -> None:
    table, files = bench.open(), bench.files(1)
    assert table.append(files, {0: span(None, 1)}) is Outcome.COMMITTED
    assert table.append(files, {0: span(None, 1)}) is Outcome.OVERTAKEN
    assert table.offsets([0]) == {0: 1}
    assert bench.ids() == ids(1)


def test_after_a_concurrent_delete_the_same_files_are_committed(bench: Bench) -> None:
    assert bench.open().append(bench.files(1, 2), {0: span(None, 1)}) is Outcome.COMMITTED
    writer, files = bench.open(), bench.files(3)
    bench.delta().delete("trajectory_id = 'device-000001'")
    assert writer.append(files, {0: span(1, 2)}) is Outcome.RETRY
    assert writer.append(files, {0: span(1, 2)}) is Outcome.COMMITTED
    assert bench.ids() == ids(2, 3)


def test_writers_that_race_write_every_row_once(bench: Bench) -> None:
    bench.open()
    threads = [threading.Thread(target=_write_all, args=(bench, p, range(5))) for p in (0, 1, 0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bench.ids() == ids(*range(5), *range(100, 105))


def _write_all(bench: Bench, partition: int, numbers: Sequence[int]) -> None:
    table = bench.open()
    while (start := table.offsets([partition])[partition] or 0) < len(numbers):
        files = bench.files(numbers[start] + 100 * partition)
        while table.append(files, {partition: span(start or None, start + 1)}) is Outcome.RETRY:
            pass
        table.refresh()


def test_what_was_uploaded_and_not_committed_is_not_in_the_table(bench: Bench) -> None:
    bench.open()
    (orphan,) = bench.files(1)
    assert bench.open().append(bench.files(2), {0: span(None, 1)}) is Outcome.COMMITTED
    assert filesystem(bench.store).exists(f"{bench.root}/{orphan.path}")
    assert bench.ids() == ids(2)


def test_sinks_that_start_together_make_one_table(bench: Bench) -> None:
    tables, faults = [bench.bare() for _ in range(4)], []

    def refresh(table: Table) -> None:
        try:
            table.refresh()
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)

    threads = [threading.Thread(target=refresh, args=[table]) for table in tables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert bench.delta().version() == 0


def test_a_table_with_other_columns_is_refused(bench: Bench) -> None:
    bench.open()
    with pytest.raises(HandrailError, match="other columns"):
        Table(f"s3://{bench.root}", REPORT, options(bench.store)).refresh()


def test_offsets_survive_checkpoints(bench: Bench) -> None:
    table = bench.open()
    assert table.append([], {0: span(None, 1, 7)}) is Outcome.COMMITTED
    for end in range(1, 12):
        table.refresh()
        assert table.append([], {1: span(end - 1 or None, end)}) is Outcome.COMMITTED
    bench.delta().create_checkpoint()
    assert bench.open().offsets([0, 1]) == {0: 1, 1: 11}
    assert bench.open().valid_through(0) == 7


def test_the_log_names_no_person_and_no_device(bench: Bench) -> None:
    assert bench.open().append(bench.files(1), {0: span(None, 1)}) is Outcome.COMMITTED
    store = filesystem(bench.store)
    log = b"".join(store.cat_file(path) for path in store.find(f"{bench.root}/_delta_log") if path.endswith(".json"))
    assert b"subject-of" not in log
    assert b"device-0" not in log
    statistics: list[Any] = [json.loads(line)["add"]["stats"] for line in log.splitlines() if b'"add"' in line]
    assert [list(json.loads(text)["minValues"]) for text in statistics] == [["start_time"]]


def test_rows_go_to_one_file_a_date(bench: Bench, pair: Callable[[int], tuple[Trajectory, RedactionReport]]) -> None:
    days = ["2026-01-02", "2026-01-01", "2026-01-02"]
    rows = to_table([row({**pair(n)[0], "date": day}) for n, day in enumerate(days)], ROWS.schema)
    names = map(str, itertools.count())
    files = upload(filesystem(bench.store), bench.root, rows, {}, lambda: next(names), lambda: 1)
    assert [file.path.partition("/")[0] for file in files] == ["date=2026-01-01", "date=2026-01-02"]
    assert bench.open().append(files, {0: span(None, 1)}) is Outcome.COMMITTED
    found = bench.delta().to_pyarrow_table()
    assert sorted(map(str, found["date"].to_pylist())) == sorted(days)
    assert found.schema.names == ROWS.schema.names


def test_a_file_is_never_overwritten(bench: Bench) -> None:
    rows = to_table([row(bench.pair(1)[0])], ROWS.schema)
    upload(filesystem(bench.store), bench.root, rows, {}, lambda: "name", lambda: 1)
    with pytest.raises(OSError, match=r"precondition|exists"):
        upload(filesystem(bench.store), bench.root, rows, {}, lambda: "name", lambda: 1)
