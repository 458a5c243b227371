"""A person by script: types in any layout, points, drags and scrolls, through the X server's XTEST extension."""

import time
from collections.abc import Iterable, Iterator

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from tests.producers.desktop.desktops import Desktop

_SHIFT, _ALT_GRAPH = 50, 108  # keycodes
_HOLDING = {0: (), 1: (_SHIFT,), 4: (_ALT_GRAPH,), 5: (_SHIFT, _ALT_GRAPH)}  # by the column of a keysym
_DEAD = {"á": (0xFE51, "a"), "é": (0xFE51, "e"), "ê": (0xFE52, "e"), "ô": (0xFE52, "o")}  # acute, circumflex
_EURO = 0x20AC
_PRESSED = 0.03  # seconds
_BETWEEN = 0.13  # median of the recordings: 169 ms from key to key


class Person:
    """Whoever sits at a desktop.

    Attributes:
        events: what was done so far: keys and buttons that went down or up, notches, and moves.
    """

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._display = Display(desktop.display)
        self._at = 0, 0
        self.events = 0

    def layout(self, *words: str) -> None:
        """Choose another layout of the keyboard."""
        self._desktop.run("setxkbmap", *words)
        self._display.close()
        self._display = Display(self._desktop.display)  # python-xlib knows the layout of its beginning
        time.sleep(0.5)

    def type(self, text: str) -> str:
        """Type a text; returns it."""
        for character in text:
            for keycode, holding in self._strokes(character):
                self._stroke(keycode, holding)
        return text

    def move(self, x: int, y: int, seconds: float = 0.5, rate: int = 125) -> None:
        """Move the pointer straight to a place; 125 a second is what most mice tell."""
        left, top = self._at
        steps = round(seconds * rate)
        self.follow(((left + (x - left) * step // steps, top + (y - top) * step // steps) for step in range(1, steps + 1)), rate)
        time.sleep(0.12)  # what is clicked at once may be missed

    def follow(self, path: Iterable[tuple[int, int]], rate: int) -> None:
        """Move the pointer along a path, so many places a second."""
        start = time.monotonic()
        for index, (x, y) in enumerate(path):
            time.sleep(max(0.0, start + index / rate - time.monotonic()))
            xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
            self._display.flush()
            self._at = x, y
            self.events += 1
        self._display.sync()

    def press(self, button: int = 1) -> None:
        """Press a button."""
        self._fake(X.ButtonPress, button)

    def release(self, button: int = 1) -> None:
        """Let a button go."""
        self._fake(X.ButtonRelease, button)

    def click(self, button: int = 1) -> None:
        """Press a button and let it go; one more than 3 is a notch of the wheel."""
        self.press(button)
        time.sleep(0.06)
        self.release(button)

    def _strokes(self, character: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        for part in _DEAD.get(character, (character,)):
            keysym = part if isinstance(part, int) else _EURO if part == "€" else ord(part)
            found = [(index, keycode) for keycode, index in self._display.keysym_to_keycodes(keysym) if index in _HOLDING]
            index, keycode = min(found)
            yield keycode, _HOLDING[index]

    def _stroke(self, keycode: int, holding: tuple[int, ...]) -> None:
        for held in holding:
            self._fake(X.KeyPress, held)
        self._fake(X.KeyPress, keycode)
        time.sleep(_PRESSED)
        self._fake(X.KeyRelease, keycode)
        for held in holding:
            self._fake(X.KeyRelease, held)
        time.sleep(_BETWEEN)

    def _fake(self, kind: int, detail: int) -> None:
        xtest.fake_input(self._display, kind, detail)
        self._display.sync()
        self.events += 1
