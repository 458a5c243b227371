"""The way out: what the gate admits goes to the publisher, and a row of it into the journal."""

from collections.abc import Iterable

from producers.batcher import MAX_MILLISECONDS
from producers.desktop.journal import Journal
from producers.desktop.stamp import Stamped
from producers.gate import Gate, Reason
from producers.publisher import Publisher
from schemas.events import Context, Event

_UNSENT = MAX_MILLISECONDS * 1_000_000


class Outlet:
    """Hands events on, and flushes what has waited. Times are nanoseconds of the monotonic clock.

    Args:
        publisher: publishes.
        gate: the publisher's own. It is asked here first: what it does not admit is counted on this machine alone, for how
            much somebody types where nothing may be recorded is nobody's business either.
        journal: what the person is shown.
    """

    def __init__(self, publisher: Publisher, gate: Gate, journal: Journal) -> None:
        self.gate = gate
        self.journal = journal
        self._publisher = publisher
        self._unsent: int | None = None

    @property
    def uploaded(self) -> int:
        """Bytes handed on."""
        return self._publisher.published.bytes

    @property
    def due(self) -> int | None:
        """When what waits is to be flushed; None if nothing waits."""
        return None if self._unsent is None else self._unsent + _UNSENT

    def hand_on(self, stamped: Iterable[Stamped], now: int) -> None:
        """Publish what may be; flush if that is due."""
        for event, context in stamped:
            self._publish(event, context, now)
        if self.due is not None and now >= self.due:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        self._unsent = None
        self._publisher.flush()

    def close(self) -> None:
        """Send what is left."""
        self._publisher.close()

    def _publish(self, event: Event, context: Context, now: int) -> None:
        admitted = self.gate.admit(event, context)
        if isinstance(admitted, Reason):
            if admitted.counted:
                self.journal.drop(admitted)
            return
        self.journal.send(*admitted)
        self._publisher.publish(event, context)
        if self._unsent is None:
            self._unsent = now
