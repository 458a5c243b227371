"""Somebody at a keyboard: what they do as events, one after another, in fields and windows."""

from dataclasses import dataclass, field

from schemas.events import NO_MODIFIER, Button, Element, ElementEvent, Event, Focus, Input, Key, Modifier
from schemas.records import ScreenRecord
from streams.actions.draft import Draft
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

_SCREEN = ScreenRecord(width=1920, height=1080, scale=1.0, window_x=0, window_y=0, window_width=1920, window_height=1080)
_HELD = {"Control": Modifier.CONTROL, "Shift": Modifier.SHIFT}
_APPLICATION, _TITLE = "desk", "Front desk"
_X, _Y, _WIDTH, _HEIGHT = 100, 100, 600, 400  # bounds of the first field; the others lie below


@dataclass(slots=True)
class Typist:
    """Collects events, 90 ms apart, or 15 while a key is pressed again and again.

    Attributes:
        element: the first field, which has the keyboard at the start.
    """

    element: Element
    events: list[Event] = field(default_factory=list)
    _now: int = 1_700_000_000_000
    _fields: int = 1

    @classmethod
    def at(cls, label: str) -> "Typist":
        """At a field with this label, of one line; without one at a document."""
        role = "textbox" if label else "document"
        return cls(Element(role, label, "field-1", _X, _Y, _WIDTH, _HEIGHT))

    def type(self, text: str) -> None:
        """Type characters; a line break is Enter."""
        for char in text:
            self.press("Enter" if char == "\n" else char)

    def press(self, chord: str, times: int = 1) -> None:
        """Press a key, or a chord such as `Control+a`."""
        *names, key = [chord] if len(chord) == 1 else chord.split("+")
        held = NO_MODIFIER
        for name in names:
            held |= _HELD[name]
        pause = 90 if times == 1 else 15
        for _ in range(times):
            self.events += [Key(self._tick(pause), key, "", down, modifiers=held) for down in (True, False)]

    def click(self) -> None:
        """Click somewhere into the first field."""
        x, y = self.element.x + 40, self.element.y + 10
        self.events += [Button(self._tick(), x, y, 0, pressed) for pressed in (True, False)]

    def window(self, application: str = _APPLICATION, title: str = _TITLE) -> None:
        """Bring a window to the front: that of the first field, unless another is named."""
        self.events.append(Focus(self._tick(), application, title))

    def next_field(self, label: str = "") -> None:
        """Go on in another field, below."""
        self._fields += 1
        below = Element("textbox", label, f"field-{self._fields}", _X, _Y + self._fields * _HEIGHT, _WIDTH, _HEIGHT)
        self.events.append(ElementEvent(self._tick(), below, focused=True))

    def input(self, input_type: str, data: str | None, start: int = -1, end: int = -1) -> None:
        """Change the text other than by a key."""
        self.events.append(Input(self._tick(), input_type, data, start, end))

    def draft(self) -> Draft:
        """What the reducer makes of it."""
        opened = Opened(_APPLICATION, _TITLE, self.element, _SCREEN, self.events)
        return reduce([opened], Thresholds(), cut_before=False, cut_after=False)

    def _tick(self, pause: int = 90) -> int:
        self._now += pause
        return self._now
