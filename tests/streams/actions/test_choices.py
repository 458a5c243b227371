"""Dropdowns and menus: what opened them, what moved through them and what was chosen are one step."""

import pytest

from schemas.events import Element, ElementEvent, Input, Key, Modifier, Selection, Wheel

COUNTRY = Element("combobox", "Country", "country", x=0, y=0, width=100, height=20)
FRANCE = Element("option", "France", x=0, y=60, width=100, height=20)
LIST = Element("list box", "", x=0, y=20, width=100, height=200)
FILE = Element("menu", "File", x=0, y=0, width=40, height=20)
SAVE = Element("menu item", "Save as…", x=0, y=40, width=200, height=20)
NOTES = Element("textbox", "Notes", x=500, y=500, width=100, height=20)


def _target(scene, element):
    return scene.add(ElementEvent(scene.tick(), element, focused=False))


def _click(scene, element):
    return _target(scene, element).click(element.x + 5, element.y + 5)


def _choose(scene, element, option):
    return scene.add(Selection(scene.tick(), element, option))


def _chosen(scene):
    return [(step.element.name, step.option) for step in scene.steps() if step.kind == "select_option"]


def test_a_choice_by_mouse_is_one_step_from_the_click_that_opened_it(scene):
    scene = _click(scene(NOTES), NOTES)
    scene = _choose(_click(_click(scene, COUNTRY).wait(2_000), FRANCE), COUNTRY, "France")
    click, choice = scene.steps()
    assert (click.kind, click.element) == ("click", NOTES)
    assert (choice.kind, choice.element, choice.option) == ("select_option", COUNTRY, "France")
    assert (choice.time, choice.duration, choice.x, choice.y, choice.button) == (400, 2_500, 5, 5, "left")


def test_scrolling_through_the_list_belongs_to_the_choice(scene):
    scene = _target(_click(scene(), COUNTRY), LIST).add(Wheel(2_000, 5, 30, 0, 1)).wait(1_000)
    assert _choose(_click(scene, FRANCE), COUNTRY, "France").kinds() == ["select_option"]


def test_a_choice_by_keys_is_one_step(scene):
    scene = scene(COUNTRY).press("Alt+ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    assert _choose(scene, COUNTRY, "France").kinds() == ["select_option"]


def test_what_was_typed_to_find_the_option_is_part_of_the_choice(scene):
    scene = _choose(scene(COUNTRY).type("fra").press("Enter"), COUNTRY, "France")
    assert scene.kinds() == ["select_option"]
    assert _choose(scene.__class__(COUNTRY).type("xyz").press("Enter"), COUNTRY, "France").kinds() == ["type", "select_option"]


def test_what_was_typed_to_find_the_option_may_still_complete_a_text(scene):
    scene = scene(COUNTRY).type("ab").press("F5").type("fra").press("ArrowDown")
    ((before, found),) = _choose(scene, COUNTRY, "France").reduce().joined
    assert (before.final, found.final, found.snapshots) == ("ab", "", ["fra"])


def test_options_passed_by_keys_are_no_choices_of_their_own(scene):
    scene = scene(COUNTRY)
    for option in ("Finland", "France", "Greece"):
        _choose(scene.press("ArrowDown"), COUNTRY, option)
    assert _chosen(scene) == [("Country", "Greece")]


def test_a_choice_that_was_committed_is_not_passed_by(scene):
    scene = _choose(scene(COUNTRY).press("ArrowDown", "Enter"), COUNTRY, "Finland")
    assert _chosen(_choose(scene.press("ArrowDown", "Enter"), COUNTRY, "France")) == [
        ("Country", "Finland"),
        ("Country", "France"),
    ]


def test_a_choice_told_twice_is_one(scene):
    scene = _choose(_choose(_click(scene(), FRANCE), COUNTRY, "France"), COUNTRY, "France")
    assert _chosen(scene) == [("Country", "France")]


def test_a_menu_and_its_submenu_are_one_choice(scene):
    scene = _click(_click(_click(scene(), FILE), Element("menu item", "Export", x=0, y=80, width=90, height=20)), SAVE)
    assert _choose(scene, FILE, "Save as…").kinds() == ["select_option"]


def test_a_menu_walked_by_keys_is_one_choice(scene):
    scene = (
        scene().press("F10", "ArrowRight").add(ElementEvent(2_000, SAVE, focused=True)).wait(2_000).press("ArrowDown", "Enter")
    )
    assert _choose(scene, FILE, "Save as…").kinds() == ["select_option"]


@pytest.mark.parametrize("late", [SAVE, FILE])
def test_the_click_that_chose_may_be_told_after_the_choice(scene, late):
    scene = _choose(_click(scene(), FILE).wait(900), FILE, "Save as…")
    assert _click(scene, late).kinds() == ["select_option"]
    assert _click(scene.wait(600), late).kinds() == ["select_option", "click"]


def test_a_click_on_nobody_knows_what_chose_if_the_selection_follows_at_once(scene):
    assert _choose(scene().click(5, 5), COUNTRY, "France").kinds() == ["select_option"]
    assert _choose(scene().click(5, 5).wait(600), COUNTRY, "France").kinds() == ["click", "select_option"]
    assert _choose(scene().click(5, 5).wait(600).click(9, 99), COUNTRY, "France").kinds() == ["click", "select_option"]


def test_what_is_done_elsewhere_does_not_belong(scene):
    other = Element("combobox", "City", "city", x=0, y=300, width=100, height=20)
    assert _choose(_click(scene(), other), COUNTRY, "France").kinds() == ["click", "select_option"]
    assert _choose(scene(NOTES).press("ArrowDown"), COUNTRY, "France").kinds() == ["key", "select_option"]
    assert _choose(scene(COUNTRY).press("Control+ArrowDown"), COUNTRY, "France").kinds() == ["hotkey", "select_option"]


DELETE = Element("menu item", "Delete row", x=10, y=10, width=90, height=20)


@pytest.mark.parametrize("pause", [0, 60_000])
def test_a_click_in_another_menu_before_the_one_that_opened_does_not_belong(scene, pause):
    scene = _click(_click(scene(), DELETE).wait(pause), COUNTRY)
    steps = [step for step in _choose(scene, COUNTRY, "Sweden").steps() if step.kind != "wait"]
    assert [(step.kind, step.x, step.y) for step in steps] == [("click", 15, 15), ("select_option", 5, 5)]


def test_clicks_in_trees_and_lists_before_the_one_that_opened_do_not_belong(scene):
    scene = scene()
    for role in ("tree item", "tree item", "list item"):
        _click(scene, Element(role, "Mail 3", x=200, y=60, width=90, height=20)).wait(1_000)
    scene = _choose(_click(_click(scene, COUNTRY), FRANCE), COUNTRY, "France")
    assert scene.kinds() == ["click", "click", "click", "select_option"]


def test_a_click_in_another_menu_before_the_keys_that_opened_does_not_belong(scene):
    scene = _click(scene(COUNTRY), DELETE).press("Alt+ArrowDown", "ArrowDown", "Enter")
    assert _choose(scene, COUNTRY, "France").kinds() == ["click", "select_option"]


def test_keys_nobody_knows_where_belong_only_without_a_pause(scene):
    assert _choose(scene().press("Enter").wait(5_000).press("ArrowDown"), COUNTRY, "France").kinds() == ["select_option"]
    scene = _choose(scene().press("Enter").wait(60_000).press("ArrowDown"), COUNTRY, "France")
    assert scene.kinds() == ["key", "wait", "select_option"]


def test_who_reads_a_list_for_long_still_makes_one_choice(scene):
    scene = _click(_click(scene(), COUNTRY).wait(60_000), FRANCE)
    assert _choose(scene, COUNTRY, "France").kinds() == ["select_option"]


def test_a_click_in_a_list_long_before_a_choice_does_not_belong(scene):
    scene = _choose(_click(scene(), FRANCE).wait(60_000), COUNTRY, "France")
    assert scene.kinds() == ["click", "wait", "select_option"]


def test_a_choice_begins_with_the_last_click_that_opened_it(scene):
    scene = _click(_click(scene(), COUNTRY).wait(1_000), COUNTRY)
    assert _choose(scene, COUNTRY, "France").kinds() == ["click", "select_option"]


def test_a_click_right_after_a_choice_is_no_second_click_of_it(scene):
    scene = _choose(_click(scene(), FRANCE), COUNTRY, "France").add(ElementEvent(1_350, NOTES, focused=False)).click(5, 65)
    assert scene.kinds() == ["select_option", "click"]


def test_a_field_says_its_value_after_the_choice_that_filled_it(scene):
    scene = _choose(scene(COUNTRY).type("fra").press("Enter"), COUNTRY, "France")
    assert scene.add(Input(scene.tick(), "change", "France")).kinds() == ["select_option"]


def test_a_space_opens(scene):
    opened = Key(1_000, " ", "Space", down=True, modifiers=Modifier(0))
    assert _choose(scene(COUNTRY).add(opened).press("Enter"), COUNTRY, "France").kinds() == ["select_option"]
