"""Events of several sources on one line of time. Pure: now is passed in."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from math import inf

from producers.batcher import MAX_MILLISECONDS
from producers.browser.intake import Stamped

HOLD = 300  # milliseconds: browser and desktop tell within 250 of the event, on a machine that is busy


class Merge:
    """Holds events until the other source has told what happened before; none waits longer than that takes.

    Each source keeps its own order. What comes too late, or was told out of order, is moved on to the time of what left before
    it; if it would have to move further than a batch may last, the clock was set, and it keeps its time.

    Args:
        waits: whether another source may tell of earlier events yet; as long as none does, nothing is held.
        hold: for how long, milliseconds.
    """

    def __init__(self, waits: Callable[[], bool] = lambda: False, hold: int = HOLD) -> None:
        self._waits = waits
        self._hold = hold * 1_000_000
        self._heap: list[tuple[int, int, Stamped]] = []
        self._numbers = count()
        self._arrivals: deque[tuple[int, int]] = deque()  # when an event came, and its time
        self._told: dict[str, int] = {}  # the time of the last event, by source
        self._left = 0  # the time of the last event that left

    @property
    def due(self) -> int | None:
        """When the next event leaves, nanoseconds of the monotonic clock; None while none waits."""
        return self._arrivals[0][0] + self._hold if self._arrivals else None

    def put(self, source: str, stamped: Iterable[Stamped], now: int) -> None:
        """Take in what a source tells, in its order; `now` in nanoseconds of the monotonic clock."""
        for one in stamped:
            time = self._told[source] = _in_order(one[0].time, self._told.get(source, 0))
            heappush(self._heap, (time, next(self._numbers), one))
            self._arrivals.append((now, time))

    def take(self, now: int) -> list[Stamped]:
        """What may leave, in order."""
        if not self._waits():
            return self.rest()
        last = 0
        while self._arrivals and self._arrivals[0][0] + self._hold <= now:
            last = max(last, self._arrivals.popleft()[1])
        return self._until(last)

    def rest(self) -> list[Stamped]:
        """Everything that is held, in order."""
        self._arrivals.clear()
        return self._until(inf)

    def _until(self, last: float) -> list[Stamped]:
        leaving = []
        while self._heap and self._heap[0][0] <= last:
            time, _, (event, context) = heappop(self._heap)
            self._left = _in_order(time, self._left)
            leaving.append((event if event.time == self._left else replace(event, time=self._left), context))
        return leaving


def _in_order(time: int, last: int) -> int:
    """A time that is not before the last one, unless the clock was set."""
    return last if 0 < last - time < MAX_MILLISECONDS else time
