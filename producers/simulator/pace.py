"""How fast a simulation runs against the wall: by events, by event time, by both, or as fast as it can."""

import time
from collections.abc import Callable
from dataclasses import dataclass

_NAP = 0.1  # seconds: how soon it is seen that it should end


@dataclass(frozen=True, slots=True)
class Pace:
    """Limits on how fast.

    Attributes:
        rate: events a second; None for no limit.
        speed: how much faster event time runs than the wall at most; None for no limit.
        clock: monotonic, seconds.
        sleep: waits for so many seconds.
    """

    rate: float | None = None
    speed: float | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep

    def due(self, events: int, milliseconds: int) -> float:
        """Seconds after the begin at which so many events may have been published and so much event time gone by."""
        by_rate = events / self.rate if self.rate else 0.0
        by_speed = milliseconds / 1000 / self.speed if self.speed else 0.0
        return max(by_rate, by_speed)

    def wait(self, moment: float, going: Callable[[], bool]) -> None:
        """Wait for a moment of the clock, or until it should end."""
        while going() and (left := moment - self.clock()) > 0:
            self.sleep(min(left, _NAP))


AS_FAST_AS_POSSIBLE = Pace()
