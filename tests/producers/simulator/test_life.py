"""What happens to a device follows from seed, number, start and faults; people do what people do, and the gate drops nothing."""

from collections import Counter
from itertools import islice, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from producers.gate import Gate, Reason
from producers.policy import DEFAULT_POLICY, load
from producers.simulator.faults import USUAL, Change, Faults
from producers.simulator.life import identity, life
from schemas.events import Focus, Input, Key, Selection

START = 1_768_208_400_000  # 2026-01-12T09:00:00Z
MINUTE = 60_000
NONE = USUAL.times(0)
seeds = st.integers(0, 1 << 32)


def acts(seed=1, number=1, start=START, faults=NONE, count=300):
    return list(islice(life(seed, number, start, faults), count))


def events(some):
    return [event for act in some for event, _ in act.events]


def typed(stamped):
    """What the keys leave behind, with the caret always at the end."""
    text = ""
    for event in stamped:
        if isinstance(event, Key) and event.down:
            text = text[:-1] if event.key == "Backspace" else text + event.key * (len(event.key) == 1)
    return text


@given(seeds, st.integers(0, 20), st.floats(0, 100))
@settings(max_examples=20)
def test_the_same_life_is_lived_twice(seed, number, factor):
    faults = USUAL.times(factor)
    assert acts(seed, number, faults=faults, count=60) == acts(seed, number, faults=faults, count=60)


def test_other_seeds_and_other_numbers_live_other_lives():
    assert len({typed(events(acts(seed, number))) for seed in range(3) for number in range(3)}) == 9


@given(seeds)
@settings(max_examples=20)
def test_time_never_goes_back_while_clocks_are_right(seed):
    some = acts(seed, count=100)
    times = [event.time for event in events(some)]
    assert times == sorted(times)
    assert all(before.until <= after.until for before, after in pairwise(some))
    assert all(START <= time <= some[-1].until for time in times)


def test_a_later_start_moves_everything_and_changes_nothing_else():
    early, late = events(acts()), events(acts(start=START + MINUTE))
    assert [event.time - START for event in early] == [event.time - START - MINUTE for event in late]
    assert typed(early) == typed(late)


def test_faults_do_not_change_what_people_do():
    work = [act.events for act in acts(faults=Faults(clock=0, silence=0).times(50), count=600) if act.events]
    assert work == [act.events for act in acts(count=600) if act.events][: len(work)]


def test_every_fault_happens_when_faults_are_likely_and_none_without():
    found = Counter(act.change for seed in range(20) for act in acts(seed, faults=USUAL.times(100)))
    assert set(Change) <= set(found)
    assert Counter(act.change for act in acts(count=2_000)).keys() <= {None, Change.REBOOT}  # machines are shut down at night


def test_a_device_that_fell_silent_does_nothing_more():
    ended = [acts(seed, faults=USUAL.times(100), count=2_000) for seed in range(20)]
    assert all(some[-1].change is Change.SILENCE for some in ended if len(some) < 2_000)
    assert any(len(some) < 2_000 for some in ended)


def test_clocks_jump_both_ways_by_seconds_and_by_years():
    skews = set()
    for seed in range(10):
        for act in acts(seed, faults=Faults(clock=0.3, silence=0), count=200):
            skews |= {event.time - act.until for event, _ in act.events[-1:]}
    assert min(skews) < -365 * 24 * 60 * MINUTE
    assert max(skews) > 365 * 24 * 60 * MINUTE
    assert any(1_000 < abs(skew) < 2 * MINUTE for skew in skews)


def test_pauses_end_sessions_or_only_trajectories_or_neither():
    times = [event.time for event in events(acts(count=6_000))]
    pauses = [after - before for before, after in pairwise(times)]
    for low, high in ((8_000, 90_000), (11 * MINUTE, 18 * MINUTE), (31 * MINUTE, 180 * MINUTE), (600 * MINUTE, 960 * MINUTE)):
        assert any(low <= pause <= high for pause in pauses)


def test_people_use_mouse_and_keyboard_menus_fields_and_windows():
    done = events(acts(count=600))
    assert {type(event).__name__ for event in done} == {
        "Pointer", "Button", "Wheel", "Key", "Focus", "ElementEvent", "Selection", "Input",
    }  # fmt: skip
    assert len({event.application for event in done if isinstance(event, Focus)}) == 6
    assert any(isinstance(event, Selection) and event.index >= 0 for event in done)
    assert all(event.data is None for event in done if isinstance(event, Input))


def test_every_key_that_goes_down_comes_up():
    keys = [event for event in events(acts()) if isinstance(event, Key)]
    assert sum(key.down for key in keys) * 2 == len(keys)


@given(seeds)
@settings(max_examples=3, deadline=None)
def test_whatever_is_personal_is_typed(seed):
    text = typed(events(acts(seed, count=2_500)))
    assert all(value in text for value in identity(seed, 1).values)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_the_gate_drops_nothing(seed):
    gate = Gate(load(DEFAULT_POLICY))
    admitted = [gate.admit(*stamped) for act in acts(seed, count=200) for stamped in act.events]
    assert not any(isinstance(one, Reason) for one in admitted)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_pointers_stay_on_the_screen(seed):
    for act in acts(seed, count=100):
        for event, context in act.events:
            if hasattr(event, "button"):
                assert 0 <= event.x <= context.screen.width
                assert 0 <= event.y <= context.screen.height
