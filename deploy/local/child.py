"""One server as a child of the supervisor: prepared once, started, seen to answer, started again when it ends."""

import subprocess
import sys
from pathlib import Path

from deploy.local import guard
from deploy.local.home import Home
from deploy.local.run import Part, State
from deploy.local.server import Server
from schemas.errors import HandrailError

START_LIMIT = 120.0  # seconds within which a server must answer
_LOG_LIMIT = 10 << 20


class Child:
    """A server and its process. Times are seconds of one monotonic clock."""

    def __init__(self, server: Server, home: Home) -> None:
        self.server = server
        self.state: State = "preparing"
        self._log = home.log(server.name)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def part(self) -> Part:
        """What the run tells about this server."""
        guard_pid = self._process.pid if self._process else 0
        return Part(title=self.server.title, address=self.server.address, state=self.state, guard=guard_pid)

    def start(self, now: float) -> None:
        """Start the server, or what must run before its very first start."""
        if self.server.first and self.server.first_done and not self.server.first_done.exists():
            self._launch(self.server.first, "preparing", now)
        else:
            self._launch(self.server.command, "starting", now)

    def step(self, now: float) -> None:
        """See how the server does and act on it.

        Raises:
            HandrailError: it ended before it answered, or did not answer in time.
        """
        assert self._process is not None
        status = self._process.poll()
        if status is not None:
            self._ended(status, now)
        elif self.state not in {"ready", "preparing"} and self.server.answers():
            self.state = "ready"
        elif self.state != "ready" and now - self._started > START_LIMIT:
            raise HandrailError(f"{self.server.title} did not answer within {START_LIMIT:.0f} s; see {self._log}.")

    def ask_to_end(self) -> None:
        """Ask the server to end, by closing its guard's standard input."""
        if self._process and self._process.stdin:
            self._process.stdin.close()

    def wait(self) -> None:
        """Return when the server has ended."""
        if self._process:
            try:
                self._process.wait(guard.GRACE + 5)
            except subprocess.TimeoutExpired:
                self._process.kill()  # the kernel then ends the server
                self._process.wait()

    def _ended(self, status: int, now: float) -> None:
        if self.state == "ready":
            self._launch(self.server.command, "starting again", now)
        elif self.state == "preparing" and status == 0 and self.server.first_done:
            self.server.first_done.touch()
            self._launch(self.server.command, "starting", now)
        else:
            raise HandrailError(f"{self.server.title} ended with status {status} before it answered; see {self._log}.")

    def _launch(self, command: list[str], state: State, now: float) -> None:
        # By path and without site-packages: the guard stays small.
        guarded = [sys.executable, "-I", "-S", guard.__file__, *command]
        with rotated(self._log).open("ab") as log:
            self._process = subprocess.Popen(guarded, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603
        self.state, self._started = state, now


def rotated(log: Path) -> Path:
    """The log, moved aside if it has grown large: one older file is kept."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log
