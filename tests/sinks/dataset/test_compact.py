"""Compaction: fewer files, the same rows, and no sink in its way."""

import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinks.dataset.compact import Compacted, Piece, Sizes, compact, pieces, planned
from sinks.dataset.merge import merged
from sinks.dataset.objects import File, active
from tests.sinks.dataset.folders import DAY, START, Folder, content

ALL = Sizes(small=1 << 30, full=1 << 30)


def nothing(_: Piece) -> None:
    """Told of nothing."""


def test_small_files_of_a_day_become_one_and_the_rows_stay(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for start in (START, START, START + DAY, START + DAY, START + 2 * DAY):
        folder.write("ann", "bob", "ann", at=start)
    before, offsets = content(folder.rows), folder.rows.open().transaction_version("offset-0")
    result = compact(folder.rows, planned(folder.rows, ALL), nothing)
    assert (result.pieces, result.files_before, result.conflicts) == (2, 4, 0)
    assert sorted(file.rows for file in active(folder.rows.open())) == [3, 6, 6]
    assert content(folder.rows).equals(before)
    assert folder.rows.open().transaction_version("offset-0") == offsets
    assert planned(folder.rows, ALL) == []


def test_a_compacted_file_is_sorted_by_subject_and_time(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("cyd", "ann", "bob", "ann")
    folder.write("bob", "ann", at=START + 1)
    compact(folder.rows, planned(folder.rows, ALL), nothing)
    (file,) = active(folder.rows.open())
    keys = pq.read_table(folder.rows.root + "/" + file.path, columns=["subject", "start_time"], partitioning=None)
    assert keys.equals(keys.sort_by([("subject", "ascending"), ("start_time", "ascending")]))
    statistics = folder.rows.parquet(file.path).metadata.row_group(0)
    assert any(statistics.column(at).is_stats_set for at in range(statistics.num_columns))


def test_the_log_of_a_compacted_table_names_no_person(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("ann")
    folder.write("ann")
    compact(folder.rows, planned(folder.rows, ALL), nothing)
    log = b"".join(path.read_bytes() for path in (tmp_path / "trajectories" / "_delta_log").glob("*.json"))
    assert b"ann" not in log


def test_two_compactions_of_the_same_files_double_nothing(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for _ in range(4):
        folder.write("ann", "bob")
    before, work = content(folder.rows), planned(folder.rows, ALL)
    results: list[Compacted] = []
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        results.append(compact(folder.rows, work, nothing))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((each.pieces, each.conflicts) for each in results) == [(0, 1), (1, 0)]
    assert content(folder.rows).equals(before)
    assert len(list((tmp_path / "trajectories").glob("date=*/*"))) == 5  # what the loser wrote is gone


def test_a_sink_that_commits_all_the_time_is_not_held_up_and_compaction_ends(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for _ in range(20):
        folder.write("ann")
    stop, slowest = threading.Event(), [0.0]

    def sink() -> None:
        while not stop.wait(0.1):
            begun = time.monotonic()
            folder.write("bob")
            slowest.append(time.monotonic() - begun)

    writer = threading.Thread(target=sink)
    writer.start()
    done: list[Compacted] = []
    while sum(each.pieces for each in done) < 5:
        done.append(compact(folder.rows, planned(folder.rows, ALL), nothing))
    stop.set()
    writer.join()
    assert sum(each.conflicts for each in done) == 0
    rows = content(folder.rows)
    assert len(set(rows["trajectory_id"].to_pylist())) == rows.num_rows == 20 + len(slowest) - 1
    assert max(slowest) < 10


def test_a_piece_holds_files_of_one_day_up_to_a_full_file() -> None:
    files = [File(f"{day}-{number}", 40, 1, day) for day in ("a", "b") for number in range(5)]
    work = pieces([*files, File("big", 99, 1, "a"), File("alone", 1, 1, "c")], Sizes(small=50, full=100))
    assert [(piece.date, piece.size) for piece in work] == [("a", 80), ("a", 80), ("b", 80), ("b", 80)]


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), min_size=1, max_size=40), min_size=1, max_size=5))
def test_a_merge_holds_every_row_once_and_in_order(lists: list[list[tuple[str, int]]]) -> None:
    times = pa.timestamp("us", tz="UTC")
    tables = [
        pa.table({"subject": [s for s, _ in rows], "start_time": pa.array([1000 * t for _, t in rows], times)}) for rows in lists
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sinks.dataset.merge._SLICE", 7)
        patch.setattr("sinks.dataset.merge._RUN", 300)
        found, _, count = merged(_written(table) for table in tables)
    rows = pq.read_table(pa.BufferReader(found))
    assert count == rows.num_rows
    got = list(zip(rows["subject"].to_pylist(), rows["start_time"].cast(pa.int64()).to_pylist(), strict=True))
    assert got == sorted((subject, 1000 * at) for rows in lists for subject, at in rows)


def _written(table: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    return bytes(out.getvalue())
