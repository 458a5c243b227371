"""What a simulation did, counted."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(slots=True)
class Simulated:
    """What a simulation did so far.

    Attributes:
        devices: devices that took part.
        events: events that reached the transport, each counted once.
        batches: batches that reached the transport, each counted once.
        bytes: their size, in bytes.
        duplicates: batches that were sent again besides.
        gaps: batches that were published and never sent.
        late: batches that waited while their device was offline.
        crashes: machines that started anew at once.
        reboots: machines that were shut down and started anew.
        clock_jumps: clocks that jumped.
        silent: devices that are never heard of again.
        dropped: events that the gate dropped: none, for nothing is done where it is not allowed.
        last_append: when the last batch was appended to the log, epoch milliseconds.
    """

    devices: int
    events: int = 0
    batches: int = 0
    bytes: int = 0
    duplicates: int = 0
    gaps: int = 0
    late: int = 0
    crashes: int = 0
    reboots: int = 0
    clock_jumps: int = 0
    silent: int = 0
    dropped: int = 0
    last_append: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)

    def appended(self, append_time: int) -> None:
        """Note that the log has a batch, since a moment in epoch milliseconds."""
        self.last_append = max(self.last_append, append_time)
