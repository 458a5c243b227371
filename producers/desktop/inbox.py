"""From the backend's threads to the agent's: a queue that is bounded, closed while paused, and thins the pointer's moves."""

import queue
from collections import Counter

from producers.desktop.backend import Happened, Signal
from schemas.events import Pointer

_SECOND = 1_000_000_000
_LIMIT = 10_000


class Inbox:
    """Signals that wait for the agent.

    Attributes:
        open: while it is not, signals are forgotten as they come.
        pointer_rate: moves of the pointer in a second at most; the others are left out at once, which costs next to nothing.
        counts: `sampled`, the moves that were left out.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self.open = True
        self.pointer_rate = 20
        self.counts: Counter[str] = Counter()
        self._limit = limit
        self._overflowed = False
        self._moved: int | None = None
        # Its put may be called from a signal handler, whatever the thread is doing.
        self._queue: queue.SimpleQueue[Signal | None] = queue.SimpleQueue()

    def put(self, signal: Signal) -> None:
        """Take in a signal; does not block."""
        if not self.open or (isinstance(signal, Happened) and type(signal.event) is Pointer and not self._keeps(signal.at)):
            return
        if self._queue.qsize() >= self._limit:
            self._overflowed = True
        else:
            self._queue.put(signal)

    def wake(self) -> None:
        """Let the agent look around without a signal."""
        self._queue.put(None)

    def take(self, seconds: float | None) -> list[Signal]:
        """All signals that are there; waits for one so many seconds at most."""
        taken: list[Signal | None] = []
        try:
            taken.append(self._queue.get(timeout=seconds))
            while True:
                taken.append(self._queue.get_nowait())
        except queue.Empty:
            return [signal for signal in taken if signal is not None]

    def overflowed(self) -> bool:
        """Whether signals were lost since the last call: then nothing that is held is certain."""
        lost, self._overflowed = self._overflowed, False
        return lost

    def _keeps(self, at: int) -> bool:
        if self._moved is not None and (not self.pointer_rate or at - self._moved < _SECOND // self.pointer_rate):
            self.counts["sampled"] += 1
            return False
        self._moved = at
        return True
