"""Is a partition stuck? Records that nobody takes in, work written and never committed, or another owner, for too long."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_FENCED_SECONDS = 60.0  # in which the group takes a partition from a worker that was fenced, if it was the wrong one


@dataclass(slots=True)
class _Watched:
    """One partition; moments in seconds of the watchdog's clock."""

    beat: float  # a record was taken in, or a trajectory finished
    moved: float  # the committed offset moved, or had nowhere to move
    taken: int = -1
    written: int = 0
    committed: int = -1
    lags: bool = False  # there are records that were not taken in
    owes: bool = False  # what is written is not committed
    fenced: float | None = None  # since when; None while nobody else wrote for the partition


class Watchdog:
    """Watches the partitions this worker owns.

    Args:
        clock: seconds, never going back.
        patience: seconds in which a partition that lags must take in a record, and one that owes must commit.
    """

    def __init__(self, clock: Callable[[], float], patience: float) -> None:
        self._clock = clock
        self._patience = patience
        self._watched: dict[int, _Watched] = {}

    def assign(self, partitions: Iterable[int]) -> list[int]:
        """Watch these partitions and no others, new ones from now on; gives them back in order."""
        now, owned = self._clock(), sorted(partitions)
        self._watched = {number: self._watched.get(number) or _Watched(now, now) for number in owned}
        return owned

    def taken(self, partition: int, offset: int) -> None:
        """A record was taken in."""
        if watched := self._watched.get(partition):
            watched.beat, watched.taken, watched.fenced = self._clock(), offset, None

    def fenced(self, partition: int) -> None:
        """Another worker wrote for the partition: either the group gives it away soon, or nobody serves it."""
        if watched := self._watched.get(partition):
            watched.fenced = self._clock()

    def finished(self) -> None:
        """A trajectory was finished: progress for every partition, since all wait for the same helpers."""
        for watched in self._watched.values():
            watched.beat = self._clock()

    def written(self, partition: int, offset: int) -> None:
        """All that the records below an offset led to is written: the group may commit so far."""
        if watched := self._watched.get(partition):
            watched.written = offset

    def look(self, partition: int, committed: int, end: int) -> None:
        """What the brokers say of a partition: the group's committed offset, negative for none, and the log's end."""
        watched, now = self._watched[partition], self._clock()
        lagged, watched.lags = watched.lags, watched.taken + 1 < end
        if not (lagged and watched.lags):  # patience begins when the lag does
            watched.beat = now
        watched.owes = committed < watched.written
        if not watched.owes or committed != watched.committed:
            watched.moved = now
        watched.committed = committed

    def unknown(self) -> None:
        """The brokers do not answer: nobody can say that it is this worker that is stuck."""
        now = self._clock()
        for watched in self._watched.values():
            watched.beat = watched.moved = now
            watched.lags = watched.owes = False

    def stuck(self) -> list[int]:
        """The partitions that are."""
        now = self._clock()
        return [number for number, watched in self._watched.items() if self._is_stuck(watched, now)]

    def _is_stuck(self, watched: _Watched, now: float) -> bool:
        idle = watched.lags and now - watched.beat > self._patience
        idle |= watched.owes and now - watched.moved > self._patience
        return idle or (watched.fenced is not None and now - watched.fenced > _FENCED_SECONDS)
