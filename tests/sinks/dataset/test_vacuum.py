"""Vacuum, pins, retention: what goes and what stays."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from schemas.errors import HandrailError
from sinks.arrow import row, to_table
from sinks.dataset.compact import Sizes, compact, planned
from sinks.dataset.objects import Objects, active
from sinks.dataset.pins import Pin, Pins, Place, beside, missing, paths, versions
from sinks.dataset.retain import retain
from sinks.dataset.vacuum import clean_log, vacuum
from sinks.dataset.verify import parts, verify
from sinks.tables import ROWS
from tests.sinks.dataset.folders import DAY, START, Folder, content

ALL = Sizes(small=1 << 30, full=1 << 30)
HOUR = 3600


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("ann", "bob", at=START)
    folder.write("ann", at=START)
    return folder


def aged(objects: Objects, hours: int) -> None:
    """Make every object as old as that, and what the log says of removals."""
    then = datetime.now(UTC).timestamp() - hours * HOUR
    for path in Path(objects.root).rglob("*"):
        os.utime(path, (then, then))


def pin(folder: Folder, name: str = "run") -> Pins:
    pins = beside(folder.rows)
    pins.add(Pin(name, START, {each.name: Place(each.open().version(), {}) for each in folder.both}))
    return pins


def orphan(folder: Folder) -> str:
    trajectory, _ = folder._pair("cyd", START)
    (action,) = folder.upload(ROWS, to_table([row(trajectory)], ROWS.schema))
    path: str = action.path
    return path


def test_less_than_a_day_is_refused(folder: Folder) -> None:
    with pytest.raises(HandrailError, match="24 hours"):
        vacuum(folder.rows, [], 23, dry_run=True)


def test_an_upload_goes_only_when_it_is_too_old_to_be_committed(folder: Folder) -> None:
    old = orphan(folder)
    aged(folder.rows, 25)
    young = orphan(folder)
    assert vacuum(folder.rows, [], 24, dry_run=True) == [old]
    assert old in set(folder.rows.listed())
    assert vacuum(folder.rows, [], 24, dry_run=False) == [old]
    assert set(folder.rows.listed()) == {young, *(file.path for file in active(folder.rows.open()))}


def test_a_pinned_version_opens_after_compaction_and_vacuum(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    pins, before = pin(folder), content(folder.rows)
    (held,) = pins.all()
    monkeypatch.setattr("sinks.dataset.rewrite._now", lambda: START)  # removed long ago
    compact(folder.rows, planned(folder.rows, ALL), lambda _: None)
    aged(folder.rows, 100)
    assert vacuum(folder.rows, versions([held], "trajectories"), 24, dry_run=False) == []
    assert missing(held, folder.rows) == []
    table = folder.rows.open(held.tables["trajectories"].version).to_pyarrow_table().sort_by("trajectory_id")
    assert table.equals(before)
    pins.remove("run", folder.both)
    assert len(vacuum(folder.rows, versions(pins.all(), "trajectories"), 24, dry_run=False)) == 2
    assert missing(held, folder.rows) == paths(held, folder.rows)


def test_what_an_erasure_wrote_for_a_pin_outlives_a_vacuum(folder: Folder) -> None:
    folder.rows.create("_pinned/run/date=2026-01-01/a.parquet", b"")
    aged(folder.rows, 100)
    assert vacuum(folder.rows, [], 24, dry_run=True) == []


def test_a_name_is_pinned_once_and_found_by_name(folder: Folder) -> None:
    pins = pin(folder, "run-1")
    with pytest.raises(HandrailError, match="already"):
        pin(folder, "run-1")
    with pytest.raises(HandrailError, match="no pin other"):
        pins.get("other")
    with pytest.raises(HandrailError, match="no pin other"):
        pins.remove("other", folder.both)
    for name in ("", "A", "../up", "a/b", "x" * 65):
        with pytest.raises(HandrailError, match="name"):
            pin(folder, name)
    pins.remove("run-1", folder.both)
    assert pins.all() == []


def test_the_log_is_cleaned_up_to_a_checkpoint_that_every_pin_can_use(folder: Folder) -> None:
    folder.rows.open().create_checkpoint()  # at 2
    folder.write("bob")
    pins = pin(folder)  # at 3
    folder.write("bob")
    folder.rows.open().create_checkpoint()  # at 4
    folder.write("bob")
    aged(folder.rows, 24 * 40)
    now, offset = datetime.now(UTC), folder.rows.open().transaction_version("offset-0")
    keep = versions(pins.all(), "trajectories")
    assert clean_log(folder.rows, keep, 41, now, dry_run=False) == []
    dry = clean_log(folder.rows, keep, 30, now, dry_run=True)
    assert clean_log(folder.rows, keep, 30, now, dry_run=False) == dry == [f"{at:020}.json" for at in (0, 1)]
    assert folder.rows.open(3).version() == 3
    gone = clean_log(folder.rows, [], 30, now, dry_run=False)
    assert f"{3:020}.json" in gone
    assert f"{2:020}.checkpoint.parquet" in gone
    assert f"{4:020}.checkpoint.parquet" not in gone
    assert folder.rows.open().transaction_version("offset-0") == offset
    folder.write("bob")


def test_days_that_are_too_long_ago_leave_table_and_bucket(folder: Folder) -> None:
    folder.write("ann", at=START + 2 * DAY)
    first, today = date(2026, 1, 1), date(2026, 1, 11)
    assert retain(folder.rows, 10, today).rows_removed == 0
    result = retain(folder.rows, 9, today)
    assert (result.rows_removed, len(result.files_removed), result.held) == (3, 2, ())
    assert set(content(folder.rows)["date"].to_pylist()) == {first + timedelta(days=2)}
    assert set(folder.rows.listed()) == {file.path for file in active(folder.rows.open())}


def test_retention_leaves_what_is_pinned_until_it_is_released(folder: Folder) -> None:
    pins = pin(folder)
    result = retain(folder.rows, 1, date(2026, 6, 1))
    assert (result.rows_removed, result.files_removed, len(result.held)) == (3, (), 2)
    assert missing(pins.get("run"), folder.rows) == []
    assert active(folder.rows.open()) == []


def test_chains_of_reports_are_whole_after_retention(folder: Folder) -> None:
    folder.write("ann", "bob", at=START + 2 * DAY)
    assert [retain(objects, 9, date(2026, 1, 11)).rows_removed for objects in folder.both] == [3, 3]
    assert verify(*parts(folder.both, 1)).faults == {}
