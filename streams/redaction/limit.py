"""A wall limit for looking at texts: what takes longer than their length excuses raises, and is withheld."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

_BASE = 5.0  # seconds that any text may take
_CHARACTERS = 2_000  # a second more for so many; the slowest layer bears seven times as many
_AGAIN = 0.5  # seconds after which it is said again, to whoever swallowed it


def seconds(texts: Sequence[str]) -> float:
    """How long looking at these texts may take."""
    return _BASE + sum(map(len, texts)) / _CHARACTERS


@contextmanager
def within(limit: float) -> Iterator[None]:
    """Raises `TimeoutError` in the block after `limit` seconds.

    Raises:
        ValueError: outside the main thread, where no signal arrives. Helper processes work in theirs.
    """
    before = signal.signal(signal.SIGALRM, _raise)
    try:
        signal.setitimer(signal.ITIMER_REAL, limit, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(*_: object) -> NoReturn:
    raise TimeoutError
