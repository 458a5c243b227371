"""Over budget the agent leaves out more and more, a step at a time, and takes it up again only after a calm while."""

from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.budget import Budget, Level, Limits, Reading
from producers.desktop.meter import cpu_seconds, resident_bytes

MB = 1_000_000


def readings(*, cpu=0.001, memory=50 * MB, upload=1_000, seconds=3_600, begin=0.0, step=10, active=1.0):
    """Cost per second, from a moment on."""
    for tick in range(0, seconds, step):
        at = begin + tick
        yield Reading(at, cpu * at, memory, int(upload * at * active / 3_600), at * active)


def levels(budget, found):
    return [budget.level for reading in found if budget.read(reading)]


def test_within_budget_nothing_changes():
    assert levels(Budget(), readings(cpu=0.009, memory=79 * MB, upload=2_900_000)) == []


def test_each_limit_degrades_a_step_at_a_time_with_the_pointer_first():
    for over in ({"cpu": 0.02}, {"memory": 81 * MB}, {"upload": 9_000_000}):
        found = levels(Budget(), readings(**over, seconds=600))
        assert found == [Level.POINTER_10, Level.POINTER_5, Level.NO_POINTER, Level.NO_ELEMENTS]
    assert [level.pointer_rate for level in Level] == [20, 10, 5, 0, 0]


def test_a_step_is_judged_by_what_it_costs_itself():
    budget, done = Budget(), 0.0
    changes = []
    cpu = 0.0
    for tick in range(0, 1_200, 10):
        cpu += 10 * (0.02 if budget.level < Level.POINTER_5 else 0.009)
        done = float(tick)
        if budget.read(Reading(done, cpu, 50 * MB, 0, 0.0)):
            changes.append((tick, budget.level))
    assert changes == [(60, Level.POINTER_10), (120, Level.POINTER_5)]


def test_it_recovers_step_by_step_after_a_calm_while():
    budget = Budget()
    levels(budget, readings(cpu=0.02, seconds=200))
    assert budget.level == Level.NO_POINTER
    base = readings(cpu=0.001, begin=10_000.0, seconds=2_000)
    assert levels(budget, base) == [Level.POINTER_5, Level.POINTER_10, Level.FULL]


def test_memory_within_its_limit_does_not_keep_it_from_recovering():
    budget = Budget()
    levels(budget, readings(cpu=0.02, memory=79 * MB, seconds=70))
    assert budget.level == Level.POINTER_10
    assert levels(budget, readings(cpu=0.001, memory=79 * MB, begin=10_000.0, seconds=400)) == [Level.FULL]


def test_a_burst_of_upload_in_little_work_is_not_taken_for_an_hour_of_it():
    budget = Budget()
    assert levels(budget, [Reading(0, 0, 0, 0, 0), Reading(100, 0, 0, 200_000, 1)]) == []


@given(st.lists(st.tuples(st.floats(0.1, 100), st.floats(0, 5), st.integers(0, 200 * MB), st.integers(0, 10 * MB))))
def test_the_level_moves_one_step_at_most_and_not_before_it_was_judged(steps):
    budget, limits = Budget(), Limits()
    at = cpu = 0.0
    uploaded, changed, before = 0, 0.0, Level.FULL
    for seconds, used, memory, sent in steps:
        at, cpu, uploaded = at + seconds, cpu + used, uploaded + sent
        if budget.read(Reading(at, cpu, memory, uploaded, at)):
            assert abs(budget.level - before) == 1
            assert at - changed >= limits.judged
            changed, before = at, budget.level
        assert budget.level is before


def test_the_meters_measure_this_process():
    assert cpu_seconds() > 0
    assert 1 * MB < resident_bytes() < 10_000 * MB
