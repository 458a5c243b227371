"""The network of one device, between its Publisher and the brokers: it goes away, loses batches, and makes senders try again."""

from collections.abc import Callable
from random import Random

from producers.publisher import Send
from producers.simulator.counts import Simulated
from producers.simulator.faults import Faults
from schemas.envelope import header_of

SPOOL = 512  # batches that wait; with more, the network is back

_Sent = tuple[str, bytes, Callable[[int], object]]


class Link:
    """Sends batches as a transport does, in order; what goes wrong depends on its random numbers alone."""

    def __init__(self, send: Send, random: Random, faults: Faults, counts: Simulated) -> None:
        self._send = send
        self._random = random
        self._faults = faults
        self._counts = counts
        self._spool: list[_Sent] | None = None  # None while online
        self._before: _Sent | None = None

    def offline(self) -> None:
        """From now on batches wait."""
        self._spool = [] if self._spool is None else self._spool

    def online(self) -> None:
        """Send what waited, oldest first."""
        waiting, self._spool = self._spool or [], None
        self._counts.late += len(waiting)
        for sent in waiting:
            self._carry(sent)

    def send(self, device_id: str, batch: bytes, acknowledged: Callable[[int], object]) -> None:
        """Send a batch, or keep it until the network is back."""
        sent = device_id, batch, acknowledged
        if self._spool is None:
            self._carry(sent)
            return
        self._spool.append(sent)
        if len(self._spool) >= SPOOL:
            self.online()

    def _carry(self, sent: _Sent) -> None:
        if self._random.random() < self._faults.gap:
            self._counts.gaps += 1
            self._counts.events -= header_of(sent[1])["event_count"]
            return
        self._hand_over(sent)
        self._counts.batches += 1
        self._counts.bytes += len(sent[1])
        if self._random.random() < self._faults.duplicate:
            self._again(sent)
        self._before = sent

    def _again(self, sent: _Sent) -> None:
        both = self._before is not None and self._random.random() < 0.5
        for one in (self._before, sent) if both else (sent,):
            assert one is not None
            self._hand_over(one)
            self._counts.duplicates += 1

    def _hand_over(self, sent: _Sent) -> None:
        device_id, batch, acknowledged = sent

        def appended(append_time: int) -> None:
            self._counts.appended(append_time)
            acknowledged(append_time)

        self._send(device_id, batch, appended)
