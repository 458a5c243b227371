"""A simulation is no faster than asked for, by events or by event time, and sees soon that it should end."""

from producers.simulator.pace import Pace


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def test_the_slower_limit_holds():
    assert Pace().due(10, 10_000) == 0
    assert Pace(rate=5).due(10, 10_000) == 2
    assert Pace(speed=2).due(10, 10_000) == 5
    assert Pace(rate=5, speed=2).due(10, 10_000) == 5
    assert Pace(rate=1, speed=2).due(10, 10_000) == 10


def test_it_waits_for_the_moment_and_not_for_one_that_is_over():
    clock = Clock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.wait(2.5, lambda: True)
    assert round(clock.now, 6) == 2.5
    pace.wait(1.0, lambda: True)
    assert round(clock.now, 6) == 2.5


def test_it_stops_waiting_when_it_should_end():
    clock = Clock()
    Pace(clock=clock, sleep=clock.sleep).wait(3600, lambda: clock.now < 1)
    assert clock.now < 1.2
