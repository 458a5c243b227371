"""What verification finds: each planted fault, by name, and none in what is sound."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from sinks.batch import Span
from sinks.commit import Table
from sinks.dataset.checks import show
from sinks.dataset.checks.findings import Findings
from sinks.dataset.checks.log import parse
from sinks.dataset.checks.pairs import Cut, compare
from sinks.dataset.checks.rows import OF_REPORTS, OF_TRAJECTORIES, key
from sinks.dataset.erase import erase
from sinks.dataset.retain import retain
from sinks.dataset.verify import parts, verify
from sinks.erasure import Erasure
from sinks.tables import REPORTS, ROWS
from tests.sinks.conftest import START
from tests.sinks.dataset.folders import DAY, Folder
from tests.sinks.dataset.planted import PLANTED, doubled, missing, rows_of, without

PEOPLE = ("ann", "bob", "cat")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Three batches of three people, on two days."""
    folder = Folder(tmp_path)
    for number in range(3):
        folder.write(*PEOPLE, at=START + number * DAY // 2)
    return folder


def found(folder: Folder) -> Findings:
    return verify(*parts(folder.both, 1))


def faults(folder: Folder) -> set[str]:
    return {sentence.partition(" (")[0] for sentence in found(folder).faults}


def test_a_sound_data_set_has_no_fault(folder: Folder) -> None:
    sound = found(folder)
    assert sound.faults == {}
    assert (sound.trajectories, sound.reports, sound.devices, sound.chains, sound.pending) == (9, 9, 3, 3, 0)
    assert sound.commits == 8


@pytest.mark.parametrize(("sentence", "plant"), PLANTED.items(), ids=[plant.__name__ for plant in PLANTED.values()])
def test_a_planted_fault_is_found(folder: Folder, sentence: str, plant: Callable[[Folder], None]) -> None:
    folder.write(*PEOPLE, at=START - DAY)
    for kind in (REPORTS, ROWS):  # everything that is there is complete
        table = Table(str(folder.root / kind.name), kind.schema, {})
        table.refresh()
        offset = table.offsets([0])[0]
        table._commit([], {0: Span(offset, (offset or 0) + 1, START + 9 * DAY)})
    assert faults(folder) == set()
    plant(folder)
    assert sentence in faults(folder)


def test_what_is_wrong_is_named(folder: Folder) -> None:
    doubled(folder)
    [fault] = found(folder).faults.values()
    assert fault.count == 1
    assert fault.names[0].startswith("device-of-")


def test_after_an_erasure_or_retention_nothing_is_a_fault_and_a_loss_is_one_still(folder: Folder) -> None:
    for number in range(3):  # the device was another person's before and after
        folder.write("ann", "dan", at=START + (4 + number) * DAY)
    for objects in folder.both:
        erase(objects, "ann", Erasure("2026-02-01", 1 << 50), START)
    assert faults(folder) == set()
    for objects in folder.both:
        retain(objects, 6, date(2026, 1, 11))
    assert faults(folder) == set()
    assert found(folder).trajectories == 3
    folder.write("dan", at=START + 9 * DAY)
    without(folder.rows, 1)
    without(folder.reports, 1)
    assert "reports that follow one that is not there" in faults(folder)


def test_unknown_kinds_are_a_fault(folder: Folder) -> None:
    row = rows_of(folder.rows).slice(0, 1).to_pylist()[0]
    row["end_reason"], row["trajectory_id"] = "boredom", "odd"
    folder.append(ROWS, pa.Table.from_pylist([row], schema=ROWS.schema))
    assert "rows of kinds that nobody knows" in faults(folder)


def test_json_says_the_same(folder: Folder) -> None:
    missing(folder)
    said = json.loads(show.record(found(folder)))
    assert not said["ok"]
    assert said["reports"] == 9
    assert "files of the table that are not there (trajectories)" in {fault["fault"] for fault in said["faults"]}


def trajectories(**digests: str) -> pa.Table:
    columns = [[key(each) for each in digests], [key(each) for each in digests.values()]]
    return pa.Table.from_arrays([pa.array(column, pa.binary(16)) for column in columns], schema=OF_TRAJECTORIES)


def reports(*rows: tuple[str, str, str, int]) -> pa.Table:
    """Of id, digest, previous and time; all of one device."""
    made = [
        {
            "id": key(name),
            "device": key("device"),
            "time": at,
            "digest": key(own),
            "previous": key(previous) if previous else None,
        }
        for name, own, previous, at in rows
    ]
    return pa.Table.from_pylist(made, schema=OF_REPORTS)


def wrong(expected: pa.Table, given: pa.Table, due: int = 100, cut: Cut = Cut()) -> dict[str, set[bytes]]:  # noqa: B008
    return {sentence: keys for sentence, keys in compare(expected, given, due, cut).wrong.items() if keys}


def test_a_report_without_a_trajectory_is_a_fault_below_valid_through_only() -> None:
    alone = reports(("a", "1", "", 10))
    assert wrong(trajectories(), alone, 11) == {"reports without a trajectory": {key("a")}}
    assert wrong(trajectories(), alone, 10) == {}
    assert compare(trajectories(), alone, 10, Cut()).pending == 1


def test_a_forked_chain_is_a_fault() -> None:
    forked = reports(("a", "1", "", 1), ("b", "2", "1", 2), ("c", "3", "1", 3))
    expected = trajectories(a="1", b="2", c="3")
    assert wrong(expected, forked) == {"reports that continue a chain where another one does": {key("b"), key("c")}}


def test_a_chain_may_begin_behind_what_was_erased_and_what_was_too_old() -> None:
    later, expected = reports(("b", "2", "1", 2), ("c", "3", "2", 3)), trajectories(b="2", c="3")
    sentence = "reports that follow one that is not there"
    assert wrong(expected, later) == {sentence: {key("b")}}
    assert wrong(expected, later, cut=Cut({key("1")})) == {}
    assert wrong(expected, later, cut=Cut(begins=True)) == {}
    gone = reports(("b", "2", "1", 2), ("d", "4", "3", 4))
    assert wrong(trajectories(b="2", d="4"), gone, cut=Cut(begins=True)) == {sentence: {key("d")}}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"txn": 3}', '{"txn": {"appId": "offset-0"}}', '{"add": {"stats": "x"}}'])
def test_garbage_in_the_log_is_an_error_that_is_caught(text: str) -> None:
    try:
        assert parse(0, text).offsets == {}
    except (ValueError, KeyError, TypeError, AttributeError):
        assert text
