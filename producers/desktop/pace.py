"""How fast a backlog may leave, so that a fleet that comes back together does not trample the brokers."""

_BURST = 1.0  # seconds' worth that may leave at once: live batches, of which one comes in seconds, never wait


class Pace:
    """A limit in batches and in bytes a second. Every batch takes its time; the next waits until that is nearly over.

    Args:
        batches: a second.
        size: bytes a second.
    """

    def __init__(self, batches: float, size: float) -> None:
        self._batches = batches
        self._size = size
        self._over = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next batch may leave."""
        return max(0.0, self._over - _BURST - now)

    def leave(self, now: float, size: int) -> None:
        """Take note that a batch of so many bytes left."""
        self._over = max(self._over, now) + max(1 / self._batches, size / self._size)
