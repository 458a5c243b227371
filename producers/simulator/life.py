"""The life of one device, act by act: a function of seed, number, start and faults, without clock or I/O."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from producers.recordings.recording import Stamped
from producers.simulator.faults import Change, Faults, absence, jump
from producers.simulator.identity import Identity
from producers.simulator.person import Person, born
from producers.simulator.scenes import SCENES

_MINUTE, _HOUR = 60.0, 3600.0  # seconds
_FIRST = 30.0  # seconds within which all devices have begun
_PAUSES = {  # seconds between two scenes → how often, one against another
    (1.0, 8.0): 70.0,
    (8.0, 90.0): 22.0,
    (2 * _MINUTE, 9 * _MINUTE): 4.5,
    (11 * _MINUTE, 18 * _MINUTE): 2.0,  # longer than a trajectory may last, shorter than what ends a session
    (31 * _MINUTE, 3 * _HOUR): 1.0,
    (10 * _HOUR, 16 * _HOUR): 0.5,
}
_LENGTHS, _WEIGHTS = list(_PAUSES), list(_PAUSES.values())
_SCENES, _OFTEN = list(SCENES), list(SCENES.values())
_NIGHT = 10 * _HOUR  # seconds: so long a pause begins with a shutdown, or without
_SHUT_DOWN = 0.5


@dataclass(frozen=True, slots=True, repr=False)
class Act:
    """One thing that happens to a device.

    Attributes:
        until: true time at which the next act begins, epoch milliseconds.
        events: what the person did, in time order by the device's own clock.
        change: what became of the device before.
    """

    until: int
    events: Sequence[Stamped] = ()
    change: Change | None = None


def identity(seed: int, number: int) -> Identity:
    """Whom the person at a device writes about: for tests that look for it where it must not be."""
    return _person(seed, number, 0).identity


def life(seed: int, number: int, start: int, faults: Faults) -> Iterator[Act]:
    """Everything that happens to a device, for ever or until it falls silent.

    Args:
        seed: of the whole fleet.
        number: of the device.
        start: epoch milliseconds.
        faults: how likely each is; what the person does is the same whatever they are, but for the clock.
    """
    return _Life(_person(seed, number, start), Random(f"{seed}/{number}/faults"), faults).acts()  # noqa: S311


def _person(seed: int, number: int, start: int) -> Person:
    return born(Random(f"{seed}/{number}"), start)  # noqa: S311


@dataclass(slots=True)
class _Life:
    person: Person
    random: Random  # of the faults alone
    faults: Faults
    skew: int = 0  # of the device's clock, milliseconds
    online_at: int | None = None  # true time; None while the device is online

    @property
    def now(self) -> int:
        """True time, epoch milliseconds."""
        return self.person.time - self.skew

    def acts(self) -> Iterator[Act]:
        self.person.wait(_FIRST * self.person.random.random())
        yield Act(self.now)
        for act in self._work():
            yield act
            change = self._fault()
            if change:
                yield Act(self.now, change=change)
            if change is Change.SILENCE:
                return

    def _work(self) -> Iterator[Act]:
        choose = self.person.random.choices
        while True:
            [scene] = choose(_SCENES, _OFTEN)
            for _ in scene(self.person):
                yield Act(self.now, self.person.done())
            [(low, high)] = choose(_LENGTHS, _WEIGHTS)
            yield self._rest(low, high)

    def _rest(self, low: float, high: float) -> Act:
        random = self.person.random
        self.person.time += round(1000 * random.uniform(low, high))
        shut_down = low >= _NIGHT and random.random() < _SHUT_DOWN
        return Act(self.now, change=Change.REBOOT if shut_down else None)

    def _fault(self) -> Change | None:
        if self.online_at is not None and self.now >= self.online_at:
            self.online_at = None
            return Change.ONLINE
        draw = self.random.random()
        for change, chance in self.faults.changes.items():
            if draw < chance:
                return self._befall(change)
            draw -= chance
        return None

    def _befall(self, change: Change) -> Change:
        if change is Change.OFFLINE and self.online_at is None:
            self.online_at = self.now + absence(self.random)
        if change is Change.CLOCK:
            skew = jump(self.random, self.skew)
            self.person.time += skew - self.skew
            self.skew = skew
        return change
