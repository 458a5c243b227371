"""A host that publishes by itself, on a device without a desktop agent: the same spool, gate and pause as the agent's."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from producers.browser.intake import Intake, Seen, Stamped
from producers.desktop import enrolled
from producers.desktop.alone import alone
from producers.desktop.home import Home
from producers.desktop.outgoing import outlet, sending
from producers.desktop.outlet import Outlet
from producers.desktop.pause import Pauses
from producers.desktop.rules import Rules


class Publishing:
    """A recorder that publishes.

    Args:
        outlet: the way out.
        pauses: the pause, shared with the agent's commands.
        rules: the policy file.
    """

    def __init__(self, outlet: Outlet, pauses: Pauses, rules: Rules) -> None:
        self._outlet = outlet
        self._pauses = pauses
        self._rules = rules

    def record(self, stamped: Iterable[Stamped]) -> None:
        """Publish what the policy allows."""
        self._outlet.gate.paused = self._pauses.left() > 0
        self._outlet.hand_on(stamped, time.monotonic_ns())

    def drop(self, reason: str, count: int) -> None:
        """Note what was lost on the way."""
        self._outlet.journal.dropped[reason] += count

    def wish(self, wish: str) -> None:
        """Pause or resume, as `handrail agent pause` and `resume` do."""
        if wish == "pause":
            self._pauses.begin(None)
            self._outlet.flush()
        else:
            self._pauses.end()

    def state(self) -> str:
        """Whether it is paused."""
        return "paused" if self._pauses.left() > 0 else "recording"

    def tick(self) -> None:
        """Flush what has waited, and read the policy again if it changed."""
        self._outlet.hand_on([], time.monotonic_ns())
        policy = self._rules.changed()
        if policy is not None:
            self._outlet.flush()
            self._outlet.gate.policy = policy


class Alone:
    """Takes the browser's messages and publishes them."""

    def __init__(self, publishing: Publishing) -> None:
        self._intake = Intake(publishing, Seen(), path=True)
        self.take = self._intake.take
        self.tick = publishing.tick


@contextmanager
def publishing(home: Home) -> Iterator[Alone]:
    """A taker that publishes, for as long as the context lasts.

    Raises:
        HandrailError: an agent or another host runs, or the device is not enrolled.
    """
    with alone(home):
        found = enrolled.load(home)
        with sending(home, found) as (spool, _):
            way = outlet(home, found, spool)
            rules = Rules(home.policy, lambda _: enrolled.agreed(home))
            rules.load()
            try:
                yield Alone(Publishing(way, Pauses(home), rules))
            finally:
                way.close()
