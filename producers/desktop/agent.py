"""The agent's loop: signals of the desktop through the hold and the gate to the publisher, and nothing while paused."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import structlog

from producers.desktop.backend import Backend, Gone, Happened, Signal
from producers.desktop.budget import Budget, Level, Reading
from producers.desktop.detail import Detail
from producers.desktop.doubts import Doubt
from producers.desktop.hold import Hold
from producers.desktop.inbox import Inbox
from producers.desktop.outlet import Outlet
from producers.desktop.pause import Pauses
from producers.desktop.rules import Rules
from producers.desktop.stamp import Stamped
from producers.desktop.status import State, Status
from schemas.errors import HandrailError

log = structlog.get_logger()

SECOND = 1_000_000_000
_GLANCE = 1 * SECOND  # between two looks at the pause and what is shown
_CHECK = 10 * SECOND  # between two looks at meters and policy
_ACTIVE = 60 * SECOND  # without input for so long, nobody works


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the loop asks and tells, passed in.

    Attributes:
        clock: monotonic nanoseconds.
        cpu: CPU seconds used by this process.
        memory: its resident bytes.
        sending: a sentence on how sending goes, or none.
        tell: shows the person a sentence when the state changes.
        show: is given the status from time to time.
    """

    clock: Callable[[], int]
    cpu: Callable[[], float]
    memory: Callable[[], int]
    sending: Callable[[], str] = lambda: ""
    tell: Callable[[str], object] = lambda sentence: None  # noqa: ARG005
    show: Callable[[Status], object] = lambda status: None  # noqa: ARG005


@dataclass(slots=True)
class _Times:
    """When something was last done, or is to be; monotonic nanoseconds."""

    glanced: int = -_GLANCE
    changed: bool = True  # since then
    checked: int = -_CHECK
    worked: int | None = None
    active: int = 0


@dataclass(slots=True)
class Agent:
    """One agent. `run` is the main thread's, the rest may be called from any. `leave_out` drops what others tell."""

    backend: Backend
    outlet: Outlet
    rules: Rules
    pauses: Pauses
    around: Surroundings
    hold: Hold = field(default_factory=Hold)
    inbox: Inbox = field(default_factory=Inbox)
    budget: Budget = field(default_factory=Budget)
    detail: Detail = field(default_factory=Detail)
    leave_out: Callable[[Iterable[Stamped]], Iterable[Stamped]] = iter
    _times: _Times = field(default_factory=_Times)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _ending: bool = False
    _gone: str = ""

    def run(self) -> None:
        """Record until told to stop.

        Raises:
            HandrailError: the desktop cannot be watched, or it ended; or nothing may be sealed.
        """
        self._begin()
        self.backend.start(self.inbox.put, self.detail)
        try:
            while not self._ending:
                self.turn(self._patience())
        finally:
            self.backend.stop()
        with self._lock:
            self._publish(self.around.clock())
            self.outlet.close()
        if self._gone:
            raise HandrailError(self._gone)

    def stop(self) -> None:
        """End the run; may be called from a signal handler."""
        self._ending = True
        self.inbox.wake()

    def turn(self, seconds: float | None) -> None:
        """Wait for signals, so many seconds at most, and do what is due."""
        signals = self.inbox.take(seconds)
        with self._lock:
            now = self.around.clock()
            self._take(signals, now)
            self._publish(now)
            self._look(now)
            self._glance(now)

    def pause(self, seconds: float | None) -> float:
        """Let nothing more leave, at once; returns for how long, infinite until somebody resumes.

        Raises:
            HandrailError: it is paused, but that cannot be kept for the next run.
        """
        with self._lock:
            try:
                return self.pauses.begin(seconds)
            except HandrailError as fault:
                raise HandrailError(f"recording is paused, but only as long as this agent runs: {fault}") from None
            finally:
                self._apply_pause(self.around.clock())
                self.inbox.wake()

    def resume(self) -> None:
        """Record again.

        Raises:
            HandrailError: the pause cannot be ended.
        """
        with self._lock:
            self.pauses.end()
            self._apply_pause(self.around.clock())
            self.inbox.wake()

    def take_in(self, stamped: Iterable[Stamped]) -> None:
        """Record what another source saw, such as a browser: it is known already where it happened."""
        with self._lock:
            self.outlet.hand_on(stamped, self.around.clock(), "others")
        self.inbox.wake()

    def look_around(self) -> None:
        """Read the policy again if it changed; may be called from a signal handler."""
        self._times.glanced = self._times.checked = -_CHECK
        self.inbox.wake()

    def status(self) -> Status:
        """One look at what it does."""
        with self._lock:
            dropped: Counter[str] = self.outlet.journal.dropped + self.hold.dropped + self.detail.left_out
            budget = self.budget.level, self.budget.usage
            return Status.of(
                self._state(), self.pauses.left(), self.outlet.journal.sent, dict(dropped), budget, self.around.sending()
            )

    def _begin(self) -> None:
        now = self.around.clock()
        self.hold.clear(now, Doubt.LATE)
        self._apply_pause(now)

    def _take(self, signals: list[Signal | Gone], now: int) -> None:
        if self.inbox.overflowed():
            self.hold.clear(now, Doubt.OVERFLOW)
        for signal in signals:
            if isinstance(signal, Gone):
                self._gone, self._ending = signal.why, True
            else:
                self.hold.take(signal)
        self._times.changed |= bool(signals)
        if any(isinstance(signal, Happened) for signal in signals):
            times = self._times
            times.active += min(now - times.worked, _ACTIVE) if times.worked is not None else 0
            times.worked = now

    def _publish(self, now: int) -> None:
        self.outlet.hand_on(self.leave_out(self.hold.settle(now)), now)

    def _look(self, now: int) -> None:
        due = self.hold.look_due
        if due is not None and due <= now and not self.outlet.gate.paused:
            self.hold.asked(now)
            self.backend.look()

    def _glance(self, now: int) -> None:
        if now - self._times.glanced < _GLANCE:
            return
        self._times.glanced, self._times.changed = now, False
        self._apply_pause(now)
        if now - self._times.checked >= _CHECK:
            self._times.checked = now
            self._check_budget(now)
            self._check_rules(now)
        self.around.show(self.status())

    def _apply_pause(self, now: int) -> None:
        paused = self.pauses.left() > 0
        if paused == self.outlet.gate.paused:
            return
        self.outlet.gate.paused = True
        self.outlet.flush()  # what waits at either end of a pause does not leave
        self.outlet.gate.paused = paused
        self.inbox.open = not paused
        self.hold.clear(now, Doubt.PAUSED)
        status = self.status()
        self.around.tell("Recording is paused." if paused else "Recording goes on.")
        self.around.show(status)

    def _check_budget(self, now: int) -> None:
        around, active = self.around, self._times.active / SECOND
        reading = Reading(now / SECOND, around.cpu(), around.memory(), self.outlet.uploaded, active)
        if self.budget.read(reading):
            self.detail.rate = self.budget.level.pointer_rate
            self.detail.elements = self.budget.level < Level.NO_ELEMENTS
            log.warning("the budget decides anew what is left out", left_out=self.budget.level.sentence)

    def _check_rules(self, now: int) -> None:
        policy = self.rules.changed()
        if policy is not None and policy != self.outlet.gate.policy:
            self.outlet.flush()
            self.hold.clear(now, Doubt.LATE)
            self.outlet.gate.policy = policy
            log.info("the policy was read again", version=policy.version)

    def _state(self) -> State:
        if self.outlet.gate.paused:
            return State.PAUSED
        place = self.hold.place
        if place is None or place.application is None:
            return State.UNKNOWN
        return State.RECORDING if place.application in self.outlet.gate.policy.rules else State.NOT_ALLOWED

    def _patience(self) -> float | None:
        """Seconds until something is due without a signal; None while nothing is."""
        now = self.around.clock()
        if self.outlet.gate.paused:
            return min(self.pauses.left(), 30.0)
        moments = [] if (due := self.hold.due) is None else [due]
        if self.outlet.due is not None:
            moments.append(self.outlet.due)
        if self._times.changed:
            moments.append(self._times.glanced + _GLANCE)
        return max(0.0, (min(moments) - now) / SECOND) if moments else None
