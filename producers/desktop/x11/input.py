"""From recorded X events to events of ours: notches, repeats, and the characters that keys give."""

from typing import Protocol

from producers.desktop.x11 import wire
from producers.desktop.x11.names import w3c_code
from producers.desktop.x11.wire import Raw
from schemas.events import MODIFIERS, Button, Event, Key, Modifier, Pointer, Wheel

_BUTTONS = {1: 0, 2: 1, 3: 2, 8: 3, 9: 4}  # X to W3C
_NOTCHES = {4: (0, -1), 5: (0, 1), 6: (-1, 0), 7: (1, 0)}


class Keyboard(Protocol):
    """What gives keys their names: see Keymap."""

    def press(self, keycode: int, state: int) -> str: ...  # noqa: D102 (as in Keymap)

    def modifiers(self, state: int) -> Modifier: ...  # noqa: D102

    def reload(self) -> None: ...  # noqa: D102


class Translator:
    """Follows which keys are down and where the pointer is."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard
        self._down: dict[int, str] = {}
        self._released: tuple[int, int] | None = None
        self._position: tuple[int, int] | None = None

    def translate(self, raw: Raw, time: int) -> Event | None:
        """The event, at `time` in epoch milliseconds; None if it changes nothing that we tell."""
        match raw.kind:
            case wire.MOTION:
                return self._move(raw, time)
            case wire.KEY_PRESS:
                return self._press(raw, time)
            case wire.KEY_RELEASE:
                return self._release(raw, time)
            case wire.BUTTON_PRESS | wire.BUTTON_RELEASE:
                return self._button(raw, time)
            case wire.MAPPING:
                self._keyboard.reload()
        return None

    def _move(self, raw: Raw, time: int) -> Pointer | None:
        if self._position == (raw.x, raw.y):
            return None
        self._position = (raw.x, raw.y)
        return Pointer(time, raw.x, raw.y)

    def _button(self, raw: Raw, time: int) -> Button | Wheel | None:
        pressed = raw.kind == wire.BUTTON_PRESS
        if raw.detail in _NOTCHES:
            return Wheel(time, raw.x, raw.y, *_NOTCHES[raw.detail]) if pressed else None
        button = _BUTTONS.get(raw.detail)
        return None if button is None else Button(time, raw.x, raw.y, button, pressed)

    def _press(self, raw: Raw, time: int) -> Key:
        """A repeat is the press of a key that is down, or was let go in the same millisecond: X repeats in both ways."""
        repeat = raw.detail in self._down or self._released == (raw.detail, raw.time)
        name = self._keyboard.press(raw.detail, raw.state)
        self._down[raw.detail] = name
        held = self._keyboard.modifiers(raw.state) | MODIFIERS.get(name, 0)
        return Key(time, name, w3c_code(raw.detail), down=True, repeat=repeat, modifiers=held)

    def _release(self, raw: Raw, time: int) -> Key | None:
        """The release has the name of its press: Shift may have been let go in between. One without a press is not told."""
        name = self._down.pop(raw.detail, None)
        if name is None:
            return None
        self._released = (raw.detail, raw.time)
        held = self._keyboard.modifiers(raw.state) & ~MODIFIERS.get(name, 0)
        return Key(time, name, w3c_code(raw.detail), down=False, modifiers=held)
