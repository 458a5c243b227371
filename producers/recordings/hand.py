"""A scripted person at mouse and keyboard, with human times and typing errors; seeded, so that it always does the same."""

from dataclasses import dataclass, field, replace
from math import hypot
from random import Random
from string import ascii_lowercase, digits

from producers.recordings.recording import Stamped
from schemas.events import (
    NO_MODIFIER,
    Button,
    Context,
    Element,
    ElementEvent,
    Event,
    Focus,
    Input,
    Key,
    Modifier,
    Pointer,
    Screen,
    Selection,
    Wheel,
)

_FRAME = 16  # milliseconds between two samples of a moving pointer
_SHIFTED = dict(zip('!@#$%^&*()_+{}|:"<>?', "1234567890-=[]\\;',./", strict=True))
_CODES = {
    " ": "Space", "-": "Minus", "=": "Equal", "[": "BracketLeft", "]": "BracketRight", "\\": "Backslash", ";": "Semicolon",
    "'": "Quote", ",": "Comma", ".": "Period", "/": "Slash",
    **{letter: f"Key{letter.upper()}" for letter in ascii_lowercase},
    **{digit: f"Digit{digit}" for digit in digits},
}  # fmt: skip
_NEIGHBOURS = dict(zip("qwertyuioasdfghjklzxcvbn0123456789", "wertyuiopsdfghjkl;xcvbnm9234567890", strict=True))
_CHORDS = {Modifier.CONTROL: ("Control", "ControlLeft"), Modifier.ALT: ("Alt", "AltLeft"), Modifier.SHIFT: ("Shift", "ShiftLeft")}


@dataclass(slots=True)
class Hand:
    """What the person has done so far, and where they are.

    Attributes:
        random: the one source of chance.
        time: now, in epoch milliseconds.
        context: the window and field in front.
        x: pointer, pixels.
        y: pointer, pixels.
        events: everything done, in time order once sorted.
    """

    random: Random
    time: int
    screen: Screen
    context: Context = field(default_factory=lambda: Context(None))
    x: int = 640
    y: int = 400
    events: list[Stamped] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        """Do nothing for about so long."""
        self.time += round(seconds * 1000 * (0.9 + 0.2 * self.random.random()))

    def focus(self, application: str, title: str) -> None:
        """A window comes to the front."""
        self.wait(0.4)
        self.context = Context(application, title, screen=self.screen)
        self._do(Focus(self.time, application, title))

    def move(self, x: int, y: int) -> None:
        """Move the pointer there along a slightly bent path, slow at both ends."""
        from_x, from_y = self.x, self.y
        distance = hypot(x - from_x, y - from_y)
        steps = max(3, round((180 + distance * 0.45) / _FRAME))
        bend = (self.random.random() - 0.5) * 0.2
        for step in range(1, steps + 1):
            part = step / steps
            eased = part * part * (3 - 2 * part)
            aside = bend * 4 * part * (1 - part)
            self.x = round(from_x + (x - from_x) * eased - (y - from_y) * aside)
            self.y = round(from_y + (y - from_y) * eased + (x - from_x) * aside)
            self.time += _FRAME
            self._do(Pointer(self.time, self.x, self.y))

    def click(self, element: Element, *, times: int = 1, button: int = 0) -> None:
        """Move to an element and click it."""
        self.move(element.x + element.width // 2, element.y + element.height // 2)
        self.wait(0.12)
        self._do(ElementEvent(self.time, element, focused=False))
        for _ in range(times):
            self._press(button)
            self.time += 90

    def enter(self, field: Element, *, secure: bool = False) -> None:
        """Click a field, which takes the keyboard."""
        self.click(field)
        self.take(field, secure=secure)

    def take(self, element: Element | None, *, secure: bool = False) -> None:
        """The keyboard goes to an element, or leaves it for none."""
        self.context = replace(self.context, element=element, secure=secure)
        if element is not None:
            self._do(ElementEvent(self.time, element, focused=True))

    def drag(self, x: int, y: int) -> None:
        """Press here, move there, let go."""
        self._do(Button(self.time, self.x, self.y, 0, pressed=True))
        self.wait(0.15)
        self.move(x, y)
        self.wait(0.1)
        self._do(Button(self.time, self.x, self.y, 0, pressed=False))

    def scroll(self, notches: int) -> None:
        """Turn the wheel, down for positive."""
        for _ in range(abs(notches)):
            self.wait(0.08)
            self._do(Wheel(self.time, self.x, self.y, 0, 1 if notches > 0 else -1))

    def choose(self, opener: Element, option: Element, index: int) -> None:
        """Open a dropdown or a menu and click one of its options."""
        self.click(opener)
        self.wait(0.6)
        self.click(option)
        self._do(Selection(self.time, opener, option.name, index))

    def paste(self) -> None:
        """Ctrl+V; what the clipboard holds is never recorded."""
        self.hotkey("v")
        self._do(Input(self.time, "insertFromPaste"))

    def hotkey(self, key: str, held: Modifier = Modifier.CONTROL) -> None:
        """Press a key while a modifier is held."""
        name, code = _CHORDS[held]
        self._do(Key(self.time, name, code, down=True, modifiers=held))
        self.wait(0.12)
        self._strike(key, _CODES.get(key, key), held)
        self.wait(0.09)
        self._do(Key(self.time, name, code, down=False))
        self.wait(0.2)

    def press(self, key: str, times: int = 1) -> None:
        """Press a named key such as Enter."""
        for _ in range(times):
            self._strike(key, key, NO_MODIFIER)
            self.wait(0.15)

    def type(self, text: str, *, typos: tuple[int, ...] = ()) -> None:
        """Type text; at the given places the neighbouring key is hit first and taken back with Backspace."""
        for place, character in enumerate(text):
            if place in typos:
                self._character(_NEIGHBOURS[character.lower()])
                self.wait(0.25)
                self.press("Backspace")
            self._character(character)
            self.wait(0.28 if character in " .," else 0.15)

    def _character(self, character: str) -> None:
        base = _SHIFTED.get(character, character.lower())
        if base == character:
            self._strike(character, _CODES[base], NO_MODIFIER)
            return
        self._do(Key(self.time, "Shift", "ShiftLeft", down=True, modifiers=Modifier.SHIFT))
        self.wait(0.07)
        self._strike(character, _CODES[base], Modifier.SHIFT)
        self._do(Key(self.time + 110, "Shift", "ShiftLeft", down=False))

    def _strike(self, key: str, code: str, held: Modifier) -> None:
        """Down now, up a little later, often after the next key is down."""
        self._do(Key(self.time, key, code, down=True, modifiers=held))
        self._do(Key(self.time + 60 + round(40 * self.random.random()), key, code, down=False, modifiers=held))

    def _press(self, button: int) -> None:
        self._do(Button(self.time, self.x, self.y, button, pressed=True))
        self.time += 70 + round(30 * self.random.random())
        self._do(Button(self.time, self.x, self.y, button, pressed=False))

    def _do(self, event: Event) -> None:
        self.events.append((event, self.context))
