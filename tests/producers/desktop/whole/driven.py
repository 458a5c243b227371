"""`handrail` with what a test drives: the wall clock, how often a batch is closed, and how long a backlog is held back at most.

Nothing else differs: the tests of the whole agent would take hours otherwise.
"""

import os
import time
from pathlib import Path

wall, shift = time.time_ns, Path(os.environ["DRIVEN_SHIFT"])  # a file of so many seconds


def shifted() -> int:
    """Epoch nanoseconds of a clock that somebody set."""
    return wall() + int(shift.read_text("ascii") or 0) * 1_000_000_000


time.time_ns, time.time = shifted, lambda: shifted() / 1e9

from producers import batcher  # noqa: E402 (whoever asks for the time is to find the clock above)
from producers.desktop import flight  # noqa: E402

batcher.MAX_MILLISECONDS = int(os.environ.get("DRIVEN_BATCH", batcher.MAX_MILLISECONDS))
batcher.Batcher.__init__.__defaults__ = (batcher.MAX_EVENTS, batcher.MAX_MILLISECONDS)
object.__setattr__(flight.USUAL, "jitter", float(os.environ.get("DRIVEN_JITTER", flight.USUAL.jitter)))

import handrail  # noqa: E402

handrail.main()
