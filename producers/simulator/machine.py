"""One simulated device: its Publisher, boot after boot, and its network."""

from collections.abc import Callable
from typing import assert_never

from producers.publisher import Publisher, Send
from producers.simulator.counts import Simulated
from producers.simulator.faults import Change
from producers.simulator.life import Act
from producers.simulator.link import Link

Boot = Callable[[int, Send], Publisher]  # the Publisher of a boot, by its number


class Machine:
    """Acts out what happens to a device."""

    def __init__(self, boot: Boot, link: Link, counts: Simulated) -> None:
        self._boot = boot
        self._link = link
        self._counts = counts
        self._number = 0
        self._publisher = boot(0, link.send)
        self._silent = False

    def act(self, act: Act, *, idle: bool) -> None:
        """Let an act happen; `idle` when nothing will follow for longer than a batch may wait."""
        if act.change:
            self._change(act.change)
        for event, context in act.events:
            self._publisher.publish(event, context)
        if idle:
            self._publisher.flush()

    def finish(self) -> None:
        """Send all that is left; the last batch says that it is, unless the device fell silent or has nothing left."""
        if not self._silent:
            self._publisher.close()
        self._link.online()
        self._count()

    def _change(self, change: Change) -> None:
        match change:
            case Change.OFFLINE:
                self._link.offline()
            case Change.ONLINE:
                self._link.online()
            case Change.CRASH:
                self._counts.crashes += 1
                self._start_anew()
            case Change.REBOOT:
                self._counts.reboots += 1
                self._publisher.close()
                self._start_anew()
            case Change.CLOCK:
                self._counts.clock_jumps += 1
            case Change.SILENCE:
                self._counts.silent += 1
                self._publisher.flush()
                self._silent = True
            case _:
                assert_never(change)

    def _start_anew(self) -> None:
        self._count()
        self._number += 1
        self._publisher = self._boot(self._number, self._link.send)

    def _count(self) -> None:
        self._counts.events += self._publisher.published.events
        self._counts.dropped += self._publisher.published.dropped.total()
