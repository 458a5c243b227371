"""What the person does: nothing, fast moves, and minutes of ordinary work.

About 105,000 moves and 5,000 keys an hour: the AgentNet recording has 119,000 moves in an hour, and those who did nothing
but write pressed 8,300 keys (Inputlog).
"""

import time
from dataclasses import dataclass, field

from bench.desktop.person import Person
from tests.producers.desktop.desktops import Application

MOVES = 10_000
FASTEST = 1_000  # moves a second
SECRET = "Zq7xKw9v"  # typed into the password field, once a minute
_MINUTE = 60.0
_TEXTS = (
    (("us",), "the blue notebook lies on the left shelf", "Send 12 of them (by Friday) & tell Bob"),
    (("de",), "größere Äpfel kosten mehr als drei €", "ein Café für Réné@büro {ja} [nein]"),
    (("us", "-variant", "intl"), "a hotel, a cafe: 5 rooms = $400", "100% of it; what else?"),
)


@dataclass(slots=True)
class Script:
    """What was done, told by itself.

    Attributes:
        typed: the text that an agent may see.
        active: seconds of ordinary work.
    """

    person: Person
    application: Application
    typed: list[str] = field(default_factory=list)
    active: float = 0.0

    def burst(self) -> None:
        """Moves as fast as the fastest mice tell them."""
        self.person.follow(((20 + step % 900, 500 + step // 900 % 250) for step in range(MOVES)), FASTEST)
        self._rest(1)

    def work(self, number: int) -> None:
        """A minute of ordinary work: two texts, a secret, a drag, a scroll, a menu, and the time to read in between."""
        end = time.monotonic() + _MINUTE
        layout, first, second = _TEXTS[number % len(_TEXTS)]
        self.person.layout(*layout)
        self._write(first)
        self._rest(3)
        self._click("Passphrase")
        self.person.type(SECRET)
        self._rest(1)
        self._write(second)
        self._drag()
        self._scroll()
        self._rest(4)
        self._click("File")
        self._click("File")
        self._rest(2)
        self.active += _MINUTE
        self._wander(end)

    def _write(self, text: str) -> None:
        self._click("City")
        self.typed.append(self.person.type(text))
        self._rest(0.5)

    def _click(self, name: str) -> None:
        self.person.move(*self.application.of(name))
        self.person.click()
        self._rest(0.5)

    def _drag(self) -> None:
        left, top = self.application.of("Nothing")
        self.person.move(left, top)
        self.person.press()
        self.person.move(left + 120, top)
        self.person.release()

    def _scroll(self) -> None:
        self.person.move(*self.application.of("Rows"))
        for _ in range(8):
            self.person.click(5)
            self._rest(0.1)

    def _wander(self, end: float) -> None:
        """The pointer follows what is read."""
        left, top = self.application.of("Nothing")
        while time.monotonic() < end - 3:
            self.person.move(left + 100, top, 0.7)
            self.person.move(left, top, 0.7)
            self._rest(2)
        self._rest(end - time.monotonic())

    def _rest(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))
