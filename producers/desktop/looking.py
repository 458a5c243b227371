"""When to ask where input goes: as seldom as what is held allows, and not at all while nothing happens."""

from bisect import bisect_right, insort

SECOND = 1_000_000_000
_IDLE = 2 * SECOND  # without input, a window that moves all the time is looked at
_SELDOM = SECOND  # no more often than this
_AGAIN = SECOND // 4  # after a look without an answer, the next one; each later than the one before
_TRIES = 6  # so that an application that came back after 15 seconds is known again before somebody goes on typing


class Looking:
    """The moments from which on a look is needed, in nanoseconds of the monotonic clock; one look serves all before it.

    Args:
        patience: how long an answer is waited for before another look is asked for.
    """

    def __init__(self, patience: int) -> None:
        self._patience = patience
        self._needs: list[int] = []
        self._moved: int | None = None
        self._input: int | None = None
        self._asked: int | None = None
        self._waiting = False
        self._failures = 0
        self._retry: int | None = None

    def need(self, at: int) -> None:
        """A look that is asked for at a moment or later is needed."""
        insort(self._needs, at)

    def input(self, at: int) -> None:
        """Somebody uses the machine."""
        self._input = at if self._input is None else max(self._input, at)
        self._failures = min(self._failures, 1)

    def moved(self, at: int) -> None:
        """Something moved."""
        self._moved = at if self._moved is None else max(self._moved, at)

    def asked(self, at: int) -> None:
        """A look was asked for."""
        self._asked, self._waiting = at, True

    def answered(self, asked: int, at: int, *, known: bool) -> None:
        """An answer came, or word that there is none, to a look that was asked for at `asked`."""
        self._waiting = False
        del self._needs[: bisect_right(self._needs, asked)]
        if self._moved is not None and self._moved <= asked:
            self._moved = None
        self._failures = 0 if known else self._failures + 1
        self._retry = at + (_AGAIN << (self._failures - 1)) if 0 < self._failures <= _TRIES else None

    def forget(self, horizon: int) -> None:
        """Give up needs from before the horizon: what needed them has gone."""
        del self._needs[: bisect_right(self._needs, horizon)]

    @property
    def due(self) -> int | None:
        """When the next look is to be asked for; None while nothing needs one."""
        moved = None if self._moved is None else self._after_move(self._moved)
        needs = [need for need in (*self._needs[:1], moved, self._retry) if need is not None]
        if not needs:
            return None
        if self._waiting and self._asked is not None:
            return max(min(needs), self._asked + self._patience)
        return min(needs)

    def _after_move(self, moved: int) -> int:
        idle = self._input is None or moved - self._input > _IDLE
        return max(moved, self._asked + _SELDOM) if idle and self._asked is not None else moved
