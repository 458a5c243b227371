"""What goes wrong in a fleet, and how often."""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import Enum
from random import Random

_MOST = 0.5
_MINUTE = 60_000  # milliseconds
_YEAR = 365 * 24 * 60 * _MINUTE


class Change(Enum):
    """What becomes of a device."""

    OFFLINE = "offline"  # the network goes; what is published meanwhile arrives later, in order
    ONLINE = "online"
    CRASH = "crash"  # the machine starts anew at once; what was not sent yet is lost
    REBOOT = "reboot"  # the machine is shut down and starts anew
    CLOCK = "clock"  # the clock jumps, by seconds or by years, or is put right again
    SILENCE = "silence"  # the device is never heard of again


@dataclass(frozen=True, slots=True)
class Faults:
    """How likely each fault is.

    Attributes:
        duplicate: of each batch: it is sent again, or the one before it and it, as a producer does that tries again.
        gap: of each batch: it never arrives.
        offline: of each gesture of a person, as are all below.
        crash: see `Change`.
        reboot: see `Change`.
        clock: see `Change`.
        silence: see `Change`.
    """

    duplicate: float = 0.01
    gap: float = 0.002
    offline: float = 0.001
    crash: float = 0.0003
    reboot: float = 0.0005
    clock: float = 0.0005
    silence: float = 0.000_05

    def times(self, factor: float) -> "Faults":
        """So many times as likely, but never more than one in two; none for 0."""
        return Faults(*(min(_MOST, chance * factor) for chance in astuple(self)))

    @property
    def changes(self) -> Mapping[Change, float]:
        """What may become of a device after each gesture, and how likely."""
        return {
            Change.OFFLINE: self.offline,
            Change.CRASH: self.crash,
            Change.REBOOT: self.reboot,
            Change.CLOCK: self.clock,
            Change.SILENCE: self.silence,
        }


USUAL = Faults()


def jump(random: Random, skew: int) -> int:
    """How wrong a clock is after it jumped, in milliseconds; before, it was wrong by `skew`."""
    if skew and random.random() < 0.5:
        return 0
    most = 10 * _YEAR if random.random() < 0.2 else 90_000
    return random.randint(-most, most)


def absence(random: Random) -> int:
    """How long a device is offline, in milliseconds: minutes to hours."""
    return round(_MINUTE * math.pow(180, random.random()))
