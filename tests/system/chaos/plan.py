"""What goes wrong in a round, and when: a function of the seed and the round's number alone."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from random import Random

WINDOW = 26.0  # seconds within which most faults begin
_EXTRA = 3  # faults of a round besides its share of the kinds, where there is room for them
_REST = 2.0  # seconds between the end of a fault and the next one of the same victim

_WORKERS = ("worker-0", "worker-1")
_PAST_THE_SESSION = (12.0, 15.0)  # the group's session time-out is 10 s


class Kind(Enum):
    """A kind of fault: its name, whom it may hit, and between how many seconds it lasts."""

    KILL_CHILD = ("kill -9 of a worker's process, its supervisor lives", _WORKERS, (0.0, 0.0))
    KILL_WORKER = ("kill -9 of a worker whole, started again later", _WORKERS, (1.0, 12.0))
    FREEZE_WORKER = ("a worker frozen past its session", _WORKERS, _PAST_THE_SESSION)
    LEAVE = ("a worker leaves the group in order and comes back", _WORKERS, (1.0, 6.0))
    KILL_SINK = ("kill -9 of the sink", ("sink",), (0.0, 4.0))
    FREEZE_SINK = ("the sink frozen past its session, another one in its place", ("sink",), _PAST_THE_SESSION)
    KILL_BROKER = ("kill -9 of the broker", ("kafka",), (0.0, 0.0))
    KILL_STORE = ("kill -9 of the S3 server", ("store",), (0.0, 0.0))
    UNAVAILABLE = ("S3 answers 503", ("proxy",), (2.0, 5.0))
    SLOW = ("S3 is slow", ("proxy",), (3.0, 6.0))
    DEAF = ("S3 does what it is asked and never says so", ("proxy",), (6.0, 9.0))

    def __init__(self, sentence: str, victims: tuple[str, ...], seconds: tuple[float, float]) -> None:
        self.sentence = sentence
        self.victims = victims
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; times are seconds from the round's beginning."""

    at: float
    until: float
    kind: Kind
    victim: str

    def __str__(self) -> str:
        lasting = f" for {self.until - self.at:.1f} s" if self.until > self.at else ""
        return f"{self.at:4.1f} s {self.victim}: {self.kind.sentence}{lasting}"


def plan(seed: int, number: int) -> list[Fault]:
    """The faults of a round, in order. Two rounds in a row, an even one first, hold every kind at least once."""
    chance, free = Random(f"{seed} {number}"), defaultdict[str, float](float)
    share, faults = _share(seed, number), list[Fault]()
    for kind in [*share, *chance.sample(list(Kind), _EXTRA)]:
        victim = chance.choice(kind.victims)
        at = max(free[victim], chance.uniform(1.0, WINDOW))
        until = at + chance.uniform(*kind.seconds)
        if len(faults) < len(share) or at < WINDOW:
            faults.append(Fault(at, until, kind, victim))
            free[victim] = until + _REST
    return sorted(faults, key=lambda fault: fault.at)


def _share(seed: int, number: int) -> list[Kind]:
    """This round's half of all kinds, shuffled anew for every two rounds."""
    kinds = list(Kind)
    Random(f"{seed} kinds {number // 2}").shuffle(kinds)
    return kinds[number % 2 :: 2]
