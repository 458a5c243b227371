"""The verifier on small logs and tables, sound ones and every way of being wrong."""

from copy import deepcopy
from datetime import UTC, date, datetime
from hashlib import blake2b

import pytest

from schemas.codec import encode, parsed
from tests.system.chaos.log import Entry, Letter
from tests.system.chaos.tables import Tables, Version
from tests.system.chaos.verifier import Made, verify

NOON = 1_700_000_000_000
SCREEN = dict.fromkeys(("width", "height", "window_x", "window_y", "window_width", "window_height"), 0) | {"scale": 1.0}


def batch(offset, device, sequence, events=3, boot="boot"):
    header = {
        "device_id": device,
        "subject": "subject",
        "boot_id": boot,
        "sequence": sequence,
        "first_time": NOON + 1000 * sequence,
        "last_time": NOON + 1000 * sequence + 500,
        "event_count": events,
    }
    return Entry(0, offset, NOON + offset, header)


def garbage(offset):
    return Entry(0, offset, NOON + offset, None)


def identify(kind, entry):
    first = f"{entry.header['device_id']}\0{entry.header['boot_id']}\0{entry.header['sequence']}"
    return blake2b(first.encode(), digest_size=16, person=kind.encode()).hexdigest()


def at(milliseconds):
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def pair(batches, index, session, previous):
    """A trajectory of these batches and its report, as the tables hold them."""
    first, last = batches[0].header, batches[-1].header
    shared = {
        "trajectory_id": identify("trajectory", batches[0]),
        "session_id": session,
        "subject": first["subject"],
        "device_id": first["device_id"],
        "date": date(2023, 11, 14),
        "start_time": at(first["first_time"]),
    }
    report = shared | {
        "redaction_policy": "policy",
        "detectors": [{"name": "rules", "version": "1"}],
        "texts_examined": 1,
        "texts_withheld": 0,
        "outcome": "clean",
        "findings": [],
        "previous_digest": previous,
    }
    plain = report | {"date": "2023-11-14", "start_time": first["first_time"]}
    row = shared | {
        "session_index": 0,
        "trajectory_index": index,
        "end_time": at(last["last_time"]),
        "window_title": "Notes",
        "screen": SCREEN,
        "steps": [{"kind": "type", "text": "x", "withheld": None}],
        "batch_count": len(batches),
        "event_count": sum(entry.header["event_count"] for entry in batches),
        "report_digest": blake2b(encode(parsed("RedactionReport"), plain), digest_size=32).hexdigest(),
    }
    return row, report


def made(*groups, marks=NOON + 10_000, letters=()):
    """What a sound application makes of the batches of one device, given as its trajectories."""
    rows, reports, previous = [], [], ""
    for index, group in enumerate(groups):
        row, report = pair(group, index, identify("session", groups[0][0]), previous)
        previous = row["report_digest"]
        rows.append(row)
        reports.append(report)
    return Made(Tables(rows, reports, {"trajectories": [marks], "redactions": [marks]}), list(letters))


A, B, C, D = (batch(number, "device", number) for number in range(4))


@pytest.fixture
def sound():
    return made([A, B], [C, D])


def spoiled(sound, table, index, **values):
    spoiled = deepcopy(sound)
    getattr(spoiled.tables, table)[index] |= values
    return spoiled


def test_nothing_is_wrong_with_a_sound_application(sound):
    verdict = verify([A, B, C, D], sound, deepcopy(sound))
    assert verdict.faults == []
    assert (verdict.batches, verdict.duplicates, verdict.trajectories) == (4, 0, 2)


def test_a_batch_that_comes_again_is_a_duplicate(sound):
    again = batch(9, "device", 1)
    assert verify([A, B, C, D, again], sound).faults == []
    assert verify([A, B, C, D, again], sound).duplicates == 1


def test_a_lost_batch_is_found():
    assert "holds batches" not in verify([A, B, C], made([A, B])).faults[0]
    assert "1 batches of device device are in no trajectory, the first at (0, 2)" in verify([A, B, C], made([A, B])).faults


def test_a_batch_left_out_in_the_middle_is_found():
    assert any("differs from its batches in trajectory_id" in fault for fault in verify([A, B, C], made([A], [C])).faults)


def test_a_batch_taken_twice_is_found(sound):
    wrong = spoiled(sound, "rows", 0, batch_count=3, event_count=9)
    assert any("differs from its batches" in fault for fault in verify([A, B, C, D], wrong).faults)


def test_a_trajectory_that_is_there_twice_is_found(sound):
    sound.tables.rows.append(sound.tables.rows[0])
    assert any("is there 2 times" in fault for fault in verify([A, B, C, D], sound).faults)


def test_a_trajectory_of_nothing_is_found(sound):
    assert any("holds batches that the log does not" in fault for fault in verify([A, B], sound).faults)


def test_a_missing_report_is_found(sound):
    del sound.tables.reports[1]
    assert any("has no report" in fault for fault in verify([A, B, C, D], sound).faults)


def test_a_report_without_a_trajectory_is_found(sound):
    alone = Made(Tables(sound.tables.rows[:1], sound.tables.reports, sound.tables.marks), [])
    assert any("which is no trajectory" in fault for fault in verify([A, B], alone).faults)


def test_a_broken_chain_is_found(sound):
    faults = verify([A, B, C, D], spoiled(sound, "reports", 1, previous_digest="")).faults
    assert any("does not follow the one before" in fault for fault in faults)
    assert any("names another report" in fault for fault in faults)


def test_a_watermark_that_stays_behind_is_found():
    faults = verify([A, B], made([A, B], marks=NOON)).faults
    assert [fault for fault in faults if "not valid through" in fault] == [
        "trajectories is not valid through the end of partition 0",
        "redactions is not valid through the end of partition 0",
    ]


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ([], "record (0, 7) is no batch and no dead letter"),
        ([Letter((0, 7), "undecodable")] * 2, "record (0, 7) is 2 dead letters"),
        ([Letter((0, 7), "undecodable"), Letter((0, 8), "undecodable")], "a dead letter names (0, 8), where nothing is"),
    ],
)
def test_dead_letters_that_do_not_fit_the_log_are_found(letters, sentence):
    assert verify([A, B, garbage(7)], made([A, B], letters=letters)).faults == [sentence]


def test_a_batch_that_was_refused_takes_no_place():
    forged = batch(5, "device", 1, boot="forged")
    letters = [Letter(forged.place, "bad_signature")]
    assert verify([A, forged, B], made([A, B], letters=letters)).faults == []


def test_a_trajectory_of_which_nothing_opened_is_dead_letters_alone():
    letters = [Letter(A.place, "unsealable"), Letter(B.place, "unsealable")]
    found = made([C, D], letters=letters)
    for row, report in zip(found.tables.rows, found.tables.reports, strict=True):
        row["trajectory_index"] = 1
        row["session_id"] = report["session_id"] = ""
    assert not any("differs" in fault or "no trajectory" in fault for fault in verify([A, B, C, D], found).faults)


@pytest.mark.parametrize(("table", "column"), [("rows", "window_title"), ("rows", "steps"), ("reports", "outcome")])
def test_a_difference_from_the_reference_is_found(sound, table, column):
    faults = verify([A, B, C, D], sound, spoiled(sound, table, 1, **{column: []})).faults
    assert any(fault.endswith(f"differs from the reference in {column}") for fault in faults)


def test_what_only_one_application_has_is_found(sound):
    faults = verify([A, B, C, D], sound, made([A, B], letters=[Letter(C.place, "unreducible")])).faults
    assert any("is not in the reference" in fault for fault in faults)
    assert any("of one application alone" in fault for fault in faults)


def test_a_text_withheld_for_time_is_excused_and_listed(sound):
    withheld = spoiled(sound, "rows", 0, steps=[{"kind": "type", "text": None, "withheld": "timeout"}])
    verdict = verify([A, B, C, D], sound, withheld)
    assert verdict.faults == []
    assert verdict.excused == [sound.tables.rows[0]["trajectory_id"]]


def test_a_text_withheld_for_another_reason_is_not(sound):
    withheld = spoiled(sound, "rows", 0, steps=[{"kind": "type", "text": None, "withheld": "error"}])
    assert len(verify([A, B, C, D], sound, withheld).faults) == 1


def test_a_version_that_claimed_what_it_did_not_hold_is_found(sound):
    ids = [row["trajectory_id"] for row in sound.tables.rows]
    sound.tables.versions.extend([Version([None], set()), Version([C.append_time], {ids[0]}), Version([NOON + 10_000], set(ids))])
    assert verify([A, B, C, D], sound).faults == []
    sound.tables.versions[1] = Version([C.append_time + 1], {ids[0]})
    assert verify([A, B, C, D], sound).faults == [
        f"version 1 said to be valid beyond trajectory {ids[1]}, which came later (1 such)"
    ]


def test_a_watermark_that_went_back_is_found(sound):
    sound.tables.versions.extend([Version([NOON], set()), Version([NOON - 1], set())])
    assert verify([A, B, C, D], sound).faults == ["version 1 took a watermark back"]
