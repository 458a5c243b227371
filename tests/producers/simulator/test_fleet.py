"""Many lives become one stream in the order of true time, and none is lived ahead."""

from itertools import islice

from producers.simulator.fleet import together
from producers.simulator.life import Act


def steps(*waits, lived=None):
    now = 0
    for wait in waits:
        now += wait
        if lived is not None:
            lived.append(now)
        yield Act(now)


def test_the_earliest_comes_first_and_every_life_is_lived_to_its_end():
    found = [(now, number, act.until) for now, number, act in together([steps(5, 5), steps(3, 3, 3)], 0)]
    assert found == [(0, 0, 5), (0, 1, 3), (3, 1, 6), (5, 0, 10), (6, 1, 9)]


def test_a_life_is_lived_no_further_than_the_stream_has_come():
    lived = []
    list(islice(together([steps(*[1] * 50), steps(100, 1, lived=lived)], 0), 40))
    assert lived == [100]


def test_nobody_gives_nothing():
    assert list(together([], 0)) == []
