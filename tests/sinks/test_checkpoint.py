"""Checkpoints are written as commits go by, and change nothing but how long it takes to start."""

import os
import threading
import time
from pathlib import Path

import pytest
from deltalake import DeltaTable

from sinks import commit
from sinks.batch import Span
from sinks.commit import Outcome, Table
from sinks.store import FAULTS
from sinks.tables import ROWS

MONTHS = 90 * 86_400


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A table in a folder, for which five commits are many."""
    monkeypatch.setattr(commit, "_CHECKPOINT", 5)
    return opened(tmp_path)


def opened(folder: Path) -> Table:
    table = Table(str(folder), ROWS.schema, {})
    table.refresh()
    return table


def commits(table: Table, partition: int, ends: range) -> None:
    for end in ends:
        assert table.append([], {partition: Span(end - 1 or None, end)}) is Outcome.COMMITTED
        table.refresh()
        table.checkpoint()


def checkpoints(folder: Path) -> list[int]:
    return sorted(int(file.name.partition(".")[0]) for file in (folder / "_delta_log").glob("*.checkpoint.parquet"))


def test_one_is_written_after_so_many_commits_and_no_sooner(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 5))
    assert checkpoints(tmp_path) == []
    commits(table, 0, range(5, 12))
    assert checkpoints(tmp_path) == [5, 10]
    assert opened(tmp_path).offsets([0]) == {0: 11}


def test_whoever_starts_reads_what_is_in_no_checkpoint_and_no_more(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 8))
    for version in range(5):
        (tmp_path / "_delta_log" / f"{version:020}.json").unlink()
    assert opened(tmp_path).offsets([0]) == {0: 7}


def test_one_that_fails_is_written_at_the_next_commit(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 5))
    (hindrance := tmp_path / "_delta_log" / f"{5:020}.checkpoint.parquet").mkdir()
    with pytest.raises(FAULTS):
        commits(table, 0, range(5, 6))
    hindrance.rmdir()
    commits(table, 0, range(6, 7))
    assert checkpoints(tmp_path) == [6]


def test_one_that_was_cut_short_before_its_hint_does_no_harm(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 7))
    (tmp_path / "_delta_log" / "_last_checkpoint").unlink()
    assert opened(tmp_path).offsets([0]) == {0: 6}


def test_two_at_once_do_no_harm(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 5))
    others = [opened(tmp_path) for _ in range(4)]
    assert table.append([], {0: Span(4, 5)}) is Outcome.COMMITTED
    for other in others:
        other.refresh()
    threads = [threading.Thread(target=other.checkpoint) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert checkpoints(tmp_path) == [5]
    assert opened(tmp_path).offsets([0]) == {0: 5}


def test_no_commit_and_no_checkpoint_forgets_an_old_entry_of_the_log(table: Table, tmp_path: Path) -> None:
    commits(table, 0, range(1, 5))
    old = time.time() - MONTHS
    for file in (tmp_path / "_delta_log").iterdir():
        os.utime(file, (old, old))
    commits(table, 0, range(5, 12))
    assert DeltaTable(str(tmp_path), version=1).version() == 1
    assert len(list((tmp_path / "_delta_log").glob("*.json"))) == 12
