"""Scenes: literal events, reduced in one call."""

from collections.abc import Callable, Iterable

import pytest

from schemas.events import NO_MODIFIER, Button, Element, Event, Key, Modifier, Pointer
from schemas.records import ScreenRecord
from streams.actions.draft import Draft, DraftStep
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

SCREEN = ScreenRecord(width=1920, height=1080, scale=1.0, window_x=0, window_y=0, window_width=1920, window_height=1080)

_HELD = {"Control": Modifier.CONTROL, "Alt": Modifier.ALT, "Shift": Modifier.SHIFT, "Meta": Modifier.META}
_HELD |= {"AltGraph": Modifier.ALT_GRAPH}


class Scene:
    """Events of one window, 100 ms apart unless the clock is moved on."""

    def __init__(self, element: Element | None = None) -> None:
        self.element = element
        self.now = 1_000
        self.events: list[Event] = []

    def add(self, *events: Event) -> "Scene":
        self.events += events
        return self

    def wait(self, milliseconds: int) -> "Scene":
        self.now += milliseconds
        return self

    def tick(self) -> int:
        self.now += 100
        return self.now

    def type(self, text: str) -> "Scene":
        return self.press(*text)

    def press(self, *chords: str) -> "Scene":
        """Keys, or chords such as `Control+c`."""
        for chord in chords:
            *names, key = [chord] if len(chord) == 1 else chord.split("+")
            held = NO_MODIFIER
            for name in names:
                held |= _HELD[name]
                self.events.append(Key(self.tick(), name, "", down=True, modifiers=held))
            self.events.append(Key(self.tick(), key, "", down=True, modifiers=held))
            self.events.append(Key(self.tick(), key, "", down=False, modifiers=held))
            self.events += [Key(self.tick(), name, "", down=False) for name in names]
        return self

    def click(self, x: int, y: int, button: int = 0) -> "Scene":
        self.events.append(Button(self.tick(), x, y, button, pressed=True))
        self.events.append(Button(self.tick(), x, y, button, pressed=False))
        return self

    def drag(self, *points: tuple[int, int]) -> "Scene":
        (x, y), *_, (end_x, end_y) = points
        self.events.append(Button(self.tick(), x, y, 0, pressed=True))
        self.events += [Pointer(self.tick(), x, y) for x, y in points]
        self.events.append(Button(self.tick(), end_x, end_y, 0, pressed=False))
        return self

    def reduce(self, *, cut_before: bool = False, cut_after: bool = False) -> Draft:
        return reduce([self.opened()], Thresholds(), cut_before=cut_before, cut_after=cut_after)

    def opened(self, *, gap: bool = False) -> Opened:
        return Opened("app", "window", self.element, SCREEN, self.events, gap)

    def steps(self) -> list[DraftStep]:
        return self.reduce().steps

    def kinds(self) -> list[str]:
        return [step.kind for step in self.steps()]

    def texts(self) -> list[str]:
        return texts(self.steps())


def texts(steps: Iterable[DraftStep]) -> list[str]:
    return [step.text.final for step in steps if step.text is not None]


@pytest.fixture
def scene() -> Callable[..., Scene]:
    return Scene
