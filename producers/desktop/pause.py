"""The pause: until when nothing is captured, kept in a file so that it outlives the agent, and ends by itself."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from producers.desktop.home import Home
from schemas.errors import HandrailError

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on two clocks: the wall's, which may be set, and that of one boot, which only runs.

    Attributes:
        wall: epoch seconds.
        ticks: seconds since the boot, sleep included.
        boot: which boot.
    """

    wall: float
    ticks: float
    boot: str

    @classmethod
    def now(cls) -> "Moment":
        """This moment."""
        return cls(time.time(), time.clock_gettime(time.CLOCK_BOOTTIME), _BOOT.read_text("ascii").strip())


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that began at a moment.

    Attributes:
        begin: when.
        seconds: how long; None until somebody resumes.
    """

    begin: Moment
    seconds: float | None

    def left(self, now: Moment) -> float:
        """Seconds that are left of it, infinite if it does not end by itself; not above 0 when it is over.

        Within one boot the clock that cannot be set decides; after another boot, only the wall's is left.
        """
        if self.seconds is None:
            return float("inf")
        same = now.boot == self.begin.boot
        return self.seconds - (now.ticks - self.begin.ticks if same else now.wall - self.begin.wall)


class Pauses:
    """The pause that is in force, in its file.

    Args:
        home: where the file is.
        clock: this moment.
    """

    def __init__(self, home: Home, clock: Callable[[], Moment] = Moment.now) -> None:
        self._home = home
        self._clock = clock
        self._here: Pause | None = None  # counts even where the file could not be written

    def begin(self, seconds: float | None) -> float:
        """Pause for so many seconds, or until somebody resumes; returns how long, infinite for the latter.

        Raises:
            HandrailError: the file cannot be written.
        """
        self._here = pause = Pause(self._clock(), seconds)
        self._home.make()
        self._home.write(self._home.pause, json.dumps(asdict(pause)).encode())
        return pause.left(pause.begin)

    def end(self) -> None:
        """End the pause.

        Raises:
            HandrailError: the file cannot be removed.
        """
        try:
            self._home.pause.unlink(missing_ok=True)
        except OSError as fault:
            raise HandrailError(f"{self._home.pause} cannot be removed: {fault.strerror}") from None
        self._here = None

    def left(self) -> float:
        """Seconds that are left; 0 when nothing is paused. A file that cannot be read is a pause without end."""
        try:
            pause: Pause | None = _read(self._home.pause.read_bytes())
        except FileNotFoundError:
            pause = self._here
        except (OSError, ValueError, TypeError, KeyError):
            return float("inf")
        return max(0.0, pause.left(self._clock())) if pause else 0.0


def _read(content: bytes) -> Pause:
    found = json.loads(content)
    begin, seconds = found["begin"], found["seconds"]
    moment = Moment(float(begin["wall"]), float(begin["ticks"]), str(begin["boot"]))
    return Pause(moment, None if seconds is None else float(seconds))
