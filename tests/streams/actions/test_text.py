"""Texts as they stand when their field closes, with every state that detection must see."""

import pytest

from schemas.events import Element, ElementEvent, Focus, Input, Selection
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

NAME, CARD = Element("textbox", "Name"), Element("textbox", "Card", x=0, y=0, width=100, height=20)


def _texts(steps):
    return [step.text for step in steps if step.text is not None]


def _finals(joined):
    return [[text.final for text in texts] for texts in joined]


def _only(scene):
    (text,) = _texts(scene.steps())
    return text.final, text.snapshots


def test_a_typo_is_gone_from_the_text_and_stands_in_a_snapshot(scene):
    assert _only(scene().type("jphn").press("Backspace", "Backspace", "Backspace").type("ohn")) == ("john", ["jphn"])


def test_characters_inserted_with_arrows_stand_where_they_belong(scene):
    assert _only(scene().type("jn").press("ArrowLeft").type("oh").press("End").type("!")) == ("john!", ["jn"])


def test_a_text_typed_over_stands_in_a_snapshot(scene):
    assert _only(scene().type("john").press("Control+a").type("x")) == ("x", ["john"])
    assert _only(scene().type("john").press("Shift+Home").type("x")) == ("x", ["john"])


def test_words_are_deleted_with_control(scene):
    assert _only(scene().type("to john smith").press("Control+Backspace", "Control+Backspace")) == ("to ", ["to john smith"])
    assert _only(scene().type("one two").press("Home", "Control+Delete")) == ("two", ["one two"])


def test_a_text_of_which_nothing_is_left_is_no_step(scene):
    assert scene().type("john").press("Control+a", "Backspace", "Enter").kinds() == ["hotkey", "key"]


def test_a_cut_selection_is_gone(scene):
    assert _only(scene().type("john smith").press("Control+Shift+ArrowLeft", "Control+x")) == ("john ", ["john smith"])


def test_a_paste_inserts_nothing_and_what_was_typed_stays(scene):
    paste = Input(5_000, "insertFromPaste", None)
    scene = scene().type("4111 ").press("Control+v").add(paste).wait(4_000).type("!")
    assert scene.kinds() == ["type", "hotkey", "type"]
    assert (scene.texts(), _finals(scene.reduce().joined)) == (["4111 ", "!"], [["4111 ", "!"]])


def test_a_paste_that_no_key_made_is_the_key_of_that_name(scene):
    typed, pasted, typed_on = scene().type("a").add(Input(9_000, "insertFromPaste")).wait(9_000).type("b").steps()
    assert (typed.text.final, pasted.kind, pasted.keys, typed_on.text.final) == ("a", "key", ["Paste"], "b")


def _unsure(steps):
    return [(step.text.final, step.text.unsure) for step in steps if step.text]


@pytest.mark.parametrize("chord", ["Control+v", "Shift+Insert", "Control+y", "Control+z"])
def test_a_text_into_which_something_unknown_came_and_the_next_one_are_unsure(scene, chord):
    assert _unsure(scene().type("4111 ").press(chord).type("!").steps()) == [("4111 ", True), ("!", True)]


def test_a_paste_that_tells_its_text_leaves_no_doubt(scene):
    pasted = scene().type("4111 ").add(Input(5_000, "insertFromPaste", "1111"))
    assert _unsure(pasted.steps()) == [("4111 1111", False)]


@pytest.mark.parametrize("key", ["ArrowLeft", "Home", "Backspace"])
def test_a_text_that_was_closed_and_one_that_may_stand_in_it_are_unsure(scene, key):
    assert _unsure(scene().type("4111").press("Escape", key).type("11").steps()) == [("4111", True), ("11", True)]


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowDown", "PageDown", "Enter", "Tab"])
def test_what_is_typed_further_on_leaves_no_doubt(scene, key):
    assert _unsure(scene().type("1200").press(key).type("4500").steps()) == [("1200", False), ("4500", False)]


def test_what_is_typed_after_a_paste_is_unsure_though_nothing_stood_before_it(scene):
    assert _unsure(scene().press("Control+v").type("1111").steps()) == [("1111", True)]
    assert _unsure(scene().type("one").press("Enter", "Control+v").type("1111").steps()) == [("one", False), ("1111", True)]
    pasted = scene().add(Input(500, "insertFromPaste", None)).type("1111")
    assert _unsure(pasted.steps()) == [("1111", True)]
    assert _unsure(scene().press("Control+v", "Enter").type("1111").steps()) == [("1111", False)]


def test_what_is_typed_after_a_click_into_the_text_makes_it_unsure(scene):
    box = Element("textbox", "Notes", "", 0, 0, 100, 100)
    assert _unsure(scene(box).type("4111").click(5, 5).type("22").steps()) == [("411122", True)]
    assert _unsure(scene(box).type("4111").click(5, 5).steps()) == [("4111", False)]


def test_texts_of_other_fields_and_ordinary_edits_leave_no_doubt(scene):
    assert _unsure(scene().type("one").press("ArrowLeft", "Backspace").type("two").steps()) == [("otwoe", False)]
    assert _unsure(scene().type("one").press("Enter").type("two").steps()) == [("one", False), ("two", False)]
    assert _unsure(scene().type("one").press("Control+v", "Enter").type("two").steps()) == [("one", True), ("two", False)]


def test_what_is_pasted_over_is_gone(scene):
    for chord in ("Control+v", "Shift+Insert"):
        assert _only(scene().type("john smith").press("Control+Shift+ArrowLeft", chord)) == ("john ", ["john smith"])


def test_undo_takes_back_what_every_editor_takes_back_as_a_whole(scene):
    assert _only(scene().type("to john").press("Control+Backspace", "Control+z").type("!")) == ("to john!", ["to john"])
    assert _only(scene().type("john").press("Control+a", "Control+x", "Control+z").type("!")) == ("john!", ["john"])
    again = scene().type("ab").press("Control+Backspace").type("c").press("Control+z").type("d")
    assert again.texts() == ["c", "d"]


def test_undo_of_anything_else_has_an_unknown_effect(scene):
    scene = scene().type("john").press("Control+z").type("y")
    assert (scene.kinds(), scene.texts()) == (["type", "hotkey", "type"], ["john", "y"])
    assert _finals(scene.reduce().joined) == [["john", "y"]]


def test_a_window_switch_in_the_middle_gives_two_texts_that_are_joined(scene):
    scene = scene().type("4111 1111 ").add(Focus(5_000, "app", "other")).wait(5_000).type("x")
    scene.add(Focus(9_000, "app", "window")).wait(5_000).type("1111 1111")
    steps = scene.steps()
    assert [step.kind for step in steps] == ["type", "focus", "type", "focus", "type"]
    assert _finals(scene.reduce().joined) == [["4111 1111 ", "x", "1111 1111"], ["4111 1111 ", "1111 1111"]]


def test_a_continuation_that_was_deleted_still_completes_what_was_typed_before(scene):
    draft = scene().type("4111 ").click(5, 5).type("1111").press("Control+a", "Delete").reduce()
    assert [text.final for text in _texts(draft.steps)] == ["4111 "]
    ((first, gone),) = draft.joined
    assert (first.final, first.snapshots, gone.final, gone.snapshots) == ("4111 ", [], "", ["1111"])


def test_a_title_that_changes_while_typing_hides_nothing_either(scene):
    draft = scene().type("41").add(Focus(5_000, "app", "* window")).wait(5_000).type("11").reduce()
    assert _finals(draft.joined) == [["41", "11"]]


def test_a_submitted_text_joins_nothing(scene):
    assert scene().type("41").press("Enter").type("11").reduce().joined == []


def test_joined_texts_hold_the_very_texts_of_the_steps(scene):
    draft = scene(CARD).type("41").press("Tab").add(Input(5_000, "change", "4111")).wait(5_000).type("11").reduce()
    assert all(text in _texts(draft.steps) for texts in draft.joined for text in texts)
    assert _finals(draft.joined) == [["4111", "11"]]


def test_another_field_gives_another_text(scene):
    focus = ElementEvent(5_000, CARD, focused=True)
    steps = scene(NAME).type("john").add(focus).wait(5_000).type("4111").steps()
    assert [(step.element.name, step.text.final) for step in steps] == [("Name", "john"), ("Card", "4111")]


def test_a_click_in_the_same_field_goes_on_at_the_end(scene):
    assert _only(scene(CARD).type("4111").press("Home").click(10, 10).type("!")) == ("4111!", ["4111"])


def test_a_click_where_no_field_is_known_closes_the_text(scene):
    assert scene().type("john").click(10, 10).type("smith").texts() == ["john", "smith"]


def test_a_click_elsewhere_leaves_the_focused_field_alone(scene):
    bold = ElementEvent(5_000, Element("button", "Bold"), focused=False)
    assert scene(CARD).type("41").add(bold).wait(4_000).click(900, 900).type("11").texts() == ["4111"]


def test_enter_breaks_lines_where_a_field_has_many(scene):
    area = Element("document", "Letter")
    assert _only(scene(area).type("ab").press("Enter").type("cd").press("ArrowUp").type("!")) == ("ab!\ncd", ["ab\ncd"])
    assert _only(scene().type("ab").press("Shift+Enter").type("cd")) == ("ab\ncd", [])


def test_changes_that_no_key_made_are_replayed(scene):
    assert _only(scene().type("teh cat").add(Input(5_000, "insertReplacementText", "the", 0, 3))) == ("the cat", ["teh cat"])
    assert _only(scene().type("ab").add(Input(5_000, "insertText", "c"), Input(5_001, "deleteContentBackward"))) == (
        "ab",
        ["abc"],
    )
    assert _only(scene().add(*(Input(at, "insertCompositionText", data) for at, data in enumerate(("k", "か", "蚊"))))) == (
        "蚊",
        [],
    )


def _composed(*states):
    return [Input(at, "insertCompositionText", data) for at, data in enumerate(states)]


def test_what_was_composed_stays_when_the_next_composition_begins(scene):
    done = Input(10, "insertFromComposition", "蚊")
    assert _only(scene().add(*_composed("k", "か"), done, *_composed("g", "ご"))) == ("蚊ご", [])
    safari = [Input(9, "deleteCompositionText"), done]
    assert _only(scene().add(*_composed("k", "か"), *safari, *_composed("g", "ご"))) == ("蚊ご", [])
    placed = Input(11, "insertCompositionText", "g", 1, 1)
    assert _only(scene().add(*_composed("k", "か", "蚊"), placed, Input(12, "insertCompositionText", "ご", 1, 2))) == ("蚊ご", [])


def test_a_final_value_that_was_typed_in_several_texts_changes_none(scene):
    change = Input(5_000, "change", "paris")
    assert scene(CARD).type("par").press("ArrowDown").type("is").press("Tab").add(change).texts() == ["par", "is"]
    assert scene(CARD).type("old").press("Enter").type("paris").press("Enter").add(change).texts() == ["old", "paris"]


def test_the_final_value_of_a_field_replaces_what_was_replayed(scene):
    change = Input(5_000, "change", "4111 1111")
    assert _only(scene(CARD).type("4111").add(change)) == ("4111 1111", ["4111"])
    assert _only(scene(CARD).type("4111").press("Tab").add(change)) == ("4111 1111", ["4111"])
    assert _only(scene(CARD).add(change)) == ("4111 1111", [])


def test_a_choice_is_a_step_with_its_element_and_option(scene):
    country = Element("combobox", "Country")
    (step,) = scene().add(Selection(1_000, country, "France", 3)).steps()
    assert (step.kind, step.element, step.option) == ("select_option", country, "France")


def test_a_text_with_too_many_states_is_withheld(scene):
    scene = scene().type("abc").press("Backspace").type("d").press("Backspace", "Enter").type("ok")
    draft = reduce([scene.opened()], Thresholds(snapshot_characters=5), cut_before=False, cut_after=False)
    assert _withheld(draft) == [("", [], "oversize"), ("ok", [], None)]


def _withheld(draft):
    return [(text.final, text.snapshots, text.withheld) for text in _texts(draft.steps)]


def test_another_window_in_the_next_batch_is_a_focus_step(scene):
    first, second = scene().type("a"), scene().wait(1_000).type("b")
    moved = Opened("mail", "Inbox", None, first.opened().screen, second.events)
    steps = reduce([first.opened(), moved], Thresholds(), cut_before=False, cut_after=False).steps
    assert [(step.kind, step.application, step.window_title) for step in steps] == [
        ("type", None, None),
        ("focus", "mail", "Inbox"),
        ("type", None, None),
    ]


def test_the_window_in_front_is_not_focused_again(scene):
    assert scene().add(Focus(1, "app", "window"), Focus(2, "mail", "Inbox"), Focus(3, "mail", "Inbox")).kinds() == ["focus"]


def test_nothing_prints_what_was_typed(scene):
    draft = scene().type("secret").reduce()
    assert "secret" not in repr((draft, draft.steps, scene().type("secret").opened()))
