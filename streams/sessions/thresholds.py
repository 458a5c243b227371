"""When sessions and trajectories end. The digest travels in every trajectory, so that a data set says how it was cut."""

from dataclasses import asdict, dataclass
from hashlib import blake2b

MINUTE = 60_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits in milliseconds, events and bytes."""

    session_gap: int = 30 * MINUTE  # event time between batches; equal extends the session
    silence: int = 2 * MINUTE  # append time without a batch, shown by a tick
    soft_cap: int = 10 * MINUTE  # event time, at the next batch in which no text is in progress
    hard_cap: int = 15 * MINUTE  # event or append time, whatever is in progress
    events: int = 100_000  # in one trajectory
    bytes: int = 4 << 20  # sealed, in one trajectory
    budget: int = 256 << 20  # sealed, in all open trajectories of a partition

    def digest(self) -> str:
        """BLAKE2b-64 of all limits, hex."""
        limits = ",".join(f"{name}={limit}" for name, limit in sorted(asdict(self).items()))
        return blake2b(limits.encode(), digest_size=8).hexdigest()
