from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.x11.clock import ServerClock

MS = 1_000_000
WRAP = 1 << 32


class Clock:
    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def test_the_fastest_arrival_tells_how_the_clocks_stand() -> None:
    monotonic = Clock(0)
    clock = ServerClock(monotonic, Clock(0))
    arrivals = []
    for server, arrival in ((100, 1_130 * MS), (200, 1_205 * MS), (300, 1_390 * MS)):
        monotonic.now = arrival
        arrivals.append(clock.at(server))
    assert arrivals == [1_130 * MS, 1_205 * MS, 1_305 * MS]


@given(st.lists(st.tuples(st.integers(0, 1 << 30), st.integers(0, 50)), min_size=1), st.integers(0, WRAP - 1))
def test_nothing_is_later_than_its_arrival_also_where_the_server_begins_anew_at_nought(
    steps: list[tuple[int, int]], start: int
) -> None:
    monotonic, server = Clock(0), start
    clock = ServerClock(monotonic, Clock(0))
    latest = 0
    for step, delay in steps:
        server += step
        monotonic.now = (server - start + delay) * MS
        latest = clock.at(server % WRAP)
        assert monotonic.now - 50 * MS <= latest <= monotonic.now


def test_event_times_follow_a_clock_that_is_set_but_not_its_jitter() -> None:
    monotonic, epoch = Clock(5_000 * MS), Clock(1_000_005_000 * MS)
    clock = ServerClock(monotonic, epoch)
    assert clock.time(4_000 * MS) == 1_000_004_000
    epoch.now += 3 * MS
    assert clock.time(4_000 * MS) == 1_000_004_000
    epoch.now += 3_600_000 * MS
    assert clock.time(4_000 * MS) == 1_003_604_003
