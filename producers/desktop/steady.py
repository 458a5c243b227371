"""A wall clock that nobody can set: what the wall said when it was first asked in this boot, and the time since then."""

import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from producers.desktop.pause import Moment
from producers.epochs import Epoch

_OWNER_ONLY = 0o600
_LARGEST = 1 << 12  # bytes
_LATEST = 1e11  # seconds


class Steady:
    """By it the spool tells ages, so that batches do not expire because somebody set the clock, in this run or between two.

    Only after another boot, the wall's clock is all there is.

    Args:
        file: keeps the first moment of this boot for the runs that follow; its folder must exist once the clock is asked.
        moment: this moment.
    """

    def __init__(self, file: Path, moment: Callable[[], Moment] = Moment.now) -> None:
        self._file = file
        self._moment = moment
        self._first: Moment | None = None

    def __call__(self) -> int:
        """Epoch milliseconds."""
        now = self._moment()
        first = self._first = self._first or self._began(now)
        return int(1_000 * (first.wall + now.ticks - first.ticks))

    def _began(self, now: Moment) -> Moment:
        kept = _load(self._file)
        if kept is not None and kept.boot == now.boot and 0 <= kept.wall < _LATEST and 0 <= kept.ticks < _LATEST:
            return kept
        with suppress(OSError):  # a full disk: this run is steady all the same
            self._file.unlink(missing_ok=True)
            with os.fdopen(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as out:
                json.dump(asdict(now), out)
        return now


def believed(
    epochs: Sequence[Epoch], steady: Callable[[], int], wall: Callable[[], int] = lambda: time.time_ns() // 1_000_000
) -> Callable[[], int]:
    """Epoch milliseconds: by the wall's clock while a key is in force by it, by the steady one where it is set beyond all."""

    def clock() -> int:
        now = wall()
        return now if any(epoch.not_before <= now < epoch.not_after for epoch in epochs) else steady()

    return clock


def _load(file: Path) -> Moment | None:
    """What a file holds; None if there is none, or nothing in it that can be used."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as source:
            found: dict[str, Any] = json.loads(source.read(_LARGEST))
        return Moment(float(found["wall"]), float(found["ticks"]), str(found["boot"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
