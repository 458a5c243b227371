"""What verification found: counts, and faults with the names of what they are about. Ids and paths, never a value."""

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 10  # names of one fault


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: how often, and the first of what it is about."""

    count: int
    names: tuple[str, ...]


@dataclass(slots=True)
class Findings:
    """What verification found.

    Attributes:
        trajectories: rows.
        reports: rows.
        pending: reports whose trajectories may still come.
        devices: that sent any.
        chains: one a device, and one more each time a device was forgotten and came back.
        files: of both tables.
        bytes: of those.
        commits: of both logs that were looked through.
        valid_through: everything appended before it is there, epoch milliseconds.
        faults: by sentence.
    """

    trajectories: int = 0
    reports: int = 0
    pending: int = 0
    devices: int = 0
    chains: int = 0
    files: int = 0
    bytes: int = 0
    commits: int = 0
    valid_through: int | None = None
    faults: dict[str, Fault] = field(default_factory=dict)

    def fault(self, sentence: str, names: Iterable[str], count: int | None = None) -> None:
        """Note a fault, if there is any; `count` where more are known than named."""
        found = sorted(names)
        if count or found:
            self.faults[sentence] = Fault(count or len(found), tuple(found[:SHOWN]))
