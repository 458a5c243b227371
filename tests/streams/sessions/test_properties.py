"""Sessions as a function of the log: against a plain oracle, through restarts at any offset, with devices interleaved."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.sessions.partition import Fate, Sessions
from streams.sessions.thresholds import Thresholds
from tests.streams.log import Tick, logs

LIMITS = Thresholds(session_gap=100, silence=60, soft_cap=40, hard_cap=80, events=9, bytes=80, budget=1 << 30)
TIGHT = replace(LIMITS, budget=60)


def step(sessions, record):
    return sessions.tick(record.append_time) if isinstance(record, Tick) else sessions.batch(record)[1]


def run(log, limits=LIMITS, rows=None):
    sessions = Sessions(rows or {}, limits)
    return [closing for record in log for closing in step(sessions, record)]


def shown(closing):
    """All of a closing that must be the same in every run."""
    batches = [(one.offset, one.gap) for one in closing.batches]
    return closing.identity, closing.reason, batches, closing.cut_before, closing.cut_after, closing.row


def offsets(closings):
    return [one.offset for closing in closings for one in closing.batches]


def accepted(log):
    sessions = Sessions({}, LIMITS)
    fates = {record.offset: sessions.batch(record)[0] for record in log if not isinstance(record, Tick)}
    return [offset for offset, fate in fates.items() if fate is Fate.OPEN]


def oracle(log):
    """What one device's log closes: reasons and offsets, from the rules as they are written down."""
    closed, batches, following, last_seen = [], [], {}, None

    def close(reason):
        closed.append((reason, [one.offset for one in batches]))
        batches.clear()

    for record in log:
        if isinstance(record, Tick):
            if batches and record.append_time - batches[-1].append_time >= 60:
                close("silence")
            continue
        head = record.header
        if head["sequence"] < following.get(head["boot_id"], 0):
            continue
        following[head["boot_id"]] = head["sequence"] + 1
        new = last_seen is None or abs(head["first_time"] - last_seen) > 100
        if batches and new:
            close("session_gap")
        batches.append(record)
        last_seen = head["last_time"] if head["active"] or new else last_seen
        span, waited = head["last_time"] - batches[0].header["first_time"], record.append_time - batches[0].append_time
        events, size = sum(one.header["event_count"] for one in batches), sum(one.size for one in batches)
        if head["end"]:
            close("end")
        elif span >= 80 or waited >= 80 or events >= 9 or size >= 80:
            close("hard_cap")
        elif span >= 40 and not head["text_open"]:
            close("soft_cap")
    return closed


@settings(max_examples=300)
@given(logs(devices="a"))
def test_one_device_closes_what_the_rules_say(log):
    assert [(closing.reason, [one.offset for one in closing.batches]) for closing in run(log)] == oracle(log)


@given(logs())
def test_every_accepted_batch_is_in_exactly_one_closing_in_order(log):
    whole = [*log, Tick(len(log), 1 << 40)]
    for device in "ab":
        closed = offsets(closing for closing in run(whole) if closing.row["device_id"] == device)
        assert closed == [offset for offset in accepted(log) if log[offset].header["device_id"] == device]


@given(logs())
def test_sessions_of_a_device_lie_more_than_the_gap_apart_and_trajectories_within_one_do_not(log):
    for device in "ab":
        closings = [closing for closing in run([*log, Tick(len(log), 1 << 40)]) if closing.row["device_id"] == device]
        for before, after in pairwise(closings):
            apart = abs(after.batches[0].header["first_time"] - before.row["last_seen"]) > LIMITS.session_gap
            here, there = before.identity, after.identity
            assert apart == (here.session_id != there.session_id)
            assert there.previous_session_id == (here.session_id if apart else here.previous_session_id)
            assert there.session_index == here.session_index + apart
            assert there.trajectory_index == (0 if apart else here.trajectory_index + 1)


@given(logs())
def test_a_text_is_never_cut_by_a_soft_cap_and_every_cut_is_known_on_both_sides(log):
    cut = {}
    for closing in run(log, TIGHT):
        last = closing.batches[-1].header
        assert closing.cut_after == (last["text_open"] and not last["end"])
        assert not (closing.cut_after and closing.reason in {"soft_cap", "end"})
        assert closing.cut_before == cut.get(closing.row["device_id"], False)
        cut[closing.row["device_id"]] = closing.cut_after


@settings(max_examples=300)
@given(log=logs(), tight=st.booleans(), stops=st.lists(st.integers(0, 30), max_size=3), early=st.integers(0, 30))
def test_restarts_at_any_offset_yield_the_closings_of_an_undisturbed_run(log, tight, stops, early):
    limits = TIGHT if tight else LIMITS
    rows, closings, begin = {}, [], 0
    for stop in [*sorted(stops), len(log)]:
        sessions = Sessions(rows, limits)
        for record in log[begin:stop]:
            closed = step(sessions, record)
            rows = rows | {closing.row["device_id"]: closing.row for closing in closed}
            closings += closed
        oldest = sessions.oldest()
        unfinished = oldest.offset if oldest else max(begin, stop)
        begin = max(0, unfinished - early)  # what was acknowledged but not committed to the group comes again
    assert sorted(map(repr, map(shown, closings))) == sorted(map(repr, map(shown, run(log, limits))))


@given(logs(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_duplicates_change_nothing(log, copies):
    twice = list(log)
    for which, later in copies:
        if which < len(log) and not isinstance(log[which], Tick):
            at = min(twice.index(log[which]) + 1 + later, len(twice))
            twice.insert(at, replace(log[which], append_time=twice[at - 1].append_time))
    again = run([replace(record, offset=offset) for offset, record in enumerate(twice)])
    assert list(map(without_offsets, again)) == list(map(without_offsets, run(log)))


def without_offsets(closing):
    numbers = [(one.header["boot_id"], one.header["sequence"], one.gap) for one in closing.batches]
    return closing.identity, closing.reason, numbers, closing.cut_before, closing.cut_after


@given(logs())
def test_devices_interleaved_behave_as_each_alone(log):
    for device in "ab":
        alone = [record for record in log if isinstance(record, Tick) or record.header["device_id"] == device]
        together = [closing for closing in run(log) if closing.row["device_id"] == device]
        assert list(map(shown, together)) == list(map(shown, run(alone)))


@given(logs())
def test_the_budget_is_kept_and_closes_the_oldest(log):
    sessions = Sessions({}, TIGHT)
    for record in log:
        closed = step(sessions, record)
        assert sessions.open_bytes <= TIGHT.budget
        oldest = sessions.oldest()
        for closing in closed:
            if closing.reason == "budget" and oldest:
                assert closing.batches[0].offset < oldest.offset


@given(logs())
def test_what_is_open_is_what_was_accepted_and_not_closed(log):
    sessions = Sessions({}, TIGHT)
    opened = {}
    for record in log:
        if not isinstance(record, Tick):
            fate, closed = sessions.batch(record)
            opened |= {record.offset: record} if fate is Fate.OPEN else {}
        else:
            closed = sessions.tick(record.append_time)
        for offset in offsets(closed):
            del opened[offset]
    assert sessions.open_bytes == sum(one.size for one in opened.values())
    assert sessions.open_count() == len({one.header["device_id"] for one in opened.values()})
    assert (sessions.oldest().offset if opened else None) == min(opened, default=None)
