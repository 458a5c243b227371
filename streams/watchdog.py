"""Is a partition stuck? Lag that nobody works on, or work that is never committed, for too long."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class _Watched:
    """One partition; moments in seconds of the watchdog's clock, append times in seconds of the log's."""

    beat: float  # a record was taken in, or a trajectory finished
    moved: float  # the committed offset moved
    moved_append: float = 0.0  # append time of what had been taken in by then
    taken: int = -1
    taken_append: float = 0.0
    committed: int | None = None
    lag: bool = False  # there are records that were not taken in
    owed: bool = False  # there are records that are not committed


class Watchdog:
    """Watches the partitions this worker owns.

    Args:
        clock: seconds, never going back.
        patience: seconds in which a partition that lags must take in a record or finish a trajectory.
        hold: seconds of the log for which an open trajectory may keep the committed offset where it is.
    """

    def __init__(self, clock: Callable[[], float], patience: float, hold: float) -> None:
        self._clock = clock
        self._patience = patience
        self._hold = hold
        self._watched: dict[int, _Watched] = {}

    def assign(self, partitions: Iterable[int]) -> list[int]:
        """Watch these partitions and no others, new ones from now on; gives them back in order."""
        now, owned = self._clock(), sorted(partitions)
        self._watched = {number: self._watched.get(number) or _Watched(now, now) for number in owned}
        return owned

    def taken(self, partition: int, offset: int, append_time: float) -> None:
        """A record was taken in, appended at a moment in seconds."""
        if watched := self._watched.get(partition):
            watched.beat, watched.taken, watched.taken_append = self._clock(), offset, append_time

    def finished(self, partition: int) -> None:
        """A trajectory was finished, committed or not: there is progress."""
        if watched := self._watched.get(partition):
            watched.beat = self._clock()

    def look(self, partition: int, committed: int, end: int) -> None:
        """What the brokers say of a partition: the group's committed offset, negative for none, and the log's end."""
        watched = self._watched[partition]
        if committed != watched.committed or committed >= end:
            watched.committed, watched.moved, watched.moved_append = committed, self._clock(), watched.taken_append
        lagged, watched.lag, watched.owed = watched.lag, watched.taken + 1 < end, committed < end
        if not (lagged and watched.lag):  # patience begins when the lag does
            watched.beat = self._clock()

    def stuck(self) -> list[int]:
        """The partitions that are."""
        now = self._clock()
        return [number for number, watched in self._watched.items() if self._is_stuck(watched, now)]

    def _is_stuck(self, watched: _Watched, now: float) -> bool:
        if watched.lag and now - watched.beat > self._patience:
            return True
        held = watched.taken_append - watched.moved_append
        return watched.owed and now - watched.moved > self._patience and held > self._hold + self._patience
