"""Waiting for a server that may come (back): one sentence for each attempt, later and later."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog

T = TypeVar("T")
log = structlog.get_logger()

_WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds; the last one again and again


class NotYetError(Exception):
    """A server is not there; it may come. Holds the sentence."""


def wait_until(check: Callable[[], T], sleep: Callable[[float], object] = time.sleep) -> T:
    """What a check gives once it holds; until then, say what is missing.

    Raises:
        HandrailError: what the check finds that only a person can mend.
    """
    attempt = 0
    while True:
        try:
            return check()
        except NotYetError as missing:
            wait = _WAITS[min(attempt, len(_WAITS) - 1)]
            log.warning(str(missing), retry_in_seconds=wait)
            sleep(wait)
            attempt += 1
