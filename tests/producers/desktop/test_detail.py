"""Moves of the pointer are thinned to a rate, whatever the clock that stamps them does; elements are looked up or counted."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.detail import Detail

WRAP = 1 << 32  # milliseconds of an X server


def kept(detail, times):
    return [time for time in times if detail.keeps(time)]


def test_a_thousand_moves_a_second_become_twenty_and_the_rest_is_counted():
    detail = Detail()
    assert kept(detail, range(1_000)) == list(range(0, 1_000, 50))
    assert detail.left_out["sampled"] == 980


def test_a_move_after_a_rest_is_kept():
    assert kept(Detail(), [0, 10, 60, 5_000]) == [0, 60, 5_000]


def test_at_rate_zero_no_move_is_kept_after_the_first():
    detail = Detail()
    assert detail.keeps(0)
    detail.rate = 0
    assert kept(detail, range(0, 100_000, 100)) == []


def test_a_clock_that_wraps_or_is_set_back_loses_one_interval_at_most():
    assert kept(Detail(), [WRAP - 10, 0, 10, 50]) == [WRAP - 10, 0, 50]


def test_a_press_without_its_element_is_counted():
    detail = Detail()
    assert detail.looks_up()
    assert not +detail.left_out
    detail.elements = False
    assert not detail.looks_up()
    assert +detail.left_out == {"over_budget": 1}


@given(st.lists(st.integers(0, 200), max_size=100), st.sampled_from([20, 10, 5]))
def test_kept_moves_are_no_closer_than_the_rate_and_every_move_is_kept_or_counted(gaps, rate):
    detail = Detail(rate)
    times = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    found = kept(detail, times)
    assert all(later - earlier >= 1_000 / rate for earlier, later in pairwise(found))
    assert len(found) + detail.left_out["sampled"] == len(times)
