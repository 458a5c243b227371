"""Where the pointer was, all along a trajectory: columns that are only looked at where a drag needs its path."""

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from schemas.columns import Columns
from schemas.events import Button
from streams.actions.path import Samples


class Track:
    """The moves so far, numbered from 0."""

    def __init__(self) -> None:
        self._batches: list[Columns] = []
        self._begins: list[int] = []  # number of the first move of each batch
        self._samples: dict[int, Samples] = {}  # of the batches that were looked at
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, events: Columns) -> None:
        """Take in the moves of a batch."""
        self._batches.append(events)
        self._begins.append(self._count)
        self._count += len(events.x)

    def between(self, press: Button, start: int, end: int, release: Button) -> Samples:
        """The samples from a press through the moves numbered from `start` to before `end` to the release."""
        first, last = ([(event.time, event.x, event.y)] for event in (press, release))
        return np.concatenate([first, *self._moves(start, end), last], dtype=np.float64)

    def _moves(self, start: int, end: int) -> Iterator[Samples]:
        for at in range(bisect_right(self._begins, start) - 1, len(self._batches)):
            begin = self._begins[at]
            if begin >= end:
                return
            if at not in self._samples:
                batch = self._batches[at]
                self._samples[at] = np.array((batch.move_times, batch.x, batch.y), dtype=np.float64).T
            yield self._samples[at][max(0, start - begin) : end - begin]
