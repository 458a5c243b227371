"""Runs one command and ends it when standard input closes, so a server never outlives its supervisor, however that dies.

Started by path with `python -I -S`, it uses the standard library alone.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys

GRACE = 10.0  # seconds between asking the command to end and ending it
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """On Linux the kernel ends the command if the guard itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait(child: "subprocess.Popen[bytes]") -> None:
    """Return when the child has ended or standard input is closed."""
    woken, wake = os.pipe()
    signal.signal(signal.SIGCHLD, lambda *_: os.write(wake, b"."))
    while child.poll() is None:
        readable, _, _ = select.select([0, woken], [], [])
        if 0 in readable and not os.read(0, 1):
            return
        if woken in readable:
            os.read(woken, 1)


def main(command: list[str]) -> int:
    """Run the command; the exit status is its own."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # the end of standard input is the one way to stop
        signal.signal(name, lambda *_: None)  # caught, not ignored: the command would inherit "ignored"
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent)  # noqa: PLW1509, S603
    _wait(child)
    child.terminate()
    try:
        return child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
