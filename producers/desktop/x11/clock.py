"""When something happened: the X server's 32-bit milliseconds on the clocks of this machine."""

from collections.abc import Callable

_WRAP = 1 << 32
_STEP = 200_000_000  # nanoseconds: so much is a clock that was set, less is jitter


class ServerClock:
    """Maps the server's time to the monotonic clock and that to the epoch."""

    def __init__(self, monotonic: Callable[[], int], epoch: Callable[[], int]) -> None:
        """`monotonic` and `epoch` give nanoseconds."""
        self._monotonic, self._epoch = monotonic, epoch
        self._latest: int | None = None
        self._ahead: int | None = None
        self._since_epoch: int | None = None

    def at(self, milliseconds: int) -> int:
        """Monotonic nanoseconds of a server time that arrives now.

        What arrived fastest tells best how the clocks stand to each other; so nothing is later than its arrival.
        """
        self._latest = self._unwrapped(milliseconds)
        server = self._latest * 1_000_000
        ahead = self._monotonic() - server
        self._ahead = ahead if self._ahead is None else min(self._ahead, ahead)
        return server + self._ahead

    def now(self) -> int:
        """Monotonic nanoseconds."""
        return self._monotonic()

    def time(self, at: int) -> int:
        """Epoch milliseconds of monotonic nanoseconds; a clock that is set is followed."""
        since_epoch = self._epoch() - self._monotonic()
        if self._since_epoch is None or abs(since_epoch - self._since_epoch) > _STEP:
            self._since_epoch = since_epoch
        return (at + self._since_epoch) // 1_000_000

    def _unwrapped(self, milliseconds: int) -> int:
        if self._latest is None:
            return milliseconds
        return self._latest + (milliseconds - self._latest + _WRAP // 2) % _WRAP - _WRAP // 2
