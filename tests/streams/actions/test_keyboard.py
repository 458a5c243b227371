"""Keys, hotkeys, and modifiers that are not to be believed."""

from dataclasses import replace

import pytest

from schemas.events import NO_MODIFIER, Element, Key, Modifier


def _keys(steps):
    return [(step.kind, step.keys) for step in steps if step.keys]


def test_what_is_typed_is_one_step_without_rhythm(scene):
    (step,) = scene().type("hello world").steps()
    assert (step.kind, step.time, step.duration, step.text.final, step.text.snapshots) == ("type", 0, 0, "hello world", [])


@pytest.mark.parametrize("key", ["Enter", "Tab", "Escape"])
def test_enter_tab_and_escape_close_the_text_and_are_steps(scene, key):
    steps = scene().type("one").press(key).type("two").steps()
    assert [step.kind for step in steps] == ["type", "key", "type"]
    assert steps[1].keys == [key]


def test_editing_keys_are_steps_only_where_no_text_is_in_progress(scene):
    assert _keys(scene().press("Backspace", "ArrowLeft", "PageDown", "F5").steps()) == [
        ("key", ["Backspace"]),
        ("key", ["ArrowLeft"]),
        ("key", ["PageDown"]),
        ("key", ["F5"]),
    ]
    assert _keys(scene().type("abc").press("ArrowLeft", "Backspace", "Home", "Control+ArrowRight").steps()) == []


def test_an_editing_key_that_leads_out_of_the_text_is_a_step_between_two_texts(scene):
    scene = scene().type("c").press("Backspace", "Backspace").type("d").press("ArrowRight").type("e")
    assert scene.kinds() == ["key", "type", "key", "type"]
    assert (_keys(scene.steps()), scene.texts()) == ([("key", ["Backspace"]), ("key", ["ArrowRight"])], ["d", "e"])


def test_a_key_that_cannot_be_replayed_stands_between_two_texts(scene):
    scene = scene().type("par").press("ArrowDown").type("is").press("Meta+ArrowLeft")
    assert scene.kinds() == ["type", "key", "type", "hotkey"]
    assert scene.texts() == ["par", "is"]


def test_a_key_that_cannot_be_replayed_does_not_break_a_text_in_its_middle(scene):
    assert scene().type("pais").press("ArrowLeft", "ArrowLeft", "ArrowDown").type("r").texts() == ["paris"]


def test_a_hotkey_names_its_modifiers_in_canonical_order(scene):
    assert _keys(scene().press("Shift+Alt+Control+t", "Meta+l", "Alt+Tab", "Shift+Tab").steps()) == [
        ("hotkey", ["Control", "Alt", "Shift", "t"]),
        ("hotkey", ["Meta", "l"]),
        ("hotkey", ["Alt", "Tab"]),
        ("hotkey", ["Shift", "Tab"]),
    ]


def test_a_hotkey_does_not_close_the_text(scene):
    scene = scene().type("one").press("Control+c").type("two")
    assert (scene.texts(), _keys(scene.steps())) == (["onetwo"], [("hotkey", ["Control", "c"])])


def test_shift_and_altgraph_give_characters(scene):
    assert scene().press("Shift+A", "AltGraph+@", "Control+Alt+{", "Alt+å").texts() == ["A@{å"]


def test_what_alt_composes_on_a_key_of_its_own_is_text(scene):
    assert scene().add(Key(1, "å", "KeyA", down=True, modifiers=Modifier.ALT)).texts() == ["å"]


def test_a_held_key_is_one_step_that_lasts_and_knows_how_often_it_came(scene):
    keys = [Key(1_000 + at * 100, "ArrowDown", "", down=True, repeat=at > 0) for at in range(5)]
    (step,) = scene().add(*keys).steps()
    assert (step.kind, step.duration, step.keys) == ("key", 400, ["ArrowDown"] * 5)


def test_a_held_hotkey_names_its_modifier_once(scene):
    undo = [Key(at * 100, "z", "", down=True, repeat=at > 0, modifiers=Modifier.CONTROL) for at in range(3)]
    assert _keys(scene().add(*undo).steps()) == [("hotkey", ["Control", "z", "z", "z"])]


def test_keys_that_roll_over_each_other_are_typed_in_the_order_they_went_down(scene):
    rolled = [Key(at, key, "", down=down) for at, (key, down) in enumerate([("a", 1), ("b", 1), ("a", 0), ("c", 1), ("b", 0)])]
    assert scene().add(*rolled).texts() == ["abc"]


def test_a_held_character_is_typed_again(scene):
    assert scene().add(*(Key(1_000 + at, "a", "", down=True, repeat=at > 0) for at in range(3))).texts() == ["aaa"]


def _stuck(text, pause):
    """Control goes down and is said to be held ever after."""
    down = Key(0, "Control", "", down=True, modifiers=Modifier.CONTROL)
    return [down, *(Key(100 + at * pause, key, "", down=True, modifiers=Modifier.CONTROL) for at, key in enumerate(text))]


def test_a_modifier_that_is_held_for_too_long_is_stuck(scene):
    assert scene().add(*_stuck("ccccc", 2_000)).texts() == ["cc"]


def test_a_modifier_with_which_a_word_is_spelt_is_stuck(scene):
    scene = scene().add(*_stuck("password", 100))
    assert (scene.texts(), _keys(scene.steps())) == (["password"], [])


def test_a_held_character_under_a_stuck_modifier_is_text_too(scene):
    held = [Key(50 + at, "p", "", down=True, repeat=at > 0, modifiers=Modifier.CONTROL) for at in range(3)]
    assert scene().add(*held, *_stuck("assword", 100)[1:]).texts() == ["password"]


def test_one_character_again_and_again_spells_nothing(scene):
    assert _keys(scene().add(*_stuck("zzzzzz", 100)).steps()) == [("hotkey", ["Control", "z"])] * 6


def _long(*events):
    """Seven seconds of a hold that began with a key going down."""
    down = Key(0, "Shift", "", down=True, modifiers=Modifier.SHIFT)
    return [down, *(Key(1_000 * at, key, "", down=True, repeat=repeat, modifiers=held) for at, key, repeat, held in events)]


def test_a_selection_that_takes_long_is_still_one(scene):
    arrows = _long(*((at, "ArrowLeft", False, Modifier.SHIFT) for at in range(1, 8)))
    typed = [Key(8_000 + at, letter, "", down=True) for at, letter in enumerate("new")]
    scene = scene().add(*(Key(at - 100, letter, "", down=True) for at, letter in enumerate("old text")), *arrows, *typed)
    assert [(step.text.final, step.text.snapshots) for step in scene.steps()] == [("onew", ["old text"])]


def test_words_are_selected_for_as_long_as_the_events_say_so(scene):
    held = Modifier.CONTROL | Modifier.SHIFT
    arrows = _long(*((at, "ArrowLeft", False, held) for at in range(1, 8)))
    scene = scene().type("one two three four five six seven").add(*(replace(one, time=one.time + 10_000) for one in arrows))
    assert scene.add(Key(10_000 + 9_000, "x", "", down=True)).texts() == ["x"]


def test_a_modifier_that_repeats_is_held(scene):
    control = Modifier.CONTROL
    repeats = [Key(1_000 * at, "Control", "", down=True, repeat=at > 0, modifiers=control) for at in range(8)]
    scene = scene().add(*repeats, Key(7_500, "v", "", down=True, modifiers=control))
    assert _keys(scene.steps()) == [("hotkey", ["Control", "v"])]


def test_shift_is_held_while_capitals_are_typed(scene):
    capitals = [Key(1_000 * at, letter, "", down=True, modifiers=Modifier.SHIFT) for at, letter in enumerate("ABCDEFGH")]
    scene = scene().add(*capitals, Key(8_000, "ArrowLeft", "", down=True, modifiers=Modifier.SHIFT))
    assert scene.add(Key(9_000, "x", "", down=True)).texts() == ["ABCDEFGx"]


def test_a_stuck_control_shows_no_more_of_a_word_for_keys_between_its_letters(scene):
    keys = [key for letter in "passw0rd" for key in (letter, "ArrowRight")]
    held = [Key(1_000 * at, key, "", down=True, modifiers=Modifier.CONTROL) for at, key in enumerate(keys)]
    assert not {key for _, keys in _keys(scene().add(*held).steps()) for key in keys} & set("passw0rd")


def test_a_modifier_that_goes_down_anew_is_not_stuck(scene):
    again = [
        Key(60_000, "Control", "", down=True, modifiers=Modifier.CONTROL),
        Key(60_100, "v", "", down=True, modifiers=Modifier.CONTROL),
    ]
    scene = scene().add(*_stuck("abcdef", 1_000), *again)
    assert _keys(scene.steps())[-1] == ("hotkey", ["Control", "v"])


@pytest.mark.parametrize(
    ("key", "code", "held", "text"),
    [
        ("Unidentified", "KeyA", 0, "a"),
        ("", "KeyA", Modifier.SHIFT, "A"),
        ("", "Digit1", Modifier.SHIFT, "!"),
        ("", "Numpad7", 0, "7"),
        ("Spacebar", "", 0, " "),
        ("Decimal", "", 0, "."),
    ],
)
def test_a_character_that_only_its_code_or_an_older_name_tells_is_typed(scene, key, code, held, text):
    assert scene().type("x").add(Key(5_000, key, code, down=True, modifiers=Modifier(held))).texts() == [f"x{text}"]


@pytest.mark.parametrize(
    ("key", "code", "named"),
    [("Esc", "", "Escape"), ("Return", "", "Enter"), ("Unidentified", "NumpadEnter", "Enter"), ("", "F5", "F5")],
)
def test_a_key_that_only_its_code_or_an_older_name_tells_is_a_step(scene, key, code, named):
    assert _keys(scene().add(Key(1, key, code, down=True)).steps()) == [("key", [named])]


@pytest.mark.parametrize(
    ("key", "code", "letter"), [("\x01", "", "a"), ("\r", "KeyM", "m"), ("ф", "KeyA", "a"), ("Unidentified", "KeyC", "c")]
)
def test_a_shortcut_is_named_by_its_latin_letter(scene, key, code, letter):
    scene = scene().add(Key(1, key, code, down=True, modifiers=Modifier.CONTROL))
    assert _keys(scene.steps()) == [("hotkey", ["Control", letter])]


def test_a_word_spelt_with_a_stuck_modifier_is_typed_in_its_own_letters(scene):
    codes = dict(zip("пароль", "GFHJKM", strict=True))
    stuck = [Key(at, key, f"Key{code}", down=True, modifiers=Modifier.CONTROL) for at, (key, code) in enumerate(codes.items())]
    assert scene().add(*stuck).texts() == ["пароль"]


@pytest.mark.parametrize("key", ["Dead", "Process", "CapsLock", "\x01", "\ud800", "Hunter2", "\x190"])
def test_keys_that_say_nothing_known_give_nothing(scene, key):
    assert scene().add(Key(1, key, "KeyA", down=True)).steps() == []
    assert key == "\x01" or scene().add(Key(1, key, "KeyA", down=True, modifiers=Modifier.CONTROL)).steps() == []


def test_a_string_in_place_of_a_key_is_text_even_with_control(scene):
    scene = scene().add(Key(1, "hunter2", "", down=True, modifiers=Modifier.CONTROL))
    assert scene.kinds() == ["type"]


def test_control_characters_are_the_keys_they_stand_for(scene):
    assert _keys(scene().add(Key(1, "\r", "", down=True), Key(2, "\t", "", down=True)).steps()) == [
        ("key", ["Enter"]),
        ("key", ["Tab"]),
    ]


def test_a_dead_key_leaves_it_to_the_next_one(scene):
    assert scene().type("caf").add(Key(5_000, "Dead", "Quote", down=True), Key(5_001, "é", "KeyE", down=True)).texts() == ["café"]


def test_a_stuck_control_shows_no_word_whatever_other_modifiers_come_down(scene):
    scene = scene()
    scene.add(Key(scene.tick(), "Control", "", down=True, modifiers=Modifier.CONTROL))
    for letter in "aB3dE6":
        if letter.isupper():
            scene.add(Key(scene.tick(), "Shift", "", down=True, modifiers=Modifier.CONTROL | Modifier.SHIFT))
        held = Modifier.CONTROL | (Modifier.SHIFT if letter.isupper() else NO_MODIFIER)
        scene.add(Key(scene.tick(), letter, "", down=True, modifiers=held))
    assert [(step.kind, step.text.final) for step in scene.reduce().steps] == [("type", "aB3dE6")]


@pytest.mark.parametrize("digits", ["4711", "5555555555554444"])
def test_a_stuck_control_shows_no_number(scene, digits):
    scene = scene()
    scene.add(Key(scene.tick(), "Control", "", down=True, modifiers=Modifier.CONTROL))
    for digit in digits:
        scene.add(Key(scene.tick(), digit, "", down=True, modifiers=Modifier.CONTROL))
    assert [(step.kind, step.text.final) for step in scene.reduce().steps] == [("type", digits)]


def test_how_often_something_is_deleted_outside_a_text_is_not_told(scene):
    scene = scene(Element("textbox", "Password"))
    for at in range(9):
        scene.add(Key(scene.tick(), "Backspace", "", down=True, repeat=at > 0))
    scene.press("Backspace", "Backspace", "Delete")
    assert [(step.keys, step.duration) for step in scene.reduce().steps] == [(["Backspace"], 0), (["Delete"], 0)]
