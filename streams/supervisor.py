"""Keeps a worker running: starts it again when it ends, later and later while it keeps ending."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import structlog

log = structlog.get_logger()

EXIT_MISTAKE = 78  # EX_CONFIG: starting again would not help
_GRACE_SECONDS = 9.0  # for the transaction in hand and leaving the group
_STEADY_SECONDS = 60.0  # a worker that lived so long starts again at once


def backoff(first: float = 1.0, most: float = 30.0) -> Iterator[float]:
    """Seconds to wait before each next attempt."""
    while True:
        yield first
        first = min(first * 2, most)


def supervise(command: Sequence[str], sleep: Callable[[float], object] = time.sleep) -> int:
    """Run a command until it ends well, is asked to stop, or ends with a mistake that a person must mend; returns its exit code.

    The child holds one end of a pipe and ends when this process is gone, however it went.
    """
    stopping: list[int] = []
    waits = backoff()
    while not stopping:
        read_end, write_end = os.pipe()
        child = subprocess.Popen([*command, "--lifeline", str(read_end)], pass_fds=[read_end])  # noqa: S603
        os.close(read_end)
        _pass_on(child, stopping)
        if stopping:  # asked while this child was started
            child.send_signal(signal.SIGTERM)
        began = time.monotonic()
        code = child.wait()
        os.close(write_end)
        if stopping:
            break
        if code in (0, EXIT_MISTAKE):
            return code
        if time.monotonic() - began > _STEADY_SECONDS:
            waits = backoff()
        wait = next(waits)
        log.warning("the worker ended and will be started again", code=code, seconds=wait)
        _pause(wait, stopping, sleep)
    return 0


def _pause(seconds: float, stopping: Sequence[int], sleep: Callable[[float], object]) -> None:
    """Sleep, but no longer than a second after being asked to stop."""
    while seconds > 0 and not stopping:
        sleep(min(seconds, 1.0))
        seconds -= 1.0


def _pass_on(child: "subprocess.Popen[bytes]", stopping: list[int]) -> None:
    """Hand a request to stop down to the child."""

    def stop(number: int, _: object) -> None:
        stopping.append(number)
        child.send_signal(signal.SIGTERM)
        deadline = threading.Timer(_GRACE_SECONDS, child.kill)  # nothing is lost: what is not committed is done again
        deadline.daemon = True
        deadline.start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def python_module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours with this interpreter."""
    return [sys.executable, "-m", name, *arguments]
