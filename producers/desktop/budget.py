"""What the agent may cost, and what it leaves out when it costs more: the pointer's moves first, then the elements."""

from collections import deque
from dataclasses import dataclass
from enum import IntEnum

_MEGABYTE = 1_000_000
_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Limits:
    """What it may cost.

    Attributes:
        cpu: share of one core.
        memory: resident bytes.
        upload: bytes in an hour in which somebody works.
        window: seconds that are looked back at.
        judged: seconds of readings before anything is decided.
        calm: seconds of low cost before anything is taken up again.
        recovered: share of CPU and upload that is low.
    """

    cpu: float = 0.01
    memory: int = 80 * _MEGABYTE
    upload: int = 3 * _MEGABYTE
    window: float = 600
    judged: float = 60
    calm: float = 300
    recovered: float = 0.7


USUAL = Limits()


class Level(IntEnum):
    """What is left out, each with all before it."""

    FULL = 0
    POINTER_10 = 1
    POINTER_5 = 2
    NO_POINTER = 3
    NO_ELEMENTS = 4

    @property
    def pointer_rate(self) -> int:
        """Moves of the pointer in a second at most."""
        return (20, 10, 5, 0, 0)[self]

    @property
    def sentence(self) -> str:
        """What is left out, for people."""
        return (
            "nothing is left out",
            "10 pointer moves a second at most",
            "5 pointer moves a second at most",
            "pointer moves are left out",
            "pointer moves and elements are left out",
        )[self]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meters show; all but memory only grow.

    Attributes:
        at: seconds of the monotonic clock.
        cpu: CPU seconds used.
        memory: resident bytes.
        uploaded: bytes handed on.
        active: seconds in which somebody worked.
    """

    at: float
    cpu: float
    memory: int
    uploaded: int
    active: float


@dataclass(frozen=True, slots=True)
class Usage:
    """Cost over the window: share of one core, resident bytes, bytes per active hour."""

    cpu: float = 0.0
    memory: int = 0
    upload: float = 0.0

    def exceeds(self, limits: Limits) -> bool:
        """Whether any limit is passed."""
        return self._flow(limits) > 1 or self.memory > limits.memory

    def is_low(self, limits: Limits) -> bool:
        """Whether more may be taken up again. Memory is high or not whatever is left out: within its limit it forbids nothing."""
        return self._flow(limits) <= limits.recovered and self.memory <= limits.memory

    def _flow(self, limits: Limits) -> float:
        return max(self.cpu / limits.cpu, self.upload / limits.upload)


class Budget:
    """Decides by readings; after each change it looks at what the change did before it makes another.

    Attributes:
        level: what is left out now.
        usage: what it costs.
    """

    def __init__(self, limits: Limits = USUAL) -> None:
        self.level = Level.FULL
        self.usage = Usage()
        self._limits = limits
        self._readings: deque[Reading] = deque()
        self._calm_since: float | None = None

    def read(self, reading: Reading) -> bool:
        """Take in a reading; whether the level is another one now."""
        self._readings.append(reading)
        while reading.at - self._readings[0].at > self._limits.window:
            self._readings.popleft()
        first = self._readings[0]
        self.usage = _usage(first, reading, self._limits)
        return reading.at - first.at >= self._limits.judged and self._decide(reading)

    def _decide(self, now: Reading) -> bool:
        if not self.usage.is_low(self._limits):
            self._calm_since = None
        elif self._calm_since is None:
            self._calm_since = now.at
        if self.usage.exceeds(self._limits):
            return self._change(+1, now)
        calm = self._calm_since is not None and now.at - self._calm_since >= self._limits.calm
        return calm and self._change(-1, now)

    def _change(self, step: int, now: Reading) -> bool:
        before, self.level = self.level, Level(min(max(self.level + step, Level.FULL), Level.NO_ELEMENTS))
        if self.level is before:
            return False
        self._readings = deque([now])
        self._calm_since = None
        return True


def _usage(first: Reading, last: Reading, limits: Limits) -> Usage:
    """A short time of work says little of an hour: at least half a window is counted."""
    active = max(last.active - first.active, limits.window / 2)
    return Usage(
        (last.cpu - first.cpu) / (last.at - first.at) if last.at > first.at else 0.0,
        last.memory,
        (last.uploaded - first.uploaded) / active * _HOUR,
    )
