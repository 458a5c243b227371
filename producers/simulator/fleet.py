"""The lives of many devices as one stream, in the order of true time; of each no more is held than what happens next."""

import heapq
from collections.abc import Iterator, Sequence

from producers.simulator.life import Act

Happening = tuple[int, int, Act]  # epoch milliseconds of true time, the device's number, what happens


def together(lives: Sequence[Iterator[Act]], start: int) -> Iterator[Happening]:
    """What happens to all devices, the earliest first, until all are silent.

    Args:
        lives: one a device, in the order of their numbers.
        start: when they begin, epoch milliseconds.
    """
    due = [(start, number, life) for number, life in enumerate(lives)]  # sorted, so it is a heap
    while due:
        now, number, life = due[0]
        act = next(life, None)
        if act is None:
            heapq.heappop(due)
        else:
            heapq.heapreplace(due, (act.until, number, life))
            yield now, number, act
