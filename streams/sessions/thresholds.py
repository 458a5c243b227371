"""When sessions and trajectories end."""

from dataclasses import dataclass

MINUTE = 60_000  # milliseconds
DAY = 1_440 * MINUTE


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
    forget: int = 30 * DAY  # append time since a device was last seen, after which its row goes; longer than the log is kept
