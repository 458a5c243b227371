"""Buttons, moves and wheels."""

import numpy as np
import pytest

from schemas.events import Button, Element, ElementEvent, Focus, Key, Pointer, Selection, Wheel
from streams.actions.path import thin
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds


def test_a_press_and_its_release_are_a_click(scene):
    (step,) = scene().click(10, 20).steps()
    assert (step.kind, step.time, step.duration, step.x, step.y, step.button) == ("click", 0, 100, 10, 20, "left")


@pytest.mark.parametrize(
    ("button", "kind", "name"),
    [(1, "middle_click", "middle"), (2, "right_click", "right"), (3, "click", "back"), (4, "click", "forward")],
)
def test_other_buttons_have_names_of_their_own(scene, button, kind, name):
    (step,) = scene().click(10, 20, button).steps()
    assert (step.kind, step.button) == (kind, name)


def test_presses_within_half_a_second_and_four_pixels_are_one_step(scene):
    assert scene().click(10, 10).click(13, 10).kinds() == ["double_click"]
    assert scene().click(10, 10).click(10, 10).click(14, 13).kinds() == ["triple_click"]
    assert scene().click(10, 10).click(10, 10).click(10, 10).click(10, 10).kinds() == ["triple_click", "click"]


def test_presses_that_are_far_or_late_are_two_clicks(scene):
    assert scene().click(10, 10).click(15, 10).kinds() == ["click", "click"]
    assert scene().click(10, 10).wait(301).click(10, 10).kinds() == ["click", "click"]
    assert scene().click(10, 10).wait(300).click(10, 10).kinds() == ["double_click"]
    assert scene().click(10, 10, 2).click(10, 10, 2).kinds() == ["right_click", "right_click"]


def test_a_press_that_moves_far_is_a_drag_with_a_thinned_path(scene):
    (step,) = scene().drag((0, 0), (50, 1), (100, 0), (100, 100)).steps()
    assert (step.kind, step.time, step.duration, step.x, step.y) == ("drag", 0, 500, 0, 0)
    assert step.path == [{"time": 0, "x": 0, "y": 0}, {"time": 300, "x": 100, "y": 0}, {"time": 500, "x": 100, "y": 100}]


def test_a_press_that_becomes_a_drag_was_no_second_click(scene):
    assert scene().click(0, 0).drag((0, 0), (50, 0)).kinds() == ["click", "drag"]
    assert scene().click(0, 0).click(0, 0).drag((0, 0), (50, 0)).kinds() == ["double_click", "drag"]


def test_a_press_that_moves_little_or_jumps_is_a_click(scene):
    assert scene().drag((0, 0), (3, 3), (6, 0)).kinds() == ["click"]
    assert scene().add(Button(1, 0, 0, 0, pressed=True), Button(2, 99, 0, 0, pressed=False)).kinds() == ["click"]


def test_a_press_without_release_is_a_click_and_a_release_without_press_is_nothing(scene):
    assert scene().add(Button(1, 0, 0, 0, pressed=True), Pointer(2, 99, 0)).kinds() == ["click"]
    assert scene().add(Button(1, 0, 0, 0, pressed=False)).kinds() == []


def test_a_path_has_twenty_points_a_second_at_most(scene):
    moves = [Pointer(1_000 + at, at, (at * at) % 97) for at in range(1_000)]
    (step,) = scene().add(Button(1_000, 0, 0, 0, pressed=True), *moves, Button(2_000, 999, 0, 0, pressed=False)).steps()
    assert len(step.path) <= 22


def test_thinning_keeps_ends_and_corners():
    line = [(at, at, 0) for at in range(50)] + [(at, 49, at - 49) for at in range(50, 99)]
    assert thin(np.array(line, float), 2.0).tolist() == [[0, 0, 0], [49, 49, 0], [98, 49, 49]]
    assert thin(np.array([(0, 5, 5), (1, 5, 5)], float), 2.0).tolist() == [[0, 5, 5], [1, 5, 5]]


def test_a_drag_goes_on_over_the_end_of_a_batch(scene):
    whole, first, second = (scene().drag((0, 0), (50, 60), (100, 0), (100, 100)) for _ in range(3))
    for cut in range(1, len(whole.events)):
        first.events, second.events = whole.events[:cut], whole.events[cut:]
        draft = reduce([first.opened(), second.opened()], Thresholds(), cut_before=False, cut_after=False)
        assert draft.steps == whole.steps()


def test_a_path_that_took_for_ever_still_fits_its_row(scene):
    moves = [Pointer(1 << 52, 900, 900), Pointer(-(1 << 52), 1, 1)]
    (step,) = scene().add(Button(0, 0, 0, 0, pressed=True), *moves, Button(9, 100, 0, 0, pressed=False)).steps()
    assert {point["time"] for point in step.path} <= {0, 9, 2**31 - 1}


def test_a_click_carries_the_target_named_before_it(scene):
    target = Element("button", "Save", x=0, y=0, width=20, height=20)
    named = ElementEvent(1_000, target, focused=False)
    assert scene().add(named).click(10, 10).steps()[0].element == target
    assert scene().add(named).click(30, 10).steps()[0].element is None
    assert scene().add(named).wait(1_000).click(10, 10).steps()[0].element is None


def test_a_target_without_bounds_serves_one_event(scene):
    named = ElementEvent(1_000, Element("button", "Save"), focused=False)
    first, second = scene().add(named).click(10, 10).click(90, 90).steps()
    assert first.element == named.element
    assert second.element is None


def test_a_click_in_the_focused_element_needs_no_target(scene):
    focused = Element("textbox", "Name", x=0, y=0, width=20, height=20)
    assert scene(focused).click(10, 10).steps()[0].element == focused


def test_notches_are_summed_until_the_direction_changes(scene):
    wheel = [Wheel(1_000 + at * 100, 5, 6, 0, delta) for at, delta in enumerate((1, 2, 1, -1, -1))]
    down, up = scene().add(*wheel).steps()
    assert (down.kind, down.time, down.duration, down.x, down.y, down.delta_x, down.delta_y) == ("scroll", 0, 200, 5, 6, 0, 4)
    assert (up.time, up.delta_y) == (300, -2)


@pytest.mark.parametrize(
    "between",
    [
        Button(1_050, 0, 0, 0, pressed=True),
        Key(1_050, "a", "KeyA", down=True),
        Focus(1_050, "app", "another"),
        Selection(1_050, Element("option", "A"), "A", 0),
    ],
)
def test_a_scroll_ends_with_any_other_action(scene, between):
    assert scene().add(Wheel(1_000, 0, 0, 0, 1), between, Wheel(1_100, 0, 0, 0, 1)).kinds().count("scroll") == 2


def test_a_scroll_ends_with_a_long_pause_but_not_with_a_move_or_a_modifier(scene):
    first, shift = Wheel(1_000, 0, 0, 0, 1), Key(1_001, "Shift", "", down=True)
    assert scene().add(first, Pointer(1_001, 1, 1), shift, Wheel(6_000, 0, 0, 0, 1)).kinds() == ["scroll"]
    assert scene().add(first, Wheel(6_001, 0, 0, 0, 1)).kinds() == ["scroll", "scroll"]
