"""Input waits here until it is known where it went. Pure: signals carry their times, and now is passed in."""

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from producers.desktop.backend import Happened, Looked, Moved, Place, Signal
from producers.desktop.doubts import Doubt, Doubts
from producers.desktop.evidence import Evidence
from producers.desktop.fates import Fates
from producers.desktop.judge import Judge, Timing, Verdict
from producers.desktop.looking import Looking
from producers.desktop.movers import is_typed, moves_focus
from producers.desktop.stamp import Stamp, Stamped
from schemas.events import Input, Key, Selection

USUAL = Timing()

_at = attrgetter("at")


class Hold:
    """Lets input go in the order in which it happened, each event once it is known where it went; in doubt, drops it.

    What is typed leaves when an answer from before it and one asked for a lag after it, and all between, show the same element,
    which takes no secret, and nothing moved in between. A key that may move the focus itself (Tab, a shortcut) leaves when its
    element was known, nothing had moved before it, and no secret comes after it. What a pointer does leaves when its application
    is known. A release leaves when its press did. All times are nanoseconds of the monotonic clock.

    One case is left, of the signals' making: a Tab or shortcut that comes less than a lag after the application, unasked,
    put the focus into a secret field, and that leaves the field at once. It carries no character.
    """

    def __init__(self, timing: Timing = USUAL) -> None:
        self._timing = timing
        self._pending: list[Happened] = []
        self._evidence = Evidence(timing.lag)
        self._judge = Judge(timing, self._evidence)
        self._looking = Looking(timing.hold)
        self._doubts = Doubts()
        self._fates = Fates()
        self._stamp = Stamp()
        self._since, self._reason = -1, Doubt.LATE  # what happened until then is dropped, and why
        self._left = 0  # when the last event happened that is decided

    @property
    def dropped(self) -> Counter[str]:
        """What was dropped in doubt, by reason; what a secret field may have taken is not among it."""
        return self._doubts.counts

    @property
    def place(self) -> Place | None:
        """Where input goes, as the last answer says."""
        latest = self._evidence.latest
        return latest.place if latest else None

    @property
    def look_due(self) -> int | None:
        """When the next look is to be asked for; None while nothing needs one."""
        return self._looking.due

    @property
    def due(self) -> int | None:
        """When something is to be done, if no signal comes before; None while nothing waits."""
        moments = [] if self.look_due is None else [self.look_due]
        if self._pending:
            moments.append(self._pending[0].at + self._timing.hold)  # what may leave before leaves with the next signal
        return min(moments, default=None)

    def take(self, signal: Signal) -> None:
        """Take in a signal."""
        if isinstance(signal, Happened):
            self._happened(signal)
        elif isinstance(signal, Moved):
            self._evidence.moved(signal.at)
            self._looking.moved(signal.at)
        else:
            self._looked(signal)
        if len(self._pending) + len(self._evidence) > self._timing.pending:
            self.clear(signal.at, Doubt.OVERFLOW)

    def settle(self, now: int) -> list[Stamped]:
        """What may leave now, in the order in which it happened."""
        left = [stamped for happened, place in self._settled(now) for stamped in self._stamp(happened, place)]
        oldest = now - self._timing.hold
        self._evidence.forget(min(oldest, self._pending[0].at) if self._pending else oldest)
        self._looking.forget(oldest - self._timing.hold)
        return left

    def clear(self, now: int, reason: Doubt) -> None:
        """Drop all that is held and forget what is known; nothing that happened until now leaves any more."""
        for happened in self._pending:
            self._drop(happened, self._judge.in_doubt(happened, reason))
        self._pending.clear()
        self._fates.clear()
        self._evidence.clear()
        self._evidence.pushed(now)  # input that is not known may have moved the focus just now
        self._since, self._reason = max(self._since, now), reason
        self._looking.need(now + self._timing.lag)

    def asked(self, now: int) -> None:
        """A look was asked for."""
        self._looking.asked(now)

    def _happened(self, happened: Happened) -> None:
        event, at = happened.event, happened.at
        if moves_focus(event):
            self._evidence.pushed(at)
        self._looking.input(at)
        if at <= self._since or at < self._left:
            self._drop(happened, self._judge.in_doubt(happened, self._reason if at <= self._since else Doubt.LATE))
            return
        insort(self._pending, happened, key=_at)
        if is_typed(event) or moves_focus(event) or isinstance(event, Selection):
            self._looking.need(at + self._timing.lag)

    def _looked(self, look: Looked) -> None:
        self._looking.answered(look.asked, look.at, known=look.place is not None)
        if look.asked > self._since:
            self._evidence.looked(look)
            if look.place is not None:
                self._doubts.answered(look.place)

    def _settled(self, now: int) -> Iterator[tuple[Happened, Place]]:
        while self._pending:
            happened = self._pending[0]
            verdict = self._verdict(happened, now)
            if verdict is None:
                return
            del self._pending[0]
            self._left = happened.at
            if isinstance(verdict, Doubt):
                self._drop(happened, verdict)
            else:
                self._fates.note(happened.event, None)
                yield happened, verdict

    def _verdict(self, happened: Happened, now: int) -> Verdict:
        return self._fates.inherited(happened.event) or self._judge.verdict(happened, now)

    def _drop(self, happened: Happened, doubt: Doubt) -> None:
        self._fates.note(happened.event, doubt)
        self._doubts.add(doubt, typed=isinstance(happened.event, Key | Input))
