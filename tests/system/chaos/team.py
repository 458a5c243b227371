"""The processes of one application on the stack: workers, a sink, and another sink for when the first one is frozen."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from deploy.local.stack import Stack
from deploy.topics import apply
from tests.system.chaos import log, tables
from tests.system.chaos.log import Entry
from tests.system.chaos.members import Member
from tests.system.chaos.verifier import Made
from tests.system.conftest import LIMIT, Pipeline

LIMITS = {  # short, so that a round shows every way in which a trajectory may end
    "HANDRAIL_SESSIONS__SILENCE": "10000",
    "HANDRAIL_SESSIONS__SESSION_GAP": "10000",
    "HANDRAIL_SESSIONS__SOFT_CAP": "20000",
    "HANDRAIL_SESSIONS__HARD_CAP": "30000",
}


class Team:
    """The members of an application.

    Args:
        stack: the servers.
        application: its name.
        workers: how many.
        limits: of sessions, as environment of the workers.
        endpoint: where its sinks find the store; the store itself when None.

    Attributes:
        members: by name: the workers, `sink` and `stand-in`.
        ended: members that ended by themselves, with their exit codes, and were started again.
    """

    def __init__(
        self, stack: Stack, application: str, workers: int, limits: Mapping[str, str], endpoint: str | None = None
    ) -> None:
        self.stack = stack
        self.application = application
        self.ended: list[str] = []
        self.pipeline = Pipeline(stack, application)
        proxied = {"HANDRAIL_STORE__ENDPOINT": endpoint} if endpoint else {}
        self.members = {f"worker-{n}": Member("worker", f"worker-{n}", self.pipeline, **limits) for n in range(workers)}
        self.members |= {name: Member("sink", name, self.pipeline, **proxied) for name in ("sink", "stand-in")}

    @property
    def regulars(self) -> list[Member]:
        """All but the stand-in."""
        return [member for name, member in self.members.items() if name != "stand-in"]

    def start(self) -> None:
        """Start all but the stand-in."""
        for member in self.regulars:
            member.start()

    def wait_healthy(self) -> None:
        """Return when all but the stand-in say that they are healthy."""
        for member in self.regulars:
            member.wait_healthy()

    def wait_complete(self, entries: list[Entry]) -> None:
        """Return when both tables are valid through the last record of the log, or will not be: the verifier then says so.

        What ends meanwhile is started again.
        """
        last, end = max(entry.append_time for entry in entries), time.monotonic() + LIMIT
        while not self._complete(last) and time.monotonic() < end:
            time.sleep(0.5)

    def _complete(self, last_append: int) -> bool:
        self.restart_ended()
        return self.pipeline.complete(last_append)

    def restart_ended(self) -> None:
        """Start what ended by itself, as whatever supervises it in production does."""
        for name, member in self.members.items():
            if name != "stand-in" and not member.running:
                self.ended.append(f"{name} ({member.wait()})")
                member.start()

    def stop(self) -> None:
        """Let all of them end."""
        for member in self.members.values():
            member.thaw()
            member.stop()

    def made(self) -> Made:
        """What the application has made of the log."""
        settings = self.stack.settings("auditor")
        return Made(tables.read(settings, self.application), log.letters(self.stack.settings("admin"), self.application))


@contextmanager
def team(
    stack: Stack, application: str, workers: int = 1, limits: Mapping[str, str] = LIMITS, endpoint: str | None = None
) -> Iterator[Team]:
    """An application with its topics; its processes end with the block."""
    apply(stack.settings("admin").model_copy(update={"application": application}))
    team = Team(stack, application, workers, limits, endpoint)
    try:
        yield team
    finally:
        team.stop()
