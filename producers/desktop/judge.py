"""The verdict on an event: where it happened, why it must not leave, or that it is open yet."""

from dataclasses import dataclass

from producers.desktop.backend import Happened, Looked, Place
from producers.desktop.doubts import Doubt
from producers.desktop.evidence import Evidence, takes_secret
from producers.desktop.movers import is_text, is_typed

_MILLISECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Limits of the hold.

    Attributes:
        lag: how late a focus change, or the signal of it, follows the input that caused it; measured 70 ms. Nanoseconds.
        hold: how long an event waits for proof, nanoseconds.
        pending: how many events, answers and signals are held at most.
    """

    lag: int = 70 * _MILLISECOND
    hold: int = 200 * _MILLISECOND
    pending: int = 4_096


Verdict = Place | Doubt | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides by the evidence. Times are nanoseconds of the monotonic clock."""

    timing: Timing
    evidence: Evidence

    def verdict(self, happened: Happened, now: int) -> Verdict:
        """Where an event happened; why it must not leave; None while that is open."""
        if not is_typed(happened.event):
            return self._steady(happened.at, now)
        return self._text(happened.at, now) if is_text(happened.event) else self._command(happened.at, now)

    def in_doubt(self, happened: Happened, reason: Doubt) -> Doubt:
        """A reason to drop an event undecided, unless a secret may have taken it."""
        looks = self.evidence.between(self.evidence.before(happened.at), None)
        return Doubt.SECURE if _secret(looks) else reason

    def _text(self, at: int, now: int) -> Verdict:
        """All answers from before until a lag after show one element, and nothing moved or may have moved in between."""
        first, last = self.evidence.before(at), self.evidence.after(at + self.timing.lag)
        if last is None and now < at + self.timing.hold:
            return None
        looks = self.evidence.between(first, last)
        if first is None or last is None or _secret(looks):
            return _missing(looks)
        places = [_element(look.place) for look in looks]
        place = places[0]
        if isinstance(place, Doubt):
            return place
        if any(isinstance(other, Doubt) or not place.same(other) for other in places):
            return next((other for other in places if isinstance(other, Doubt)), Doubt.MOVED)
        moved = self.evidence.contradicted(first, last.at, last.at) is not None
        return Doubt.MOVED if moved else place

    def _command(self, at: int, now: int) -> Verdict:
        """The answer from before still held; what moved after it is the key's own doing, unless it ends in a secret."""
        first, last = self.evidence.before(at), self.evidence.after(at + self.timing.lag)
        if last is None and now < at + self.timing.hold:
            return None
        looks = self.evidence.between(first, last)
        if first is None or last is None or last.place is None or _secret(looks):
            return _missing(looks)
        moved = self.evidence.contradicted(first, at, at) is not None
        return Doubt.MOVED if moved else _element(first.place)

    def _steady(self, at: int, now: int) -> Verdict:
        """The application is known, and the same after what moved around that time."""
        later = at + self.timing.lag
        if now < later:
            return None
        first = self.evidence.before(at)
        if first is None:
            return Doubt.NO_ANSWER
        known = self.evidence.contradicted(first, later, later)
        last = first if known is None else self.evidence.after(known)
        if last is None and now < at + self.timing.hold:
            return None
        looks = self.evidence.between(first, last)
        if last is None or last.place is None or _secret(looks):
            return _missing(looks)
        place = _application(first.place)
        if isinstance(place, Place) and last.place.application != place.application:
            return Doubt.MOVED
        return place


def _secret(looks: list[Looked]) -> bool:
    return any(look.place is not None and takes_secret(look.place) for look in looks)


def _missing(looks: list[Looked]) -> Doubt:
    return Doubt.SECURE if _secret(looks) else Doubt.NO_ANSWER


def _application(place: Place | None) -> Place | Doubt:
    if place is None:
        return Doubt.NO_ANSWER
    return place if place.application is not None else Doubt.UNKNOWN_APPLICATION


def _element(place: Place | None) -> Place | Doubt:
    known = _application(place)
    return Doubt.UNKNOWN_ELEMENT if isinstance(known, Place) and known.element is None else known
