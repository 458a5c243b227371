"""Which offsets of a partition may be acknowledged: those before the first that is not finished, in order."""

from collections import OrderedDict
from collections.abc import Callable, Iterable


class Ledger:
    """The events that arrived and are not acknowledged yet.

    Faust commits past offsets that were acknowledged out of order, so nothing here ever is.
    """

    def __init__(self) -> None:
        self._pending: OrderedDict[int, Callable[[], object]] = OrderedDict()
        self._finished: set[int] = set()

    def arrived(self, offset: int, ack: Callable[[], object]) -> None:
        """Note an event, in order of offsets."""
        self._pending[offset] = ack

    def finished(self, offsets: Iterable[int]) -> None:
        """Note that what these events led to is committed."""
        self._finished.update(offsets)

    def acknowledge(self) -> None:
        """Acknowledge the contiguous prefix of finished events, in order."""
        while self._pending and (offset := next(iter(self._pending))) in self._finished:
            self._finished.discard(offset)
            self._pending.pop(offset)()
