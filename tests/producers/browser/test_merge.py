"""What agent and browser tell stands on one line of time, however late each of them tells it, and nothing waits for long."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from producers.batcher import MAX_MILLISECONDS
from producers.browser.merge import HOLD, Merge
from schemas.events import Context, Input, Pointer
from tests.producers.desktop.desk import Session

MS = 1_000_000
BEGIN = 1_768_208_400_000
HERE = Context("shop", "Orders")


def played(told, merge=None):
    """What leaves, as (moment, event), when sources tell (moment, source, time of an event), and somebody looks every 10 ms."""
    merge, left = merge or Merge(lambda: True), []
    told = sorted(((moment, number, source, time) for number, (moment, source, time) in enumerate(told)), key=lambda one: one[:2])
    end = max((moment for moment, *_ in told), default=0) + HOLD + 10
    for now in range(0, end + 1, 10):
        while told and told[0][0] <= now:
            moment, number, source, time = told.pop(0)
            merge.put(source, [(Pointer(BEGIN + time, number, 0), HERE)], moment * MS)
        left += [(now, one) for one, _ in merge.take(now * MS)]
    assert merge.rest() == []
    return left


def line(source, gaps, delay):
    """Events of a source that tells each so late, in order."""
    time, told = 0, []
    for gap in gaps:
        time += gap
        told.append((time + delay, source, time))
    return told


GAPS = st.lists(st.integers(0, 200), max_size=30)
DELAYS = st.integers(0, HOLD)
TOLD = st.lists(st.tuples(st.integers(0, 2_000), st.sampled_from(["desktop", "others"]), st.integers(0, 9_000)), max_size=40)


@given(GAPS, DELAYS, GAPS, DELAYS)
def test_what_is_told_in_time_leaves_in_the_order_in_which_it_happened_as_it_was_told(mine, late, theirs, later):
    told = line("desktop", mine, late) + line("others", theirs, later)
    assert [one.time - BEGIN for _, one in played(told)] == sorted(time for _, _, time in told)


@given(TOLD)
def test_nothing_is_lost_or_doubled_each_source_keeps_its_order_and_times_go_back_only_where_a_batch_ends(told):
    left = [one for _, one in played(told)]
    assert sorted(one.x for one in left) == list(range(len(told)))
    for source in ("desktop", "others"):
        mine = sorted((moment, number, time) for number, (moment, whose, time) in enumerate(told) if whose == source)
        set_back = any(later[2] <= one[2] - MAX_MILLISECONDS for one, later in combinations(mine, 2))
        assert set_back or [one.x for one in left if told[one.x][1] == source] == [number for _, number, _ in mine]
    steps = [later.time - one.time for one, later in pairwise(left)]
    assert all(step >= 0 or step <= -MAX_MILLISECONDS for step in steps)


@given(TOLD)
def test_nothing_waits_longer_than_the_hold(told):
    assert all(0 <= now - told[one.x][0] <= HOLD + 10 for now, one in played(told))


def test_a_click_stands_after_the_moves_that_led_to_it_and_before_the_next():
    told = [(170, "desktop", 100), (180, "others", 110), (260, "desktop", 105), (260, "desktop", 115)]
    assert [told[one.x][1:] for _, one in played(told)] == [("desktop", 100), ("desktop", 105), ("others", 110), ("desktop", 115)]


def test_what_comes_too_late_is_moved_on_and_a_clock_that_was_set_is_believed():
    late, reset = [(0, "desktop", 900), (400, "others", 100)], [(0, "desktop", 9_000), (400, "others", 100)]
    assert [one.time - BEGIN for _, one in played(late)] == [900, 900]
    assert [one.time - BEGIN for _, one in played(reset)] == [9_000, 100]


def test_nothing_waits_as_long_as_nobody_else_tells():
    others = []
    merge = Merge(lambda: bool(others))
    merge.put("desktop", [(Pointer(BEGIN, 1, 1), HERE)], 0)
    assert len(merge.take(0)) == 1
    assert merge.due is None
    others.append("a browser")
    merge.put("desktop", [(Pointer(BEGIN + 1, 1, 1), HERE)], 5 * MS)
    assert not merge.take(5 * MS)
    assert merge.due == (5 + HOLD) * MS
    others.clear()
    assert len(merge.take(6 * MS)) == 1


def test_of_what_waits_when_a_pause_begins_or_ends_nothing_leaves_and_it_is_counted(tmp_path):
    session = Session(tmp_path)
    session.agent.outlet.merge = Merge(lambda: True)
    session.desk.wait(300)

    def told(text):
        session.agent.take_in([(Input(session.clock.wall(), "change", text), Context("shop", "Orders"))])

    told("before")
    session.agent.pause(None)
    told("meanwhile")
    session.agent.resume()
    told("after")
    session.desk.wait(2 * HOLD)
    assert [event.data for event in session.end().events if isinstance(event, Input)] == ["after"]
    assert session.agent.status().dropped == {"paused": 2}


def test_what_waits_when_the_agent_ends_leaves(tmp_path):
    session = Session(tmp_path)
    session.agent.outlet.merge = Merge(lambda: True)
    session.agent.take_in([(Input(session.clock.wall(), "change", "last"), Context("shop", "Orders"))])
    session.agent.outlet.close()
    assert [event.data for event in session.events] == ["last"]
    assert session.published.headers[-1]["end"]
