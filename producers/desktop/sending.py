"""From the spool to the brokers: a thread that sends for as long as it takes, and says what keeps it from sending."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import structlog

from producers.desktop.flight import USUAL, Flight, Limits, Link
from producers.desktop.spool import Spool
from schemas.errors import HandrailError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Status:
    """How sending goes.

    Attributes:
        fault: a sentence of what a person must mend; None if there is nothing.
        away: whether the brokers do not answer.
        in_flight: batches that are on their way.
        acknowledged: batches that every replica has, of this run.
        last_append: when the last of them was appended to the log, epoch milliseconds; 0 before the first.
    """

    fault: str | None = None
    away: bool = False
    in_flight: int = 0
    acknowledged: int = 0
    last_append: int = 0


class Sender:
    """A thread that sends what the spool holds. Brokers that are away are waited for; a fault is remembered, and tried again.

    Args:
        spool: open, and open until the sender is stopped.
        connect: a new connection; does not wait for the brokers.
        random: where jitter comes from.
        limits: how fast.
        clock: monotonic, seconds.
    """

    def __init__(
        self,
        spool: Spool,
        connect: Callable[[], Link],
        random: Random,
        limits: Limits = USUAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spool = spool
        self._connect = connect
        self._random = random
        self._limits = limits
        self._clock = clock
        self._flight: Flight | None = None
        self._past = Status()
        self._retries = 0
        self._end: float | None = None  # when to end at the latest
        self._told = threading.Event()
        self._thread = threading.Thread(target=self.run, name="sender", daemon=True)

    @property
    def status(self) -> Status:
        """How it goes."""
        flight, past = self._flight, self._past
        if flight is None:
            return past
        return Status(
            fault=None if flight.acknowledged else past.fault,
            away=flight.away,
            in_flight=flight.in_flight,
            acknowledged=past.acknowledged + flight.acknowledged,
            last_append=max(past.last_append, flight.last_append),
        )

    @property
    def alive(self) -> bool:
        """Whether the thread runs: if it ended by itself, something is wrong with this program."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self, seconds: float = 0.7) -> None:
        """Send what is left, but for so many seconds at most; the spool keeps the rest. Returns within a second."""
        self._end = self._clock() + seconds
        self._told.set()
        self._thread.join(1.0)

    def run(self, sleep: Callable[[float], object] | None = None) -> None:
        """Send until told to stop; what the thread does.

        Args:
            sleep: waits for so many seconds, and ends early when told to stop.
        """
        rest = sleep or self._told.wait
        while not self._told.is_set():
            try:
                self._carry(self._connect())
            except HandrailError as fault:
                log.warning(str(fault))
                self._keep_status(str(fault))
                rest(self._retry())

    def _carry(self, link: Link) -> None:
        flight = self._flight = Flight(self._spool, link, self._random, self._limits, self._clock)
        if self._spool.waiting:
            flight.hold_back()
        try:
            while self._goes_on():
                flight.turn()
        finally:
            if flight.acknowledged:
                self._retries = 0
            link.close()
        self._keep_status(None)

    def _goes_on(self) -> bool:
        return self._end is None or (self._clock() < self._end and bool(self._spool.waiting))

    def _keep_status(self, fault: str | None) -> None:
        now = self.status
        self._flight = None
        self._past = Status(fault=fault, acknowledged=now.acknowledged, last_append=now.last_append)

    def _retry(self) -> float:
        """Seconds until the next attempt."""
        wait = min(self._limits.first_retry * 2.0**self._retries, self._limits.last_retry)
        self._retries = min(self._retries + 1, 32)
        return wait * self._random.uniform(0.5, 1.0)
