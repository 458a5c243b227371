"""What counts as stuck, on a clock that only the test turns."""

import pytest

from streams.watchdog import Watchdog

PATIENCE = 300.0


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watchdog(clock):
    watchdog = Watchdog(clock, PATIENCE)
    assert watchdog.assign([2, 1]) == [1, 2]
    return watchdog


def live(clock, watchdog, seconds, *, committed, written=lambda offset: offset + 1, taken=lambda offset: offset):
    """A tick every five seconds for a while: taken in, written and committed as the functions of its offset say."""
    for _ in range(0, seconds, 5):
        clock.now += 5
        offset = int(clock.now)
        watchdog.taken(1, taken(offset))
        watchdog.written(1, written(offset))
        watchdog.look(1, committed(offset), offset + 1)


def test_without_lag_nothing_is_stuck_however_long_it_is_quiet(clock, watchdog):
    watchdog.taken(1, 9)
    for _ in range(3):
        clock.now += 10_000
        watchdog.look(1, 10, 10)
        assert watchdog.stuck() == []


def test_a_partition_that_lags_and_takes_nothing_in_is_stuck_after_patience(clock, watchdog):
    watchdog.look(1, 0, 10)
    clock.now += PATIENCE
    assert watchdog.stuck() == []
    clock.now += 1
    assert watchdog.stuck() == [1]
    watchdog.taken(1, 0)
    assert watchdog.stuck() == []


def test_patience_begins_when_the_lag_does(clock, watchdog):
    watchdog.taken(1, 9)
    watchdog.look(1, 10, 10)
    clock.now += 5_000
    watchdog.look(1, 10, 11)
    assert watchdog.stuck() == []


def test_what_the_helpers_finish_for_one_partition_is_progress_for_those_that_wait_for_them(clock, watchdog):
    for number in (1, 2):
        watchdog.look(number, 0, 10)
    for _ in range(20):
        clock.now += 200
        watchdog.finished()
        watchdog.look(1, 0, 10)
        watchdog.look(2, 0, 10)
        assert watchdog.stuck() == []


def test_a_partition_that_another_worker_wrote_for_is_stuck_if_the_group_leaves_it_here(clock, watchdog):
    watchdog.fenced(1)
    clock.now += 60
    assert watchdog.stuck() == []
    clock.now += 1
    assert watchdog.stuck() == [1]
    watchdog.taken(1, 0)
    assert watchdog.stuck() == []


def test_a_partition_that_was_given_away_after_it_was_fenced_is_not_stuck(clock, watchdog):
    watchdog.fenced(1)
    watchdog.assign([2])
    watchdog.assign([1, 2])
    clock.now += 61
    assert watchdog.stuck() == []


def test_an_open_trajectory_may_hold_the_committed_offset(clock, watchdog):
    begun = int(clock.now)
    live(clock, watchdog, 10_000, committed=lambda _: begun, written=lambda _: begun)
    assert watchdog.stuck() == []


def test_what_is_written_and_not_committed_is_stuck_after_patience(clock, watchdog):
    live(clock, watchdog, int(PATIENCE), committed=lambda _: 5)
    assert watchdog.stuck() == []
    live(clock, watchdog, 10, committed=lambda _: 5)
    assert watchdog.stuck() == [1]


def test_nothing_committed_ever_is_stuck_too(clock, watchdog):
    live(clock, watchdog, int(PATIENCE) + 10, committed=lambda _: -1001)
    assert watchdog.stuck() == [1]


def test_a_committed_offset_that_moves_is_progress_whatever_it_owes(clock, watchdog):
    live(clock, watchdog, 10_000, committed=lambda offset: offset // 2)
    assert watchdog.stuck() == []


def test_catching_up_for_hours_without_ticks_is_not_standing_still(clock, watchdog):
    end = int(clock.now) * 2
    for offset in range(0, 20_000, 5):
        clock.now += 5
        watchdog.taken(1, offset)
        watchdog.look(1, 0, end)
        assert watchdog.stuck() == []


def test_brokers_that_do_not_answer_make_nobody_stuck(clock, watchdog):
    watchdog.look(1, 0, 10)
    for _ in range(10):
        clock.now += 200
        watchdog.unknown()
        assert watchdog.stuck() == []
    watchdog.look(1, 0, 10)
    clock.now += PATIENCE + 1
    assert watchdog.stuck() == [1]


def test_a_partition_that_is_no_longer_owned_is_not_watched(clock, watchdog):
    watchdog.look(1, 0, 10)
    clock.now += PATIENCE + 1
    assert watchdog.assign([2]) == [2]
    assert watchdog.stuck() == []
    watchdog.taken(1, 3)
    watchdog.assign([1])
    assert watchdog.stuck() == []
