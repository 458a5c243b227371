"""An invented person: a hand with a tempo of its own, a mouse with its own sampling rate, and somebody to write about."""

from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot
from random import Random

from producers.recordings.hand import Hand
from producers.recordings.recording import Stamped
from producers.simulator.identity import Identity, invent
from producers.simulator.vocabulary import SCREENS
from schemas.events import Element, Pointer

_FRAMES = (8, 10, 12, 16)  # milliseconds between samples of a moving pointer: 125 to 62.5 Hz
_TEMPO = (0.85, 1.6)  # quicker, and a key would come up after the next thing is done
_TYPO = 0.02
_MISTAKEN = frozenset("qwertyuioasdfghjklzxcvbn")  # letters with a neighbour to hit instead


@dataclass(slots=True, kw_only=True)
class Person(Hand):
    """A hand that also knows how fast it is and whom it writes about.

    Attributes:
        identity: whom.
        tempo: how long everything takes, 1 for a person of average speed.
        frame: milliseconds between two samples of the pointer.
    """

    identity: Identity = field(repr=False)
    tempo: float
    frame: int

    def wait(self, seconds: float) -> None:
        """Do nothing for about so long, at the person's own tempo."""
        self.time += round(seconds * 1000 * self.tempo * (0.9 + 0.2 * self.random.random()))

    def move(self, x: int, y: int) -> None:
        """Move the pointer there with least jerk, along a slightly bent path."""
        from_x, from_y, by_x, by_y = self.x, self.y, x - self.x, y - self.y
        steps = max(3, round((180 + hypot(by_x, by_y) * 0.45) * self.tempo / self.frame))
        bend = (self.random.random() - 0.5) * 0.2
        aside_x, aside_y, context = -by_y * bend, by_x * bend, self.context
        for far, off in _minimum_jerk(steps):
            self.time += self.frame
            at_x, at_y = int(from_x + by_x * far + aside_x * off), int(from_y + by_y * far + aside_y * off)
            self.events.append((Pointer(self.time, at_x, at_y), context))
        self.x, self.y = x, y

    def wander(self) -> None:
        """Move the pointer anywhere on the screen."""
        self.move(self.random.randrange(self.screen.width), self.random.randrange(self.screen.height))

    def write(self, text: str) -> None:
        """Type text as people do: now and then a key beside the right one, taken back at once."""
        chance = self.random.random
        self.type(text, typos=tuple(at for at, one in enumerate(text) if chance() < _TYPO and one in _MISTAKEN))

    def fill(self, element: Element, text: str) -> None:
        """Click a field and type into it."""
        self.enter(element)
        self.write(text)

    def done(self) -> list[Stamped]:
        """What was done since this was last asked, in time order."""
        events, self.events = self.events, []
        events.sort(key=_when)
        return events


def _when(stamped: Stamped) -> int:
    return stamped[0].time


@lru_cache(maxsize=512)
def _minimum_jerk(steps: int) -> tuple[tuple[float, float], ...]:
    """At each step, how far it is along the straight line, and how far aside of it; both up to 1."""
    parts = (step / steps for step in range(1, steps + 1))
    return tuple((part**3 * (10 - 15 * part + 6 * part * part), 4 * part * (1 - part)) for part in parts)


def born(random: Random, time: int) -> Person:
    """Somebody at a machine, at a moment in epoch milliseconds."""
    identity, screen = invent(random), random.choice(SCREENS)
    return Person(random, time, screen, identity=identity, tempo=random.uniform(*_TEMPO), frame=random.choice(_FRAMES))
