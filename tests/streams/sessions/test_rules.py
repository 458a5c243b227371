"""When a trajectory and a session end, rule by rule, on logs small enough to read."""

import pytest

from streams.sessions.device import Closing, identify
from streams.sessions.partition import Fate, Sessions
from streams.sessions.thresholds import MINUTE, Thresholds
from tests.streams.log import batch, header

LIMITS = Thresholds()


def sessions(**limits):
    return Sessions({}, Thresholds(**limits))


def take(sessions, *batches):
    """Takes batches in; gives the closings as (reason, offsets, cut_after)."""
    closings = [closing for one in batches for closing in sessions.batch(one)[1]]
    return [shown(closing) for closing in closings]


def shown(closing: Closing):
    return closing.reason, [batch.offset for batch in closing.batches], closing.cut_after


def test_the_publishers_end_closes_and_cuts_no_text():
    batches = batch(0, sequence=0, text_open=True), batch(1, sequence=1, text_open=True, end=True)
    assert take(sessions(), *batches) == [("end", [0, 1], False)]


def test_a_gap_of_exactly_the_limit_extends_the_session_and_a_longer_one_begins_another():
    live = sessions()
    gap = LIMITS.session_gap
    assert take(live, batch(0, last_time=5), batch(1, sequence=1, first_time=5 + gap, last_time=5 + gap)) == [
        ("hard_cap", [0, 1], False)
    ]
    [closing] = live.batch(batch(2, sequence=2, first_time=5 + 2 * gap, last_time=5 + 2 * gap, end=True))[1]
    assert (closing.identity.session_index, closing.identity.trajectory_index) == (0, 1)
    [closing] = live.batch(batch(3, sequence=3, first_time=6 + 3 * gap, last_time=6 + 3 * gap, end=True))[1]
    assert (closing.identity.session_index, closing.identity.trajectory_index) == (1, 0)


def test_a_session_gap_closes_what_was_open_and_cuts_its_text():
    late = batch(1, sequence=1, first_time=LIMITS.session_gap + 1, last_time=LIMITS.session_gap + 1)
    assert take(sessions(), batch(0, text_open=True), late) == [("session_gap", [0], True)]


def test_a_clock_that_was_set_back_within_the_gap_extends_the_session():
    live = sessions()
    assert take(live, batch(0, first_time=10 * MINUTE, last_time=10 * MINUTE), batch(1, sequence=1, first_time=0)) == []
    assert live.open_count() == 1


@pytest.mark.parametrize("year", [-31_536_000_000, 31_536_000_000])
def test_a_clock_that_jumps_far_either_way_begins_a_session_and_so_does_its_return(year):
    live, now = sessions(), 40 * 31_536_000_000
    times = [now, now + year, now + MINUTE]
    batches = [batch(at, sequence=at, first_time=time, last_time=time) for at, time in enumerate(times)]
    assert take(live, *batches) == [("session_gap", [0], False), ("session_gap", [1], False)]


def test_a_spool_that_arrives_after_a_weekend_is_split_by_its_own_times():
    live, day = sessions(), 24 * 60 * MINUTE
    friday = [0, 5 * MINUTE, 9 * MINUTE]
    times = [*friday, *(3 * day + time for time in friday)]
    monday = 3 * day + 10 * MINUTE  # when all of it is appended
    spool = [batch(at, monday, sequence=at, first_time=time, last_time=time) for at, time in enumerate(times)]
    assert take(live, *spool) == [("session_gap", [0, 1, 2], False)]
    [rest] = live.tick(monday + LIMITS.silence)
    assert (rest.identity.session_index, [one.offset for one in rest.batches]) == (1, [3, 4, 5])


def test_a_reboot_within_the_gap_goes_on_with_the_session_and_nothing_counts_as_missing():
    live = sessions()
    assert take(live, batch(0, sequence=0), batch(1, boot_id="next", sequence=0, first_time=MINUTE, last_time=MINUTE)) == []
    [closing] = live.tick(LIMITS.silence)
    assert [(one.offset, one.gap) for one in closing.batches] == [(0, 0), (1, 0)]


def test_a_wrong_clock_closes_nothing_of_another_device():
    live, year = sessions(), 365 * 24 * 60 * MINUTE
    take(live, batch(0, device_id="a"), batch(1, device_id="b", first_time=year, last_time=year))
    wrong = batch(2, device_id="b", sequence=1, first_time=-year, last_time=-year)
    assert [closing.row["device_id"] for closing in live.batch(wrong)[1]] == ["b"]
    assert live.open_count() == 2


def test_what_happens_by_itself_joins_a_session_and_does_not_extend_it():
    live, gap = sessions(), LIMITS.session_gap
    late = {"first_time": gap, "last_time": gap, "active": False, "end": True}
    [joined] = live.batch(batch(0, end=True))[1] and live.batch(batch(1, sequence=1, **late))[1]
    [after] = live.batch(batch(2, sequence=2, first_time=gap + 1, last_time=gap + 1, end=True))[1]
    assert (joined.identity.session_index, after.identity.session_index) == (0, 1)


def test_a_device_is_forgotten_at_the_first_tick_a_month_after_it_was_last_seen():
    live = sessions()
    take(live, batch(0, 5, end=True), batch(1, 6, device_id="b", end=True))
    assert live.forget(4 + LIMITS.forget) == []
    assert live.forget(5 + LIMITS.forget) == ["a"]
    assert live.forget(6 + LIMITS.forget) == ["b"]
    [closing] = live.batch(batch(2, sequence=1, first_time=9, end=True))[1]
    assert closing.identity.session_index == 0


def test_rows_of_a_predecessor_are_forgotten_too():
    [closing] = sessions().batch(batch(0, 5, end=True))[1]
    assert Sessions({"a": closing.row}, LIMITS).forget(5 + LIMITS.forget) == ["a"]


def test_a_duplicate_keeps_its_device_from_being_forgotten():
    live = sessions()
    take(live, batch(0, 5, end=True), batch(1, 100))
    assert [row["last_append"] for row in live.seen_again()] == [100]
    assert live.seen_again() == []
    assert live.forget(99 + LIMITS.forget) == []


def test_a_device_with_an_open_trajectory_is_not_forgotten_and_its_row_waits_for_the_closing():
    live = sessions(silence=2 * LIMITS.forget)
    take(live, batch(0, 5), batch(1, 6))
    assert live.seen_again() == []
    assert live.forget(2 * LIMITS.forget) == []


def test_a_tick_shows_silence_at_the_limit_and_not_before():
    live = sessions()
    take(live, batch(0, 1_000), batch(1, 2_000, sequence=1))
    assert live.tick(2_000 + LIMITS.silence - 1) == []
    assert [shown(closing) for closing in live.tick(2_000 + LIMITS.silence)] == [("silence", [0, 1], False)]
    assert live.tick(10 * LIMITS.silence) == []


def test_a_tick_closes_many_devices_in_order_of_their_ids():
    live = sessions()
    take(live, *(batch(offset, device_id=device) for offset, device in enumerate("cab")))
    assert [closing.row["device_id"] for closing in live.tick(LIMITS.silence)] == ["a", "b", "c"]


def test_silence_does_not_end_the_session():
    live = sessions()
    take(live, batch(0))
    [first] = live.tick(LIMITS.silence)
    take(live, batch(1, LIMITS.silence, sequence=1, first_time=5 * MINUTE, last_time=5 * MINUTE))
    [second] = live.tick(2 * LIMITS.silence)
    assert first.identity.session_id == second.identity.session_id
    assert (first.identity.trajectory_index, second.identity.trajectory_index) == (0, 1)


def test_a_soft_cap_waits_until_no_text_is_open():
    long = {"last_time": LIMITS.soft_cap, "first_time": LIMITS.soft_cap}
    live = sessions()
    assert take(live, batch(0), batch(1, sequence=1, text_open=True, **long)) == []
    assert take(live, batch(2, sequence=2, **long)) == [("soft_cap", [0, 1, 2], False)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (batch(0), batch(1, sequence=1, first_time=15 * MINUTE, last_time=15 * MINUTE, text_open=True)),
        (batch(0, 7), batch(1, 7 + 15 * MINUTE, sequence=1, text_open=True)),
        (batch(0, event_count=99_999), batch(1, sequence=1, text_open=True)),
        (batch(0, size=(4 << 20) - 10), batch(1, sequence=1, size=10, text_open=True)),
    ],
    ids=["event time", "append time", "events", "bytes"],
)
def test_a_hard_cap_cuts_even_an_open_text(first, last):
    assert take(sessions(), first, last) == [("hard_cap", [0, 1], True)]


def test_after_a_cut_the_next_trajectory_knows_that_it_begins_in_a_text():
    live = sessions(events=1)
    [first] = live.batch(batch(0, text_open=True))[1]
    [second] = live.batch(batch(1, sequence=1))[1]
    [third] = live.batch(batch(2, sequence=2))[1]
    assert [(one.cut_before, one.cut_after) for one in (first, second, third)] == [(False, True), (True, False), (False, False)]
    assert [one.row["text_cut"] for one in (first, second, third)] == [True, False, False]


def test_the_budget_closes_the_oldest_until_it_is_kept():
    live = sessions(budget=30)
    assert take(live, batch(0, device_id="b"), batch(1, device_id="a"), batch(2, device_id="c")) == []
    assert take(live, batch(3, device_id="d", size=15, text_open=True)) == [("budget", [0], False), ("budget", [1], False)]
    assert live.open_bytes == 25


def test_a_batch_larger_than_the_budget_is_closed_at_once():
    assert take(sessions(budget=5), batch(0, text_open=True)) == [("budget", [0], True)]


def test_duplicates_are_told_from_batches_that_are_done():
    done = Sessions({"a": close_one().row}, LIMITS)
    assert done.batch(batch(0))[0] is Fate.DONE
    assert done.batch(batch(5))[0] is Fate.DUPLICATE
    assert done.batch(batch(6, sequence=1))[0] is Fate.OPEN


def close_one():
    [closing] = sessions().batch(batch(0, end=True))[1]
    return closing


def test_missing_batches_are_counted_where_they_are_missing():
    live = sessions()
    [closing] = [
        closing
        for one in (batch(0, sequence=2), batch(1, sequence=3), batch(2, sequence=7, end=True))
        for closing in live.batch(one)[1]
    ]
    assert [one.gap for one in closing.batches] == [2, 0, 3]


def test_the_last_eight_boots_are_remembered_and_an_older_one_counts_as_new():
    live = sessions()
    for number in range(9):
        live.batch(batch(number, boot_id=f"boot {number}", sequence=4))
    fates = {number: live.batch(batch(20, boot_id=f"boot {number}", sequence=4))[0] for number in (8, 1)}
    assert set(fates.values()) == {Fate.DUPLICATE}
    assert live.batch(batch(21, boot_id="boot 0", sequence=4))[0] is Fate.OPEN
    [closing] = live.batch(batch(22, boot_id="boot 0", sequence=5, end=True))[1]
    assert [boot["boot_id"] for boot in closing.row["boots"]] == [f"boot {number}" for number in (*range(2, 9), 0)]
    assert closing.row["boots"][-1]["next_sequence"] == 6


def test_the_oldest_open_batch_is_the_first_in_the_log():
    live = sessions()
    assert live.oldest() is None
    take(live, batch(3, device_id="b"), batch(4, device_id="a"), batch(5, device_id="b", sequence=1))
    assert (live.oldest().offset, live.open_count()) == (3, 2)
    take(live, batch(6, device_id="b", sequence=2, end=True))
    assert live.oldest().offset == 4


def test_the_report_digest_is_the_rows_until_a_closing_is_committed():
    live = Sessions({"a": close_one().row | {"report_digest": "before"}}, LIMITS)
    assert (live.report_digest("a"), live.report_digest("b")) == ("before", "")
    live.committed("a", "after")
    assert live.report_digest("a") == "after"


def test_ids_of_known_batches_stay():
    first = header(device_id="device", boot_id="boot", sequence=7)
    assert identify("trajectory", first) == "84219ddad45c2cc7ca1a68f332243295"
    assert identify("session", first) == "b70061cac36eb3e744c81de90ad13bb1"


def test_ids_depend_on_device_boot_and_sequence_alone():
    one = header(device_id="device", boot_id="boot", sequence=7)
    assert identify("session", one) == identify("session", {**one, "first_time": 9, "subject": "x", "end": True})
    others = [{"device_id": "x"}, {"boot_id": "x"}, {"sequence": 8}]
    assert len({identify("session", {**one, **change}) for change in [{}, *others]}) == 4


def test_a_row_is_left_alone_by_what_comes_after_it():
    live = sessions()
    [closing] = live.batch(batch(0, end=True))[1]
    before = repr(closing.row)
    live.batch(batch(1, sequence=1, boot_id="another", end=True))
    assert repr(closing.row) == before
