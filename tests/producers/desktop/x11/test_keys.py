import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemas.events import Key, Modifier
from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.watching import Watch

SHIFT, ALT_GRAPH, MENU = 50, 108, 135  # keycodes
CORE_KEYBOARD = 0x100


@pytest.fixture(autouse=True)
def layout(desktop: Desktop, application: Application) -> Iterator[None]:
    desktop.run("setxkbmap", "us", "-option", "")
    yield
    desktop.run("setxkbmap", "us", "-option", "")


def pressed(watch: Watch, count: int) -> list[Key]:
    """The first keys that went down."""

    def down() -> list[Key]:
        return [event for happened in watch.happened(Key) if isinstance(event := happened.event, Key) and event.down]

    assert until(lambda: len(down()) >= count)
    return down()


@contextmanager
def group_locked(desktop: Desktop, group: int) -> Iterator[None]:
    """A group is in force, as after a click on the layout in a desktop's panel; xdotool has no word for it."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(desktop.display.encode()))
    for locked in (group, 0):
        x11.XkbLockGroup(display, CORE_KEYBOARD, locked)
        x11.XSync(display, 0)
        if locked:
            yield
    x11.XCloseDisplay(display)


def strokes(desktop: Desktop, *keycodes: int, holding: int = 0) -> None:
    words: list[str | int] = [word for keycode in keycodes for word in ("key", keycode)]
    desktop.do(*(["keydown", holding, *words, "keyup", holding] if holding else words))


def test_keys_have_characters_names_codes_and_modifiers(desktop: Desktop, watch: Watch) -> None:
    desktop.do("key", "a", "shift+b", "Return", "ctrl+s", "Left", "F5")
    keys = [(key.key, key.code, key.modifiers) for key in pressed(watch, 8)]
    assert keys == [
        ("a", "KeyA", 0),
        ("Shift", "ShiftLeft", Modifier.SHIFT),
        ("B", "KeyB", Modifier.SHIFT),
        ("Enter", "Enter", 0),
        ("Control", "ControlLeft", Modifier.CONTROL),
        ("s", "KeyS", Modifier.CONTROL),
        ("ArrowLeft", "ArrowLeft", 0),
        ("F5", "F5", 0),
    ]


def test_a_release_follows_each_press(desktop: Desktop, watch: Watch) -> None:
    desktop.do("key", "a", "b")
    assert until(lambda: len(watch.happened(Key)) == 4)
    keys = [happened.event for happened in watch.happened(Key)]
    told = [(key.key, key.down) for key in keys if isinstance(key, Key)]
    assert told == [("a", True), ("a", False), ("b", True), ("b", False)]


def test_a_layout_that_changes_while_running_gives_its_characters_at_once(desktop: Desktop, watch: Watch) -> None:
    strokes(desktop, 47, 48)
    desktop.run("setxkbmap", "de")
    strokes(desktop, 47, 48)
    assert [key.key for key in pressed(watch, 4)] == [";", "'", "ö", "ä"]


def test_alt_gr_gives_its_characters(desktop: Desktop, watch: Watch) -> None:
    desktop.run("setxkbmap", "de")
    strokes(desktop, 24, 26, holding=ALT_GRAPH)
    keys = [(key.key, key.modifiers) for key in pressed(watch, 3)]
    assert keys == [("AltGraph", Modifier.ALT_GRAPH), ("@", Modifier.ALT_GRAPH), ("€", Modifier.ALT_GRAPH)]


def test_a_dead_key_gives_the_composed_character_with_the_next(desktop: Desktop, watch: Watch) -> None:
    desktop.run("setxkbmap", "de")
    strokes(desktop, 21, 26, 26)
    strokes(desktop, 21, holding=SHIFT)
    strokes(desktop, 38)
    assert [key.key for key in pressed(watch, 6)] == ["Dead", "é", "e", "Shift", "Dead", "à"]


def test_the_second_group_of_a_layout_gives_its_characters(desktop: Desktop, watch: Watch) -> None:
    desktop.run("setxkbmap", "us,ru")
    strokes(desktop, 38)
    assert pressed(watch, 1)[0].key == "a"
    with group_locked(desktop, 1):
        strokes(desktop, 38)
        last = pressed(watch, 2)[-1]
        assert (last.key, last.code) == ("ф", "KeyA")
    strokes(desktop, 38)
    assert pressed(watch, 3)[-1].key == "a"


def test_the_compose_key_makes_one_character_of_two(desktop: Desktop, watch: Watch) -> None:
    desktop.run("setxkbmap", "us", "-option", "compose:menu")
    strokes(desktop, MENU, 48, 26)
    assert [key.key for key in pressed(watch, 3)] == ["Compose", "Dead", "é"]


def test_a_key_that_is_held_repeats(desktop: Desktop, watch: Watch) -> None:
    desktop.do("keydown", "a", "sleep", "0.9", "keyup", "a")
    first, *others = pressed(watch, 3)
    assert not first.repeat
    assert all(key.repeat for key in others)


def test_keys_carry_the_time_at_which_the_server_saw_them(desktop: Desktop, watch: Watch) -> None:
    began, began_epoch = time.monotonic_ns(), time.time_ns() // 1_000_000
    desktop.do("key", "a", "sleep", "0.2", "key", "b")
    first, second = (watch.happened(Key)[index] for index in (0, 2)) if pressed(watch, 2) else (None, None)
    assert first is not None
    assert second is not None
    assert began - 2_000_000 <= first.at < second.at <= time.monotonic_ns()
    assert second.at - first.at >= 190_000_000
    assert 0 <= first.event.time - began_epoch + 2 < 5_000
