"""What is known of one device: its committed row, what came since, and the trajectory that is open."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from schemas.envelope import Envelope
from schemas.records import EndReason, Header, SessionRow

_BOOTS = 8  # boots remembered: an older one's batches would count as new


@dataclass(frozen=True, slots=True, repr=False)
class Batch:
    """A verified batch, still sealed, as it lies in the log."""

    offset: int
    append_time: int
    envelope: Envelope
    gap: int = 0  # batches missing right before it

    def __reduce__(self) -> Any:
        """Travel between processes as the arguments, as the envelope does."""
        return Batch, (self.offset, self.append_time, self.envelope, self.gap)

    @property
    def header(self) -> Header:
        """The clear part."""
        return self.envelope.header

    @property
    def size(self) -> int:
        """Sealed bytes."""
        return len(self.envelope.value)


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a trajectory stands: its ids and numbers."""

    trajectory_id: str
    session_id: str
    previous_session_id: str
    session_index: int
    trajectory_index: int


@dataclass(slots=True)
class Open:
    """The trajectory in progress."""

    identity: Identity
    cut_before: bool
    batches: list[Batch] = field(default_factory=list)
    size: int = 0
    events: int = 0

    def add(self, batch: Batch) -> None:
        """Take in the next batch."""
        self.batches.append(batch)
        self.size += batch.size
        self.events += batch.header["event_count"]


@dataclass(frozen=True, slots=True)
class Closing:
    """A trajectory that ended, and the device's row once it is committed (but for the report's digest)."""

    identity: Identity
    reason: EndReason
    batches: list[Batch]
    cut_before: bool
    cut_after: bool
    row: SessionRow


def identify(kind: str, header: Header) -> str:
    """The id of the session or trajectory that begins with a batch: a function of device, boot and sequence alone."""
    first = "\x00".join((header["device_id"], header["boot_id"], str(header["sequence"])))
    return blake2b(first.encode(), digest_size=16, person=kind.encode()).hexdigest()


def new_row(device_id: str) -> SessionRow:
    """The row of a device, or of a partition, that was never seen."""
    return SessionRow(
        device_id=device_id,
        next_offset=0,
        boots=[],
        session_id="",
        previous_session_id="",
        session_index=-1,
        trajectory_index=0,
        last_seen=0,
        last_append=0,
        text_cut=False,
        report_digest="",
        accepted_gaps=[],
    )


class Device:
    """One device's live state: the committed row, and everything that lies above it in the log."""

    def __init__(self, row: SessionRow) -> None:
        self.device_id = row["device_id"]
        self.committed_offset = row["next_offset"]
        self.report_digest = row["report_digest"]
        self.open: Open | None = None
        self._row = row
        self._boots = {boot["boot_id"]: boot["next_sequence"] for boot in row["boots"]}

    def missing(self, header: Header) -> int | None:
        """Batches that are missing before this one; None when it is a duplicate."""
        gap = header["sequence"] - self._boots.get(header["boot_id"], 0)
        return gap if gap >= 0 else None

    @property
    def row(self) -> SessionRow:
        """The row as it would be written now. Only a device without an open trajectory may have it written."""
        return {**self._row, "report_digest": self.report_digest}

    @property
    def last_append(self) -> int:
        """Append time of the last batch seen, a duplicate included; epoch milliseconds."""
        return self._row["last_append"]

    def seen_again(self, append_time: int) -> None:
        """Note a duplicate: the row must stay for as long as more of them may come."""
        self._row["last_append"] = append_time

    def extends_session(self, header: Header, gap: int) -> bool:
        """Whether a batch belongs to the session of the one before. A clock that was set back far may hide any gap."""
        return bool(self._row["session_id"]) and abs(header["first_time"] - self._row["last_seen"]) <= gap

    def take(self, batch: Batch, *, new_session: bool) -> Open:
        """Add a batch to the open trajectory, or begin one."""
        header = batch.header
        if new_session:
            self._begin_session(header)
        if self.open is None:
            self.open = Open(self._identity(header), cut_before=self._row["text_cut"])
        self.open.add(batch)
        self._boots.pop(header["boot_id"], None)
        self._boots[header["boot_id"]] = header["sequence"] + 1
        self._boots = dict(list(self._boots.items())[-_BOOTS:])
        self._row["last_append"] = batch.append_time
        if header["active"] or new_session:
            self._row["last_seen"] = header["last_time"]
        return self.open

    def close(self, reason: EndReason) -> Closing:
        """End the open trajectory. Text in progress is cut, unless the publisher itself closed."""
        assert self.open is not None
        closed, self.open = self.open, None
        last = closed.batches[-1]
        cut = last.header["text_open"] and not last.header["end"]
        self._row |= {
            "trajectory_index": self._row["trajectory_index"] + 1,
            "next_offset": last.offset + 1,
            "text_cut": cut,
            "boots": [{"boot_id": boot, "next_sequence": sequence} for boot, sequence in self._boots.items()],
        }
        return Closing(closed.identity, reason, closed.batches, closed.cut_before, cut, self._row.copy())

    def _begin_session(self, header: Header) -> None:
        self._row |= {
            "previous_session_id": self._row["session_id"],
            "session_id": identify("session", header),
            "session_index": self._row["session_index"] + 1,
            "trajectory_index": 0,
        }

    def _identity(self, header: Header) -> Identity:
        row = self._row
        return Identity(
            trajectory_id=identify("trajectory", header),
            session_id=row["session_id"],
            previous_session_id=row["previous_session_id"],
            session_index=row["session_index"],
            trajectory_index=row["trajectory_index"],
        )
