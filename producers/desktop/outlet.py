"""The way out: all sources on one line of time; what the gate admits goes to the publisher, a row of it into the journal."""

from collections.abc import Iterable

from producers.batcher import MAX_MILLISECONDS
from producers.browser.merge import Merge
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

    Attributes:
        merge: where events wait for those of other sources; nothing waits as long as nobody says that there are any.
    """

    def __init__(self, publisher: Publisher, gate: Gate, journal: Journal) -> None:
        self.gate = gate
        self.journal = journal
        self.merge = Merge()
        self._publisher = publisher
        self._unsent: int | None = None

    @property
    def uploaded(self) -> int:
        """Bytes handed on."""
        return self._publisher.published.bytes

    @property
    def due(self) -> int | None:
        """When something is to be handed on or flushed; None if nothing waits."""
        unsent = None if self._unsent is None else self._unsent + _UNSENT
        return min((due for due in (unsent, self.merge.due) if due is not None), default=None)

    def hand_on(self, stamped: Iterable[Stamped], now: int, source: str = "") -> None:
        """Publish what may be, now or when the other sources have told theirs; flush if that is due."""
        self.merge.put(source, stamped, now)
        self._publish(self.merge.take(now), now)
        if self._unsent is not None and now >= self._unsent + _UNSENT:
            self._send()

    def flush(self) -> None:
        """Send all that waits, for other sources too."""
        self._publish(self.merge.rest(), 0)
        self._send()

    def close(self) -> None:
        """Send what is left; the last batch says that it is."""
        self._publish(self.merge.rest(), 0)
        self._publisher.close()

    def _send(self) -> None:
        self._unsent = None
        self._publisher.flush()

    def _publish(self, stamped: Iterable[Stamped], now: int) -> None:
        for event, context in stamped:
            self._admit(event, context, now)

    def _admit(self, event: Event, context: Context, now: int) -> None:
        admitted = self.gate.admit(event, context)
        if isinstance(admitted, Reason):
            if admitted.counted:
                self.journal.drop(admitted)
            return
        self.journal.send(*admitted)
        self._publisher.publish(event, context)
        if self._unsent is None:
            self._unsent = now
