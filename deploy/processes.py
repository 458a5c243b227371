"""Workers and sinks as child processes: started, seen to be healthy, stopped; they end with whoever started them."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import guard
from schemas.errors import HandrailError

LIMIT = 120.0  # seconds within which a process must be healthy
_PAUSE = 0.2


@contextmanager
def running(name: str, folder: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `handrail <name>` on a stack for as long as the block lasts; yields the guard that owns it.

    Raises:
        HandrailError: it ended, or was not healthy in time.
    """
    log = folder / "logs" / f"{name}.log"
    (folder / name / "http").unlink(missing_ok=True)
    command = [sys.executable, "-m", "handrail", name, "--dir", str(folder), *arguments]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", guard.__file__, *command], stdin=subprocess.PIPE, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def wait_healthy(name: str, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """Return when a process says that it is healthy.

    Raises:
        HandrailError: it ended, or was not healthy in time; the sentence names its log.
    """
    log, end = folder / "logs" / f"{name}.log", time.monotonic() + LIMIT
    while health(folder / name) != "ok":
        if process.poll() is not None:
            raise HandrailError(f"the {name} ended with status {process.returncode} before it was healthy; see {log}")
        if time.monotonic() > end:
            raise HandrailError(f"the {name} was not healthy within {LIMIT:.0f} s; see {log}")
        time.sleep(_PAUSE)


def health(state: Path) -> str:
    """What the process with this state folder answers to /healthz; `not running` when nothing answers."""
    return fetch(state, "healthz") or "not running"


def fetch(state: Path, page: str) -> str | None:
    """A page of the process with this state folder, None when nothing answers."""
    try:
        port = int((state / "http").read_text())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=5) as answer:
            return str(answer.read().decode()).strip()
    except urllib.error.HTTPError as answer:
        return answer.read().decode().strip()
    except (OSError, ValueError):
        return None
