"""The agent on a desktop, recording what a sample or a benchmark is made of."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from producers.desktop.home import Home
from tests.producers.desktop.desktops import Desktop, until

Tell = Callable[[str], str]

_HOLD = "1000"  # milliseconds: a machine that is busy answers late, and a sample shall be whole
_HANDRAIL = [sys.executable, "-m", "handrail", "agent"]


@contextmanager
def recording(desktop: Desktop, home: Home) -> Iterator[tuple[Tell, psutil.Popen]]:
    """The agent's process, and a way to tell it a command, such as `pause`, and hear what it says."""

    def tell(command: str) -> str:
        words = [*_HANDRAIL, command, "--home", str(home.path)]
        return subprocess.run(words, env=desktop.environment, capture_output=True, text=True, check=True).stdout

    run = [*_HANDRAIL, "run", "--home", str(home.path), "--hold", _HOLD]
    process = psutil.Popen(run, env=desktop.environment, stderr=subprocess.DEVNULL)
    try:
        assert until(lambda: not tell("status").startswith("no agent"), 30)
        yield tell, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
