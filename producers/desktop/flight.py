"""What one connection to the brokers carries: the spool's batches, in order, several in flight, at a measured pace."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from producers.desktop.pace import Pace
from producers.desktop.records import Entry
from producers.desktop.spool import Spool

_NAP = 0.25  # seconds: how soon it is seen that something changed
_IDLE = 0.5  # seconds: the same while there is nothing to send; a new batch ends it


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is sent how fast.

    Attributes:
        batches: a second, once a second's worth has left.
        size: bytes a second.
        window: batches in flight at most: so many come at once when the brokers are back.
        silence: seconds without an acknowledgement after which the brokers count as away.
        jitter: seconds; a random part of them is waited before a backlog is sent, so that a fleet does not begin together.
        first_retry: seconds after a fault that a person must mend; doubled each time.
        last_retry: seconds at most.
    """

    batches: float = 20.0
    size: float = 256_000.0
    window: int = 8
    silence: float = 10.0
    jitter: float = 30.0
    first_retry: float = 2.0
    last_retry: float = 300.0


USUAL = Limits()


class Link(Protocol):
    """A connection to the brokers, as `producers.transport.Transport`. All may raise HandrailError."""

    def send(self, device_id: str, batch: bytes, acknowledged: Callable[[int], object]) -> None:
        """Hand a batch over."""

    def poll(self, seconds: float) -> None:
        """Tell of what was acknowledged; waits for it so long at most."""

    def close(self) -> None:
        """Forget what is not acknowledged."""


class Flight:
    """What one connection carries: batches in flight, none of them lost when it ends."""

    def __init__(self, spool: Spool, link: Link, random: Random, limits: Limits, clock: Callable[[], float]) -> None:
        self.away = False
        self.acknowledged = 0
        self.last_append = 0
        self._spool = spool
        self._link = link
        self._random = random
        self._limits = limits
        self._clock = clock
        self._pace = Pace(limits.batches, limits.size)
        self._cursor = 0  # below this index everything was handed over
        self._flying: set[int] = set()
        self._heard = 0.0  # when there was last nothing to wait for
        self._resume = 0.0

    @property
    def in_flight(self) -> int:
        """Batches that are on their way."""
        return len(self._flying)

    def hold_back(self) -> None:
        """Send nothing for a random time."""
        self._resume = self._clock() + self._random.uniform(0, self._limits.jitter)

    def turn(self) -> None:
        """Send the next batch if it is due; else wait for what comes back, or for a batch, but not for long."""
        now = self._clock()
        self.away = bool(self._flying) and now - self._heard > self._limits.silence
        wait = max(self._resume - now, self._pace.wait(now))
        entry = self._spool.read(self._cursor) if wait <= 0 and len(self._flying) < self._limits.window else None
        if entry:
            self._hand_over(entry, now)
            self._link.poll(0)
        elif self._flying or wait > 0:
            self._link.poll(min(wait, _NAP) if wait > 0 else _NAP)
        else:
            self._spool.wait(self._cursor, _IDLE)
            self._link.poll(0)

    def _hand_over(self, entry: Entry, now: float) -> None:
        if not self._flying:
            self._heard = now
        self._flying.add(entry.index)
        self._cursor = entry.index + 1
        self._pace.leave(now, len(entry.value))
        self._link.send(entry.device_id, entry.value, lambda append_time: self._arrived(entry, append_time))

    def _arrived(self, entry: Entry, append_time: int) -> None:
        if self._clock() - self._heard > self._limits.silence:
            self.hold_back()
        self._heard = self._clock()
        self.acknowledged += 1
        self.last_append = max(self.last_append, append_time)
        entry.acknowledged(append_time)
        self._flying.discard(entry.index)
        self._spool.mark(min(self._flying, default=self._cursor))
