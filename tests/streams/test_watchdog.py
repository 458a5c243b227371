"""What counts as stuck, on a clock that only the test turns."""

import pytest

from streams.watchdog import Watchdog

PATIENCE, HOLD = 300.0, 900.0


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watchdog(clock):
    watchdog = Watchdog(clock, PATIENCE, HOLD)
    assert watchdog.assign([2, 1]) == [1, 2]
    return watchdog


def test_without_lag_nothing_is_stuck_however_long_it_is_quiet(clock, watchdog):
    watchdog.taken(1, 9, 0.0)
    for clock.now in (0.0, 10_000.0, 20_000.0):
        watchdog.look(1, 10, 10)
        assert watchdog.stuck() == []


def test_a_partition_that_lags_and_takes_nothing_in_is_stuck_after_patience(clock, watchdog):
    watchdog.look(1, 0, 10)
    clock.now = PATIENCE
    assert watchdog.stuck() == []
    clock.now += 1
    assert watchdog.stuck() == [1]
    watchdog.taken(1, 0, 0.0)
    assert watchdog.stuck() == []


def test_finishing_many_trajectories_of_one_record_is_progress(clock, watchdog):
    watchdog.look(1, 0, 10)
    for clock.now in (200.0, 400.0, 5_000.0, 5_200.0):
        watchdog.finished(1)
        watchdog.look(1, 0, 10)
        assert watchdog.stuck() == []


def test_patience_begins_when_the_lag_does(clock, watchdog):
    watchdog.taken(1, 9, 0.0)
    watchdog.look(1, 10, 10)
    clock.now = 5_000.0
    watchdog.look(1, 10, 11)
    assert watchdog.stuck() == []


def live(clock, watchdog, seconds, committed):
    """Takes in a tick every five seconds and looks, while the group has committed so far."""
    for _ in range(0, seconds, 5):
        clock.now += 5
        offset = int(clock.now)
        watchdog.taken(1, offset, clock.now)
        watchdog.look(1, committed(offset), offset + 1)


def test_an_open_trajectory_may_hold_the_committed_offset_but_not_for_ever(clock, watchdog):
    live(clock, watchdog, int(HOLD + PATIENCE), lambda _: 0)
    assert watchdog.stuck() == []
    live(clock, watchdog, 10, lambda _: 0)
    assert watchdog.stuck() == [1]


def test_a_committed_offset_that_moves_is_progress_whatever_it_lags_behind(clock, watchdog):
    live(clock, watchdog, 10_000, lambda offset: offset // 2)
    assert watchdog.stuck() == []


def test_reading_hours_of_log_in_seconds_is_not_standing_still(clock, watchdog):
    watchdog.look(1, 0, 1_000)
    clock.now = 5.0
    watchdog.taken(1, 500, 36_000.0)
    watchdog.look(1, 0, 1_000)
    assert watchdog.stuck() == []


def test_a_partition_that_is_no_longer_owned_is_not_watched(clock, watchdog):
    watchdog.look(1, 0, 10)
    clock.now = PATIENCE + 1
    assert watchdog.assign([2]) == [2]
    assert watchdog.stuck() == []
    watchdog.taken(1, 3, 0.0)
    watchdog.assign([1])
    assert watchdog.stuck() == []
