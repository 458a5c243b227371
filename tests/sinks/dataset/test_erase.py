"""Erasure: nothing of the person is left, in whatever state the table is."""

import threading
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import HandrailError
from sinks.arrow import row, to_table
from sinks.dataset.compact import Sizes, compact, planned
from sinks.dataset.erase import erase, holding
from sinks.dataset.merge import merged
from sinks.dataset.objects import Objects, active
from sinks.dataset.pins import Pin, Place, beside, missing, paths
from sinks.dataset.verify import parts, verify
from sinks.erasure import Erasure, read
from sinks.tables import ROWS
from tests.sinks.dataset.folders import DAY, START, Folder, content, subjects

ALL = Sizes(small=1 << 30, full=1 << 30)
EVER = Erasure("2027-01-01", START + 400 * DAY)
ANN = "ann-pseudonym"


def erase_both(folder: Folder, subject: str = ANN) -> list[Any]:
    return [erase(objects, subject, EVER, START) for objects in folder.both]


def is_named(folder: Folder, subject: str = ANN) -> bool:
    return any(subject.encode() in each for each in folder.everything())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Three days; Ann is in two of them."""
    folder = Folder(tmp_path)
    folder.write(ANN, "bob", ANN, "cyd", at=START)
    folder.write("bob", "cyd", at=START + DAY)
    folder.write(ANN, at=START + 2 * DAY)
    return folder


def test_only_touched_files_are_written_again_and_the_others_rows_stay(folder: Folder) -> None:
    before, files = content(folder.rows), {file.path for file in active(folder.rows.open())}
    rows, reports = erase_both(folder)
    assert (rows.rows_removed, reports.rows_removed, len(rows.files_removed)) == (3, 3, 2)
    after = content(folder.rows)
    assert after.equals(before.filter([subject != ANN for subject in before["subject"].to_pylist()]))
    left = {file.path for file in active(folder.rows.open())}
    assert (len(files & left), len(left)) == (1, 2)
    assert set(rows.files_removed) == files - left
    assert rows.version_before < rows.version_after == folder.rows.open().version()


def test_no_object_names_the_person_afterwards(folder: Folder) -> None:
    for objects in folder.both:
        objects.open().create_checkpoint()
    assert is_named(folder)
    erase_both(folder)
    for objects in folder.both:
        objects.open().create_checkpoint()
    assert not is_named(folder)
    assert is_named(folder, "bob")


def test_files_that_compaction_left_behind_go_as_well(folder: Folder) -> None:
    folder.write(ANN, "bob", at=START)
    for objects in folder.both:
        assert compact(objects, planned(objects, ALL), lambda _: None).pieces
    erase_both(folder)
    assert not is_named(folder)
    assert subjects(folder.rows) == ["bob", "cyd"]


def test_an_upload_without_the_person_that_is_not_committed_stays(folder: Folder) -> None:
    made = [folder._pair(subject, START) for subject in ("bob", ANN)]
    kept, gone = (folder.upload(ROWS, to_table([row(trajectory)], ROWS.schema))[0] for trajectory, _ in made)
    erase_both(folder)
    assert kept.path in set(folder.rows.listed())
    assert gone.path not in set(folder.rows.listed())


def test_offsets_stay_and_sinks_write_on(folder: Folder) -> None:
    offset = folder.rows.open().transaction_version("offset-0")
    erase_both(folder)
    assert folder.rows.open().transaction_version("offset-0") == offset
    folder.write("bob")
    assert folder.rows.open().transaction_version("offset-0") == (offset or 0) + 1


def test_whoever_is_not_there_is_put_on_the_list_all_the_same(folder: Folder) -> None:
    result = erase(folder.rows, "nobody", EVER, START)
    assert (result.rows_removed, result.files_removed) == (0, ())
    assert "nobody" in read(folder.rows.open().metadata().configuration)


def test_two_erasures_at_once_are_both_on_the_list(folder: Folder) -> None:
    threads = [threading.Thread(target=erase_both, args=[folder, subject]) for subject in (ANN, "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert subjects(folder.rows) == ["cyd"]
    held = read(folder.rows.open().metadata().configuration)
    assert ANN in held
    assert "bob" in held
    assert not is_named(folder, ANN)
    assert not is_named(folder, "bob")


def test_a_compaction_that_read_before_brings_nobody_back(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(ANN, "bob", at=START)
    work = planned(folder.rows, ALL)

    def crossed(files: Any) -> Any:
        result = merged(files)
        erase_both(folder)
        return result

    monkeypatch.setattr("sinks.dataset.compact.merged", crossed)
    assert compact(folder.rows, work, lambda _: None).conflicts == 1
    assert not is_named(folder)


def test_chains_of_reports_are_whole_after_an_erasure_also_of_a_person_who_comes_back(folder: Folder) -> None:
    erase_both(folder)
    assert verify(*parts(folder.both, 1)).faults == {}
    folder.write(ANN, "bob", at=START + 3 * DAY)
    assert verify(*parts(folder.both, 1)).faults == {}


def test_doing_it_again_does_nothing_more(folder: Folder) -> None:
    erase_both(folder)
    assert [(each.rows_removed, each.files_removed) for each in erase_both(folder)] == [(0, ()), (0, ())]


def test_an_object_that_nobody_can_read_ends_it_in_a_sentence(folder: Folder) -> None:
    folder.rows.create("date=2026-01-01/broken.parquet", b"")
    with pytest.raises(HandrailError, match="is no Parquet file"):
        erase_both(folder)


def test_what_would_be_touched_is_said(folder: Folder) -> None:
    assert sorted(file.rows for file in holding(folder.rows, ANN)) == [1, 4]
    assert holding(folder.rows, "nobody") == []


def test_erasure_reaches_a_pin_and_its_owner_is_told(folder: Folder) -> None:
    pins = beside(folder.rows)
    pins.add(Pin("run-1", START, {each.name: Place(each.open().version(), {}) for each in folder.both}))
    folder.write("dan")
    rows, _ = erase_both(folder)
    pin = pins.get("run-1")
    assert rows.pins == ("run-1",)
    assert "3 rows of trajectories" in pin.notice
    assert missing(pin, folder.rows) == []
    assert _pinned_subjects(pin, folder.rows) == ["bob", "bob", "cyd", "cyd"]
    erase_both(folder, "bob")
    assert _pinned_subjects(pins.get("run-1"), folder.rows) == ["cyd", "cyd"]
    assert not is_named(folder, "bob")
    pins.remove("run-1", folder.both)
    assert not list(folder.root.rglob("_pinned/**/*.parquet"))


def _pinned_subjects(pin: Pin, objects: Objects) -> list[str]:
    return sorted(subject for path in paths(pin, objects) for subject in objects.parquet(path).read()["subject"].to_pylist())
