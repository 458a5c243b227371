"""Idle stretches: told between steps, never in a text, and not where nobody knows what was done."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Element, ElementEvent, Focus, Pointer
from streams.actions.draft import DraftStep
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.actions.waits import waits


def _waits(scene):
    return [(step.time, step.duration) for step in scene.steps() if step.kind == "wait"]


def test_an_idle_stretch_between_steps_is_a_wait(scene):
    scene = scene().click(5, 5).wait(7_000).click(90, 90)
    assert scene.kinds() == ["click", "wait", "click"]
    assert _waits(scene) == [(100, 7_100)]
    assert _waits(scene.__class__().click(5, 5).wait(5_900).click(90, 90)) == []


def test_moving_the_pointer_is_no_step(scene):
    scene = scene().click(5, 5).add(Pointer(4_000, 6, 6)).wait(7_000).click(90, 90)
    assert scene.kinds() == ["click", "wait", "click"]


def test_nobody_waits_before_the_first_step_or_after_the_last(scene):
    scene = scene().add(Pointer(0, 1, 1)).wait(60_000).click(5, 5).add(Pointer(900_000, 1, 1))
    assert scene.kinds() == ["click"]


def test_a_pause_in_a_text_is_no_wait_whatever_ends_it(scene):
    for end in ("Enter", "Tab", "Escape"):
        assert scene().type("one").wait(60_000).type("two").wait(60_000).press(end).kinds() == ["type", "key"]
    assert scene().type("one").wait(60_000).click(5, 5).kinds() == ["type", "click"]
    assert scene().type("one").wait(60_000).add(Focus(70_000, "mail", "Inbox")).kinds() == ["type", "focus"]
    assert scene().type("one").wait(60_000).press("Control+s").kinds() == ["type", "hotkey"]


def test_a_wait_begins_where_the_text_closed(scene):
    field = Element("textbox", "Name")
    scene = scene().type("one").wait(60_000).add(ElementEvent(70_000, field, focused=True)).wait(60_000).click(5, 5)
    assert _waits(scene) == [(70_000 - 1_100, scene.events[-2].time - 70_000)]


def test_a_text_that_shows_nothing_hides_its_pauses_too(scene):
    gone = scene().click(5, 5).type("one").wait(60_000).press("Control+a", "Backspace").wait(60_000).press("Enter")
    assert _waits(gone) == []


def test_nobody_knows_whether_one_waited_where_events_are_missing(scene):
    before, after = scene().click(5, 5), scene().wait(60_000).click(9, 9).wait(7_000).click(90, 90)
    draft = reduce([before.opened(), after.opened(gap=True)], Thresholds(), cut_before=False, cut_after=False)
    assert [step.kind for step in draft.steps] == ["click", "click", "wait", "click"]


spans = st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.lists(spans), st.lists(spans), st.integers(0, 60))
def test_waits_are_what_no_span_covers_between_the_first_and_the_last(steps, busy, least):
    found = list(waits([DraftStep("key", begin, end - begin) for begin, end in steps], busy, least))
    covered = {at for begin, end in [*steps, *busy] for at in range(begin, end)}
    begins = [begin for begin, _ in [*steps, *busy]]
    for wait in found:
        assert wait.duration > least
        assert not covered & set(range(wait.time, wait.time + wait.duration))
        assert not any(wait.time < begin < wait.time + wait.duration for begin in begins)
        assert min(begins) <= wait.time
        assert wait.time + wait.duration in begins
