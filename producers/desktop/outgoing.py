"""The way out of a device: gate, publisher, spool and sender, for as long as somebody records."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from producers.desktop.contracts import contracts
from producers.desktop.enrolled import Enrolled
from producers.desktop.home import Home
from producers.desktop.journal import Journal
from producers.desktop.outlet import Outlet
from producers.desktop.sending import Sender
from producers.desktop.spool import Spool
from producers.desktop.steady import Steady, believed
from producers.gate import Gate
from producers.publisher import Publisher
from producers.transport import Transport
from schemas.waiting import wait_until


@contextmanager
def sending(home: Home, found: Enrolled) -> Iterator[tuple[Spool, Sender]]:
    """A spool that is open, and sent from.

    Raises:
        HandrailError: the spool cannot be used.
    """
    spool = Spool(home.spool, Steady(home.spool / "clock"))
    spool.open()
    try:
        sender = Sender(spool, lambda: Transport(found.settings), Random())  # noqa: S311 (jitter)
        sender.start()
        try:
            yield spool, sender
        finally:
            sender.stop()
    finally:
        spool.close()


def outlet(home: Home, found: Enrolled, spool: Spool) -> Outlet:
    """What publishes into a spool, as a boot of its own; waits for the registry if it was never asked.

    Raises:
        HandrailError: the registry does not hold this release's schemas.
    """
    gate = Gate(found.policy)
    known = wait_until(lambda: contracts(home, found.settings.registry))
    clock = believed(found.epochs, spool.clock)
    publisher = Publisher(found.device, secrets.token_hex(16), gate, found.epochs, known, spool.append, clock)
    return Outlet(publisher, gate, Journal())
