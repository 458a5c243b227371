"""What is known of where input went: answers to looks, signals that something moved, and input that may have moved it."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from operator import attrgetter

from producers.desktop.backend import Looked, Place
from producers.secure import is_secure

_asked = attrgetter("asked")


def takes_secret(place: Place) -> bool:
    """Whether the keyboard is in an element that takes a secret."""
    return place.secure or (place.element is not None and is_secure(place.element))


@dataclass(slots=True, repr=False)
class Evidence:
    """Everything in nanoseconds of the monotonic clock.

    Attributes:
        lag: how late a focus change, or the signal of it, follows what caused it, at most.
    """

    lag: int
    _looks: list[Looked] = field(default_factory=list)
    _moved: list[int] = field(default_factory=list)
    _pushed: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._looks) + len(self._moved) + len(self._pushed)

    def looked(self, look: Looked) -> None:
        """Take in an answer."""
        insort(self._looks, look, key=_asked)

    def moved(self, at: int) -> None:
        """Take in a signal that something moved."""
        insort(self._moved, at)

    def pushed(self, at: int) -> None:
        """Take in input that may move the focus."""
        insort(self._pushed, at)

    @property
    def latest(self) -> Looked | None:
        """The answer asked for last."""
        return self._looks[-1] if self._looks else None

    def before(self, moment: int) -> Looked | None:
        """The last answer that was there at a moment."""
        return next((look for look in reversed(self._looks) if look.at <= moment), None)

    def after(self, moment: int) -> Looked | None:
        """The first answer that was asked for at a moment or later."""
        index = bisect_left(self._looks, moment, key=_asked)
        return self._looks[index] if index < len(self._looks) else None

    def between(self, first: Looked | None, last: Looked | None) -> list[Looked]:
        """The answers from one to another, both included; from the first or to the last there is, without it."""
        begin = bisect_left(self._looks, first.asked, key=_asked) if first else 0
        return self._looks[begin : bisect_right(self._looks, last.asked, key=_asked) if last else None]

    def contradicted(self, look: Looked, until: int, pushed_until: int) -> int | None:
        """From when on a look must be asked to know again, if an answer no longer held at `until`; None if it did.

        Args:
            look: the answer.
            until: signals up to it count.
            pushed_until: input before it counts.
        """
        signals = self._moved[bisect_right(self._moved, look.asked) : bisect_right(self._moved, until)]
        pushes = self._pushed[bisect_right(self._pushed, look.asked - self.lag) : bisect_left(self._pushed, pushed_until)]
        return max([*signals[-1:], *(push + self.lag for push in pushes[-1:])], default=None)

    def forget(self, horizon: int) -> None:
        """Forget what says nothing of a moment at or after the horizon."""
        held = self.before(horizon)
        if held:
            del self._looks[: bisect_left(self._looks, held.asked, key=_asked)]
            del self._moved[: bisect_right(self._moved, held.asked)]
            del self._pushed[: bisect_right(self._pushed, held.asked - self.lag)]

    def clear(self) -> None:
        """Forget everything."""
        for known in (self._looks, self._moved, self._pushed):
            known.clear()
