"""A cut may leave half a secret on either side: what is in progress there is withheld, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Element, ElementEvent, Focus
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from tests.streams.actions.conftest import Scene

NAME, CARD = Element("textbox", "Name"), Element("textbox", "Card", x=0, y=0, width=100, height=20)


def _withheld(draft):
    texts = (step.text for step in draft.steps if step.text is not None)
    return [(text.final, text.snapshots, text.withheld) for text in texts]


def test_a_cut_before_withholds_what_is_typed_up_to_the_end_of_the_field(scene):
    draft = scene().type("11").press("Backspace").click(5, 5).type("11").press("Enter").type("ok").reduce(cut_before=True)
    assert _withheld(draft) == [("", [], "cut"), ("", [], "cut"), ("ok", [], None)]


def test_a_cut_after_withholds_what_is_typed_since_the_field_began(scene):
    draft = scene().type("ok").press("Enter").type("41").click(5, 5).type("11").press("Backspace").reduce(cut_after=True)
    assert _withheld(draft) == [("ok", [], None), ("", [], "cut"), ("", [], "cut")]


def test_a_gap_is_a_cut_on_both_sides(scene):
    before, after = scene().type("41"), scene().wait(60_000).type("11").press("Enter").type("ok")
    draft = reduce([before.opened(), after.opened(gap=True)], Thresholds(), cut_before=False, cut_after=False)
    assert _withheld(draft) == [("", [], "cut"), ("", [], "cut"), ("ok", [], None)]


def test_a_gap_withholds_what_was_typed_in_another_window_too_since_nobody_saw_when_it_came_to_the_front(scene):
    before, after = scene().type("hello"), scene().wait(60_000).type("11").press("Enter").type("ok")
    elsewhere = replace(after.opened(gap=True), application="mail", window_title="Inbox")
    draft = reduce([before.opened(), elsewhere], Thresholds(), cut_before=False, cut_after=False)
    assert _withheld(draft) == [("", [], "cut"), ("", [], "cut"), ("ok", [], None)]


def test_a_title_that_changes_settles_nothing(scene):
    scene = scene().type("4111 11")
    scene.add(Focus(scene.tick(), "app", "* Doc")).type("11 11")
    assert _withheld(scene.reduce(cut_after=True)) == [("", [], "cut"), ("", [], "cut")]


def test_what_was_settled_before_a_cut_is_shown(scene):
    scene = scene(NAME).type("john").add(ElementEvent(5_000, CARD, focused=True)).wait(5_000).type("4111")
    assert _withheld(scene.reduce(cut_after=True)) == [("john", [], None), ("", [], "cut")]


@given(st.lists(st.sampled_from(["text", "click", "Enter", "title", "application"]), max_size=12), st.booleans(), st.booleans())
def test_a_cut_withholds_up_to_the_settled_end_next_to_it_and_nothing_else(done, cut_before, cut_after):
    scene, application = Scene(), "app"
    for at, what in enumerate(done):
        if what == "text":
            scene.type("ab")
        elif what == "click":
            scene.click(5, 5)
        elif what == "Enter":
            scene.press("Enter")
        elif what == "title":
            scene.add(Focus(scene.tick(), application, f"window {at}"))
        else:
            application = f"application {at}"
            scene.add(Focus(scene.tick(), application, "window"))
    steps = scene.reduce(cut_before=cut_before, cut_after=cut_after).steps
    settled = [
        at for at, step in enumerate(steps) if step.kind == "key" or (step.kind == "focus" and step.window_title == "window")
    ]
    begin = min(settled, default=len(steps)) if cut_before else 0
    end = max(settled, default=-1) if cut_after else len(steps)
    texts = [(at, step.text) for at, step in enumerate(steps) if step.text is not None]
    assert all((text.withheld == "cut") == (at < begin or at > end) for at, text in texts)
