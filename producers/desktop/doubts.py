"""Why an event did not leave the hold, and how many: what a secret field may have taken is not even counted."""

from collections import Counter
from enum import StrEnum

from producers.desktop.backend import Place
from producers.desktop.evidence import takes_secret


class Doubt(StrEnum):
    """Why an event did not leave."""

    SECURE = "secure_field"
    UNKNOWN_APPLICATION = "unknown_application"
    UNKNOWN_ELEMENT = "unknown_element"
    NO_ANSWER = "no_answer"
    MOVED = "focus_moved"
    NO_PRESS = "no_press"
    LATE = "late"
    OVERFLOW = "overflow"
    PAUSED = "paused"


class Doubts:
    """Counts by reason.

    Typed keys that were dropped without an answer wait for one: if the next says that a secret is typed, they were part of it.

    Attributes:
        counts: what was dropped, by reason.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._open: Counter[str] = Counter()

    def add(self, doubt: Doubt, *, typed: bool) -> None:
        """Count an event that was dropped."""
        if doubt is not Doubt.SECURE:
            (self._open if typed and doubt in _OPEN else self.counts)[doubt] += 1

    def answered(self, place: Place) -> None:
        """Somebody saw where the keyboard is."""
        if not takes_secret(place):
            self.counts.update(self._open)
        self._open.clear()


_OPEN = {Doubt.NO_ANSWER, Doubt.LATE, Doubt.OVERFLOW, Doubt.PAUSED}
