"""Starts and stops a stack: detached (`start`, `stop`), or for as long as a `with` block lasts (`running`)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

import deploy
from deploy import keys
from deploy.local import jars
from deploy.local.choices import load_or_choose
from deploy.local.fetch import Advance, fetch
from deploy.local.home import Home
from deploy.local.roles import write_roles
from deploy.local.run import Run, find, process_of
from deploy.topics import apply
from schemas.errors import HandrailError
from schemas.settings import Role, Settings, load

_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Watch:
    """Told how a start goes on: bytes fetched (rarely), and the servers' states (often)."""

    fetched: Advance = lambda _: None
    run: Callable[[Run], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack."""

    home: Home

    def settings(self, role: Role) -> Settings:
        """The settings of a role."""
        return role_settings(self.home, role)

    def run(self) -> Run:
        """The supervisor's run as it is now.

        Raises:
            HandrailError: the stack has ended.
        """
        run = find(self.home)
        if run is None:
            raise HandrailError(f"The stack in {self.home.path} has ended; see {self.home.log('supervisor')}.")
        return run

    def server(self, name: str) -> psutil.Process:
        """The process of a server (`kafka`, `registry` or `store`), as a test wants it to freeze or kill it."""
        (child,) = psutil.Process(self.run().servers[name].guard).children()
        return child

    def wait(self, watch: Watch = Watch(), limit: float = 150.0) -> None:
        """Return when all servers answer (again)."""
        end = time.monotonic() + limit
        while not (run := self.run()).ready:
            if time.monotonic() > end:
                raise HandrailError(f"The stack in {self.home.path} did not answer within {limit:.0f} s.")
            watch.run(run)
            time.sleep(_PAUSE)
        watch.run(run)


def role_settings(home: Home, role: Role) -> Settings:
    """The settings of a role as the last start wrote them.

    Raises:
        HandrailError: nothing was ever started here.
    """
    return load(role, home.path)


@contextmanager
def running(path: Path, watch: Watch = Watch()) -> Iterator[Stack]:
    """Run a stack in a folder for as long as the block lasts; it ends with this process too, even if that is killed.

    Raises:
        HandrailError: it cannot start, or is already running.
    """
    supervisor, stack = _begin(path, watch)
    try:
        yield stack
    finally:
        _let_end(supervisor)


def start(path: Path, watch: Watch = Watch()) -> Stack:
    """Start a stack that goes on after this process has ended.

    Raises:
        HandrailError: it cannot start, or is already running.
    """
    supervisor, stack = _begin(path, watch)
    assert supervisor.stdin is not None
    supervisor.stdin.write(b"release")
    supervisor.stdin.close()
    return stack


def _begin(path: Path, watch: Watch) -> tuple["subprocess.Popen[bytes]", Stack]:
    home = prepare(path, watch)
    supervisor = _spawn(home)
    try:
        stack = _await(supervisor, home, watch)
        settle(stack)
    except BaseException:
        _let_end(supervisor)
        raise
    return supervisor, stack


def _let_end(supervisor: "subprocess.Popen[bytes]") -> None:
    assert supervisor.stdin is not None
    supervisor.stdin.close()
    supervisor.wait()


def settle(stack: Stack) -> None:
    """What follows once the servers answer: make them what `schemas/topics.py` declares, and issue keys."""
    apply(stack.settings("admin"))
    keys.ensure(stack.home.keys(), datetime.now(UTC))


def stop(home: Home) -> bool:
    """Stop the stack in a folder and wait for its end. False if none was running."""
    run = find(home)
    if run is None:
        return False
    process = process_of(run)
    process.terminate()
    process.wait()
    return True


def prepare(path: Path, watch: Watch) -> Home:
    """Make all that servers need before they start: folders, choices, settings of every role, the servers' files."""
    home = Home(path.resolve())
    if find(home):
        raise HandrailError(f"The stack in {home.path} is already running.")
    home.make()
    write_roles(home, load_or_choose(home))
    fetch(jars.place(os.environ), watch.fetched)
    return home


def _spawn(home: Home) -> "subprocess.Popen[bytes]":
    home.run.unlink(missing_ok=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([_root(), *filter(None, [os.environ.get("PYTHONPATH")])])}
    command = [sys.executable, "-m", "deploy.local.supervisor", str(home.path)]
    log = os.open(home.log("supervisor"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        # A session of its own: Ctrl-C reaches this process alone, which then lets the supervisor end in order.
        return subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
        )
    finally:
        os.close(log)


def _root() -> str:
    """The checkout or site-packages: wherever this package was imported from."""
    return str(Path(deploy.__path__[0]).parent)


def _await(process: "subprocess.Popen[bytes]", home: Home, watch: Watch) -> Stack:
    while find(home) is None:
        if process.poll() is not None:
            raise HandrailError(_last_words(home))
        time.sleep(_PAUSE)
    stack = Stack(home)
    try:
        stack.wait(watch)
    except HandrailError:
        if find(home):
            raise
        process.wait()  # it writes its last words when everything has ended
        raise HandrailError(_last_words(home)) from None
    return stack


def _last_words(home: Home) -> str:
    lines = home.log("supervisor").read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[-1] if lines else f"The supervisor of {home.path} ended without a word."
