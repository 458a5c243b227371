"""Records the demo's sample anew: `python -m bench.sample`. Takes three minutes and the packages of `make desktop-deps`."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.sample.person import Person
from bench.sample.sealed import enrolled, opened
from bench.sample.session import play
from producers.desktop.home import Home
from producers.recordings.desktop import DESKTOP
from producers.recordings.handrail import write
from producers.recordings.recording import Stamped
from tests.producers.desktop.desktops import Desktop, started, until

_BEGIN = 1_768_813_200_000  # 2026-01-19T09:00:00Z: when the session is said to have been
_HOLD = "1000"  # milliseconds: a machine that is busy answers late, and a sample shall be whole


def main() -> None:
    """Record, and write the file."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        desktop = started(stack, folder)
        home = enrolled(folder)
        with _agent(desktop, home) as tell:
            play(desktop, Person(desktop, Random(1902)), tell)
        DESKTOP.write_text(write(_shifted(opened(home, folder))), "utf-8", newline="\n")


@contextmanager
def _agent(desktop: Desktop, home: Home) -> Iterator[Callable[[str], object]]:
    """The agent, recording."""
    handrail = [sys.executable, "-m", "handrail", "agent"]

    def tell(command: str) -> str:
        words = [*handrail, command, "--home", str(home.path)]
        return subprocess.run(words, env=desktop.environment, capture_output=True, text=True, check=True).stdout

    run = [*handrail, "run", "--home", str(home.path), "--hold", _HOLD]
    with subprocess.Popen(run, env=desktop.environment, stderr=subprocess.DEVNULL) as process:
        assert until(lambda: not tell("status").startswith("no agent"), 30)
        yield tell
        sys.stdout.write(tell("status"))
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _shifted(events: Iterable[Stamped]) -> Iterator[Stamped]:
    """The same events, at another time."""
    later: int | None = None
    for event, context in events:
        later = _BEGIN - event.time if later is None else later
        yield replace(event, time=event.time + later), context


if __name__ == "__main__":
    main()
