"""An export: the rows that were asked for, in an order that does not change, in a file that is whole or not there."""

import json
import stat
import tracemalloc
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from deltalake import DeltaTable

from schemas.errors import HandrailError
from sinks.dataset import export as exporting
from sinks.dataset.export import FORMATS, began, both, export
from sinks.dataset.loading_rows import Choice, at_version
from sinks.dataset.splits import FRACTIONS, parse
from tests.sinks.dataset.tables import DAY, START, step, trajectory, write


@pytest.fixture
def delta(tmp_path: Path) -> DeltaTable:
    groups = [[trajectory(n, start_time=START + n * DAY // 4) for n in range(first, first + 8)] for first in (0, 8)]
    return DeltaTable(write(tmp_path / "table", groups))


def quiet(*_: int) -> None:
    pass


def ids(delta: DeltaTable, out: Path, choice: Choice, form: str = "agentnet") -> list[str]:
    export(delta, choice, form, out, quiet)
    key = {"agentnet": "task_id", "adp": "id"}[form]
    return [json.loads(line)[key] for line in out.read_text(encoding="utf-8").splitlines()]


def names(*numbers: int) -> list[str]:
    return [f"trajectory-{number:04}" for number in numbers]


@pytest.mark.parametrize("form", FORMATS)
def test_every_row_is_a_line_in_the_order_of_dates(delta: DeltaTable, tmp_path: Path, form: str) -> None:
    assert ids(delta, tmp_path / "out", Choice(), form) == names(*range(16))


def test_since_is_within_and_until_without(delta: DeltaTable, tmp_path: Path) -> None:
    span = began(START + DAY, START + 2 * DAY)
    assert ids(delta, tmp_path / "out", Choice(span)) == names(4, 5, 6, 7)


def test_conditions_hold_together(delta: DeltaTable, tmp_path: Path) -> None:
    condition = both(None, ds.field("event_count") >= 5, began(None, START + 2 * DAY), None)
    assert ids(delta, tmp_path / "out", Choice(condition)) == names(5, 6, 7)
    assert both(None, None) is None


def test_splits_part_the_rows_by_person(delta: DeltaTable, tmp_path: Path) -> None:
    splits = parse("train=0.5,test=0.5")
    parts = [ids(delta, tmp_path / "out", Choice(splits=splits, split=name)) for name in ("train", "test")]
    assert sorted(chain(*parts)) == names(*range(16))
    assert all(parts)
    people = [{int(name[-4:]) % 7 for name in part} for part in parts]
    assert not people[0] & people[1]


def test_a_version_is_read_as_it_was(delta: DeltaTable, tmp_path: Path) -> None:
    assert ids(at_version(delta, 1), tmp_path / "out", Choice()) == names(*range(8))


@pytest.mark.parametrize("version", [3, -1])
def test_a_version_that_is_not_there_is_told(delta: DeltaTable, version: int) -> None:
    with pytest.raises(HandrailError, match="its newest is 2"):
        at_version(delta, version)


def test_the_file_is_for_its_owner_alone(delta: DeltaTable, tmp_path: Path) -> None:
    found = export(delta, Choice(), "adp", tmp_path / "out", quiet)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    assert (found.version, found.rows, found.bytes) == (2, 16, (tmp_path / "out").stat().st_size)


def test_what_stops_in_the_middle_leaves_the_old_file_and_nothing_else(
    delta: DeltaTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seen = tmp_path / "out" / "file", []
    out.parent.mkdir()
    out.write_text("old")

    def broken(row: Any) -> dict[str, Any]:
        seen.append(row["trajectory_id"])
        if len(seen) == 5:
            raise KeyboardInterrupt
        return {}

    monkeypatch.setattr(exporting, "FORMATS", {"adp": broken})
    with pytest.raises(KeyboardInterrupt):
        export(delta, Choice(), "adp", out, quiet)
    assert [(file.name, file.read_text()) for file in out.parent.iterdir()] == [("file", "old")]


def test_a_place_that_cannot_be_written_is_told(delta: DeltaTable, tmp_path: Path) -> None:
    with pytest.raises(HandrailError, match="is a folder"):
        export(delta, Choice(), "adp", tmp_path, quiet)
    with pytest.raises(HandrailError, match=r"nowhere/out cannot be written: No such file"):
        export(delta, Choice(), "adp", tmp_path / "nowhere" / "out", quiet)


def test_a_full_disk_is_told_as_that(delta: DeltaTable) -> None:
    with pytest.raises(HandrailError, match=r"cannot be written"), exporting._written(Path("/dev/full")):
        Path("/dev/full").write_text("x")


def test_a_version_whose_files_are_gone_is_told(delta: DeltaTable, tmp_path: Path) -> None:
    next((tmp_path / "table").rglob("*/0001.parquet")).unlink()
    with pytest.raises(HandrailError, match=r"0001\.parquet of this version is gone"):
        export(delta, Choice(), "adp", tmp_path / "out", quiet)


def test_progress_counts_files_and_rows(delta: DeltaTable, tmp_path: Path) -> None:
    told: list[tuple[int, ...]] = []
    export(delta, Choice(), "adp", tmp_path / "out", lambda *numbers: told.append(numbers))
    assert told[-1] == (4, 4, 16)
    assert told == sorted(told)


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    long = [step("type", text="x" * 1000)] * 20  # 20 kB a row

    def peak(groups: int) -> int:
        rows = [[trajectory(n, steps=long) for n in range(30)] for _ in range(groups)]
        delta = DeltaTable(write(tmp_path / f"table{groups}", rows))
        del rows
        tracemalloc.start()
        export(delta, Choice(), "agentnet", tmp_path / "out", quiet)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(10) < 1.5 * peak(1)


def test_the_default_fractions_are_fractions() -> None:
    assert [name for name, _ in parse(FRACTIONS).fractions] == ["train", "validation", "test"]
