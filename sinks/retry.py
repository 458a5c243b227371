"""Trying again while a server is away: with growing, jittered pauses, one log line at the start and one at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from sinks.health import Health

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


@dataclass(frozen=True, slots=True)
class Server:
    """What is waited for.

    Attributes:
        name: as health names it.
        faults: what its client raises when it fails.
        sentence: what it did, given a fault; never quotes an answer.
    """

    name: str
    faults: tuple[type[BaseException], ...]
    sentence: Callable[[BaseException], str]


class Retry:
    """Does something with a server until it succeeds.

    Args:
        server: which one.
        health: told while it fails.
        wait: waits that many seconds; true when the process is to end.
        jitter: a random number between 0 and 1.
        pauses: how long to wait.
    """

    def __init__(
        self, server: Server, health: Health, wait: Callable[[float], bool], jitter: Callable[[], float], pauses: Pauses
    ) -> None:
        self._server = server
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
            except self._server.faults as error:
                failed()
                self._pause(attempt, error)
                attempt += 1
            else:
                if attempt:
                    self._recovered()
                return result

    def _pause(self, attempt: int, error: BaseException) -> None:
        sentence = self._server.sentence(error)
        self._health.failing(self._server.name, sentence)
        self._health.beat()
        if attempt == 0:
            _log.warning(f"{sentence}; trying again until it does, nothing is lost")
        if self._wait(self._pauses.of(attempt, self._jitter())):
            raise Stopped from None

    def _recovered(self) -> None:
        self._health.well(self._server.name)
        _log.info("answers again", server=self._server.name)
