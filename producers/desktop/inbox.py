"""From the backend's threads to the agent's: a queue that is bounded, and closed while paused."""

import queue
from collections import deque

from producers.desktop.backend import Gone, Happened, Signal
from schemas.events import Pointer

_LIMIT = 10_000
_SOON = 0.25  # seconds: who wakes so soon is not woken for a move of the pointer


class Inbox:
    """Signals that wait for the agent. Waking it costs more than most of them do.

    Attributes:
        open: while it is not, signals are forgotten as they come.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self.open = True
        self._limit = limit
        self._overflowed = False
        self._wakes_soon = False
        self._moves: deque[Signal] = deque()
        # Its put may be called from a signal handler, whatever the thread is doing.
        self._queue: queue.SimpleQueue[Signal | Gone | None] = queue.SimpleQueue()

    def put(self, signal: Signal | Gone) -> None:
        """Take in a signal; does not block."""
        if isinstance(signal, Gone):
            self._queue.put(signal)
        elif not self.open:
            return
        elif self._queue.qsize() + len(self._moves) >= self._limit:
            self._overflowed = True
        elif self._wakes_soon and isinstance(signal, Happened) and type(signal.event) is Pointer:
            self._moves.append(signal)
            if not self._wakes_soon:  # it has gone to sleep meanwhile
                self.wake()
        else:
            self._queue.put(signal)

    def wake(self) -> None:
        """Let the agent look around without a signal."""
        self._queue.put(None)

    def take(self, seconds: float | None) -> list[Signal | Gone]:
        """All signals that are there; waits for one so many seconds at most. Moves come first: they were there before."""
        self._wakes_soon = seconds is not None and seconds <= _SOON
        taken: list[Signal | Gone | None] = []
        try:
            taken.append(self._queue.get(timeout=0.0 if self._moves else seconds))
            while True:
                taken.append(self._queue.get_nowait())
        except queue.Empty:
            moves = [self._moves.popleft() for _ in range(len(self._moves))]
            return [*moves, *(signal for signal in taken if signal is not None)]

    def overflowed(self) -> bool:
        """Whether signals were lost since the last call: then nothing that is held is certain."""
        lost, self._overflowed = self._overflowed, False
        return lost
