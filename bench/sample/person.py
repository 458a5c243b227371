"""A person at a real mouse and keyboard, by way of xdotool: human times, bent paths, typing errors; seeded."""

import subprocess
from dataclasses import dataclass, field
from math import hypot
from random import Random

from tests.producers.desktop.desktops import Desktop

Place = tuple[int, int, int, int]

_FRAME = 0.02  # seconds between two samples of a moving pointer
_SYMBOLS = {" ": "space", "-": "minus", ",": "comma", ".": "period", "@": "at", "+": "plus", "!": "exclam"}
_NEIGHBOURS = dict(zip("qwertyuioasdfghjklzxcvbn0123456789", "wertyuiopsdfghjklkxcvbnm9234567890", strict=True))


@dataclass(slots=True)
class Person:
    """What the person does takes as long as it would take one.

    Attributes:
        desktop: where they sit.
        random: the one source of chance.
        x: pointer, pixels.
        y: pointer, pixels.
    """

    desktop: Desktop
    random: Random
    x: int = 640
    y: int = 400
    _plan: list[str] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        """Do nothing for about so long."""
        self._do("sleep", f"{seconds * (0.85 + 0.3 * self.random.random()):.3f}")

    def move(self, place: Place, across: float = 0.5) -> None:
        """Move the pointer into a place, along a slightly bent path, slow at both ends."""
        left, top, width, height = place
        self.to(round(left + width * across), round(top + height / 2))

    def to(self, x: int, y: int) -> None:
        """Move the pointer to a point."""
        from_x, from_y = self.x, self.y
        steps = max(3, round((0.15 + hypot(x - from_x, y - from_y) / 2500) / _FRAME))
        bend = (self.random.random() - 0.5) * 0.2
        for step in range(1, steps + 1):
            part = step / steps
            eased, aside = part * part * (3 - 2 * part), bend * 4 * part * (1 - part)
            self.x = round(from_x + (x - from_x) * eased - (y - from_y) * aside)
            self.y = round(from_y + (y - from_y) * eased + (x - from_x) * aside)
            self._do("mousemove", str(self.x), str(self.y), "sleep", str(_FRAME))
        self.wait(0.15)

    def click(self, place: Place, across: float = 0.5) -> None:
        """Click into a place, and see what comes of it."""
        self.move(place, across)
        self._press("mousedown", "mouseup", "1")
        self.wait(0.5)

    def drag(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Press there, move, let go."""
        self.to(*begin)
        self._do("mousedown", "1")
        self.wait(0.15)
        self.to(*end)
        self._do("mouseup", "1")
        self.wait(0.4)

    def scroll(self, notches: int) -> None:
        """Turn the wheel, down for positive."""
        for _ in range(abs(notches)):
            self._do("click", "5" if notches > 0 else "4")
            self.wait(0.12)
        self.wait(0.3)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key by its X name, such as Return or ctrl+c, and see what comes of it."""
        for _ in range(times):
            self._press("keydown", "keyup", key)
            self.wait(0.15)
        self.wait(0.35)

    def type(self, text: str, *, typos: tuple[int, ...] = ()) -> None:
        """Type text; at the given places the neighbouring key is hit first and taken back."""
        for place, character in enumerate(text):
            if place in typos:
                self._strike(_NEIGHBOURS[character.lower()])
                self.wait(0.3)
                self._strike("BackSpace")
                self.wait(0.1)
            self._strike(_SYMBOLS.get(character, character))
            self.wait(0.12 if character in " .," else 0.04)
        self.wait(0.5)

    def erase(self, characters: int) -> None:
        """Take characters back, one by one."""
        for _ in range(characters):
            self._strike("BackSpace")
        self.wait(0.5)

    def rest(self) -> None:
        """Do all that is planned, and return when it is done."""
        plan, self._plan = self._plan, []
        subprocess.run(["xdotool", *plan], env=self.desktop.environment, check=True)

    def _strike(self, key: str) -> None:
        self._press("keydown", "keyup", key)
        self.wait(0.06)

    def _press(self, down: str, up: str, which: str) -> None:
        self._do(down, which)
        self.wait(0.05)
        self._do(up, which)

    def _do(self, *words: str) -> None:
        self._plan += words
