"""Trying again while the store is away: with growing, jittered pauses, one log line at the start and one at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from schemas.settings import Store
from sinks.health import Health
from sinks.store import FAULTS, fault

T = TypeVar("T")
_log = structlog.get_logger()


class Stopped(Exception):  # noqa: N818  not an error
    """The process was asked to end while it waited. Nothing is lost: what is not in the table is read again."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between attempts."""

    first: float = 0.2
    most: float = 15.0

    def of(self, attempt: int, jitter: float) -> float:
        """The pause after an attempt, counted from 0; jitter is between 0 and 1."""
        return min(self.most, self.first * 2.0 ** min(attempt, 30)) * (0.5 + jitter / 2)


class Retry:
    """Does something with the store until it succeeds.

    Args:
        store: the store, for the sentence.
        health: told while the store fails.
        wait: waits that many seconds; true when the process is to end.
        jitter: a random number between 0 and 1.
        pauses: how long to wait.
    """

    def __init__(
        self, store: Store, health: Health, wait: Callable[[float], bool], jitter: Callable[[], float], pauses: Pauses
    ) -> None:
        self._store = store
        self._health = health
        self._wait = wait
        self._jitter = jitter
        self._pauses = pauses

    def __call__(self, act: Callable[[], T], failed: Callable[[], object] = lambda: None) -> T:
        """The result of `act`. `failed` is called after each attempt that did not succeed.

        Raises:
            Stopped: the process is to end.
        """
        attempt = 0
        while True:
            try:
                result = act()
            except FAULTS as error:
                failed()
                self._pause(attempt, error)
                attempt += 1
            else:
                if attempt:
                    self._recovered()
                return result

    def _pause(self, attempt: int, error: BaseException) -> None:
        sentence = fault(error, self._store)
        self._health.failing("store", sentence)
        self._health.beat()
        if attempt == 0:
            _log.warning(f"{sentence}; trying again until it does, nothing is lost")
        if self._wait(self._pauses.of(attempt, self._jitter())):
            raise Stopped from None

    def _recovered(self) -> None:
        self._health.well("store")
        _log.info("the S3 store answers again")
