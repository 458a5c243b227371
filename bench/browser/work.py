"""What the person does in a page, by Chromium's own protocol, at a person's pace: points, clicks, types, chooses, scrolls."""

import time
from dataclasses import dataclass
from random import Random

from tests.producers.browser.chromium import Page

_TEXT = "two pallets of white paint"
_PACE = 0.02  # seconds from one event to the next
_MOVES = 12


@dataclass(slots=True)
class Work:
    """Ordinary work on a page.

    Attributes:
        page: on which it is done.
        random: the one source of chance.
        events: what was done so far: moves, buttons and keys that went down or up, notches.
    """

    page: Page
    random: Random
    events: int = 0

    def round(self) -> None:
        """A text, two choices, a button, a scroll, and the way there."""
        self._click("city")
        for key in _TEXT:
            self._press(key)
        self._press("Tab")
        self._press("ArrowDown" if self.random.random() < 0.5 else "ArrowUp")
        self._click("large")
        self._click("save")
        self.page.wheel("prose", 2)
        self._did(2)

    def _click(self, name: str) -> None:
        x, y = self.page.place(name)
        for step in range(1, _MOVES + 1):
            self.page.call("Input.dispatchMouseEvent", type="mouseMoved", x=x * step / _MOVES, y=y * step / _MOVES)
            self._did(1)
        self.page.click_at(x, y)
        self._did(3)

    def _press(self, key: str) -> None:
        self.page.press(key)
        self._did(2)

    def _did(self, events: int) -> None:
        self.events += events
        time.sleep(_PACE * events)
