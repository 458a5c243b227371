"""The one process that owns the servers: `python -m deploy.local.supervisor DIR`.

It ends them when it is told to, and when its standard input closes before anything was written to it: whoever started
it is gone. If it is killed itself, the servers' guards end them.
"""

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local import jars
from deploy.local.child import Child
from deploy.local.choices import is_free, load_or_choose
from deploy.local.home import Home
from deploy.local.kafka import kafka
from deploy.local.registry import registry
from deploy.local.run import tell
from deploy.local.server import Server
from deploy.local.store import store
from schemas.errors import HandrailError

_PAUSE = 0.1  # seconds between two looks at the servers
_PATIENCE = 3.0  # seconds for the servers of a supervisor that was killed to end


@dataclass
class Stop:
    """Whether someone asked for the end. A plain flag, because a signal handler may take no lock."""

    asked: bool = False

    def ask(self, *_: object) -> None:
        """Ask for the end."""
        self.asked = True

    def ask_unless_released(self) -> None:
        """Ask for the end if standard input closes with nothing written to it."""
        self.asked = self.asked or os.read(0, 1) == b""


def supervise(home: Home, stop: Stop) -> None:
    """Run the servers until the end is asked for.

    Raises:
        HandrailError: the stack runs already, a port is taken, or a server did not come up.
    """
    with _alone(home):
        servers = _servers(home)
        _require_free_ports(servers)
        children = [Child(server, home) for server in servers]
        try:
            _run(home, children, stop)
        finally:
            _end(children)
            home.run.unlink(missing_ok=True)


def _run(home: Home, children: list[Child], stop: Stop) -> None:
    for child in children:
        child.start(time.monotonic())
    told = None
    while not stop.asked:
        parts = {child.server.name: child.part() for child in children}
        if parts != told:
            tell(home, parts)
            told = parts
        time.sleep(_PAUSE)
        for child in children:
            child.step(time.monotonic())


def _end(children: list[Child]) -> None:
    for child in children:
        child.ask_to_end()
    for child in children:
        child.wait()


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    with home.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HandrailError(f"The stack in {home.path} is already running.") from None
        yield


def _servers(home: Home) -> list[Server]:
    choices, files = load_or_choose(home), jars.Jars(jars.place(os.environ))
    return [kafka(home, files, choices), registry(home, files, choices), store(home, files, choices)]


def _require_free_ports(servers: list[Server]) -> None:
    patience = time.monotonic() + _PATIENCE
    for server in servers:
        for use, port in server.ports.items():
            while not is_free(port):
                if time.monotonic() > patience:
                    raise HandrailError(f"Port {port} ({server.title}, {use}) is taken by another process; end that first.")
                time.sleep(_PAUSE)


def main(arguments: list[str]) -> int:
    """Supervise; the last line written to standard error says why it ended badly."""
    os.umask(0o077)  # whatever a server writes is its owner's alone
    stop = Stop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, stop.ask)
    threading.Thread(target=stop.ask_unless_released, daemon=True).start()
    try:
        supervise(Home(Path(arguments[0])), stop)
    except (HandrailError, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
