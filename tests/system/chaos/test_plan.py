"""The plan of a round: repeatable, and over two rounds everything goes wrong once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.system.chaos.plan import Kind, plan

SEEDS, ROUNDS = st.integers(0, 1000), st.integers(0, 40)


@given(SEEDS, ROUNDS)
def test_the_same_seed_and_round_give_the_same_plan(seed, number):
    assert plan(seed, number) == plan(seed, number)


@given(SEEDS, ROUNDS)
def test_two_rounds_in_a_row_hold_every_kind_of_fault(seed, number):
    pair = number - number % 2
    assert {fault.kind for fault in plan(seed, pair) + plan(seed, pair + 1)} == set(Kind)


@given(SEEDS, ROUNDS)
def test_no_victim_is_hit_twice_at_once(seed, number):
    faults = plan(seed, number)
    for victim in {fault.victim for fault in faults}:
        hits = [fault for fault in faults if fault.victim == victim]
        assert all(before.until < after.at for before, after in pairwise(hits))


@pytest.mark.parametrize("kind", Kind)
def test_a_zombie_outlives_its_session(kind):
    assert ("FREEZE" in kind.name) == (kind.seconds[0] > 10)
