from producers.desktop.x11 import wire
from producers.desktop.x11.input import Translator
from producers.desktop.x11.wire import Raw
from schemas.events import NO_MODIFIER, Button, Event, Key, Modifier, Pointer, Wheel


class Keyboard:
    """A keyboard on which Shift is keycode 50; it counts how often it was read anew."""

    def __init__(self) -> None:
        self.reloads = 0

    def press(self, keycode: int, state: int) -> str:
        if keycode == 50:
            return "Shift"
        return "A" if state & 1 else "a"

    def modifiers(self, state: int) -> Modifier:
        return Modifier.SHIFT if state & 1 else NO_MODIFIER

    def reload(self) -> None:
        self.reloads += 1


def told(*raws: Raw) -> list[Event | None]:
    translator = Translator(Keyboard())
    return [translator.translate(raw, raw.time) for raw in raws]


def key(kind: int, time: int, keycode: int = 38, state: int = 0) -> Raw:
    return Raw(kind, keycode, time, 1, 2, state)


def test_a_pointer_that_stays_where_it_is_is_told_once() -> None:
    moves = told(*[Raw(wire.MOTION, 0, time, x, 5, 0) for time, x in enumerate([1, 1, 2, 2, 1])])
    assert moves == [Pointer(0, 1, 5), None, Pointer(2, 2, 5), None, Pointer(4, 1, 5)]


def test_buttons_have_the_numbers_of_w3c() -> None:
    presses = told(*[Raw(wire.BUTTON_PRESS, button, 0, 1, 2, 0) for button in (1, 2, 3, 8, 9, 17)])
    assert presses == [*[Button(0, 1, 2, button, pressed=True) for button in range(5)], None]


def test_wheels_are_notches_right_and_down_positive_and_their_releases_nothing() -> None:
    turns = told(*[Raw(wire.BUTTON_PRESS, button, 0, 1, 2, 0) for button in (4, 5, 6, 7)])
    assert turns == [Wheel(0, 1, 2, *delta) for delta in ((0, -1), (0, 1), (-1, 0), (1, 0))]
    assert told(Raw(wire.BUTTON_RELEASE, 4, 0, 1, 2, 0)) == [None]


def test_a_press_of_a_key_that_is_down_is_a_repeat() -> None:
    first, second = told(key(wire.KEY_PRESS, 1), key(wire.KEY_PRESS, 2))
    assert isinstance(first, Key)
    assert isinstance(second, Key)
    assert (first.repeat, second.repeat) == (False, True)


def test_a_press_in_the_millisecond_of_its_release_is_a_repeat_and_a_later_one_is_not() -> None:
    for pause, repeats in ((0, True), (1, False)):
        pressed = told(key(wire.KEY_PRESS, 1), key(wire.KEY_RELEASE, 9), key(wire.KEY_PRESS, 9 + pause))[-1]
        assert isinstance(pressed, Key)
        assert pressed.repeat is repeats


def test_a_release_has_the_name_of_its_press_also_when_shift_was_let_go_before() -> None:
    *_, released = told(
        key(wire.KEY_PRESS, 1, 50), key(wire.KEY_PRESS, 2, state=1), key(wire.KEY_RELEASE, 3, 50, 1), key(wire.KEY_RELEASE, 4)
    )
    assert released == Key(4, "A", "KeyA", down=False)


def test_a_release_whose_press_nobody_saw_is_not_told() -> None:
    assert told(key(wire.KEY_RELEASE, 1)) == [None]


def test_a_modifier_is_held_in_its_own_press_and_no_more_in_its_release() -> None:
    pressed, released = told(key(wire.KEY_PRESS, 1, 50), key(wire.KEY_RELEASE, 2, 50, 1))
    assert pressed == Key(1, "Shift", "ShiftLeft", down=True, modifiers=Modifier.SHIFT)
    assert released == Key(2, "Shift", "ShiftLeft", down=False)


def test_a_new_layout_is_read_at_its_place_among_the_keys() -> None:
    keyboard = Keyboard()
    assert Translator(keyboard).translate(Raw(wire.MAPPING, 0, 0, 0, 0, 0), 0) is None
    assert keyboard.reloads == 1
