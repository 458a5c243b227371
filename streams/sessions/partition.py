"""The sessions of one partition: records of the log in, closings out. The log is the only clock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum

from schemas.records import EndReason, SessionRow
from streams.sessions.device import Batch, Closing, Device, new_row
from streams.sessions.thresholds import Thresholds


class Fate(Enum):
    """What became of a batch."""

    OPEN = "open"  # it joined a trajectory that is not finished
    DONE = "done"  # a trajectory that holds it is committed already
    DUPLICATE = "duplicate"  # its boot's sequence has passed it


class Sessions:
    """The open trajectories of one partition.

    Every method is a function of the rows at the start and of the records since: a replay from any committed offset closes the
    same trajectories with the same ids.
    """

    def __init__(self, rows: Mapping[str, SessionRow], thresholds: Thresholds) -> None:
        self._rows = rows
        self._devices: dict[str, Device] = {}
        self._thresholds = thresholds
        self.open_bytes = 0

    def batch(self, batch: Batch) -> tuple[Fate, list[Closing]]:
        """Take in a verified batch; the closings are what it ends, in order."""
        device = self._device(batch.header["device_id"])
        if batch.offset < device.committed_offset:
            return Fate.DONE, []
        missing = device.missing(batch.header)
        if missing is None:
            return Fate.DUPLICATE, []
        return Fate.OPEN, [*self._join(device, replace(batch, gap=missing)), *self._over_budget()]

    def tick(self, append_time: int) -> list[Closing]:
        """Close what a tick shows to be silent, in order of device."""
        silent = (
            device
            for _, device in sorted(self._devices.items())
            if device.open and append_time - device.open.batches[-1].append_time >= self._thresholds.silence
        )
        return [self._close(device, "silence") for device in silent]

    def oldest(self) -> Batch | None:
        """The first batch in the log that is not finished."""
        return min((batch for batch in self._first_batches()), key=lambda batch: batch.offset, default=None)

    def open_count(self) -> int:
        """Trajectories that are open."""
        return sum(1 for _ in self._first_batches())

    def report_digest(self, device_id: str) -> str:
        """The digest of a device's last report, empty before the first."""
        return self._device(device_id).report_digest

    def committed(self, device_id: str, report_digest: str) -> None:
        """Note that a closing of the device is committed, with its report."""
        self._device(device_id).report_digest = report_digest

    def _device(self, device_id: str) -> Device:
        if device_id not in self._devices:
            row = self._rows.get(device_id) or new_row(device_id)
            self._devices[device_id] = Device(row.copy())
        return self._devices[device_id]

    def _first_batches(self) -> Iterator[Batch]:
        return (device.open.batches[0] for device in self._devices.values() if device.open)

    def _join(self, device: Device, batch: Batch) -> Iterator[Closing]:
        new_session = not device.extends_session(batch.header, self._thresholds.session_gap)
        if new_session and device.open:
            yield self._close(device, "session_gap")
        self.open_bytes += batch.size
        device.take(batch, new_session=new_session)
        reason = self._ends(device)
        if reason:
            yield self._close(device, reason)

    def _ends(self, device: Device) -> EndReason | None:
        """Why the open trajectory ends with its last batch, if it does."""
        assert device.open is not None
        limits, first, last = self._thresholds, device.open.batches[0], device.open.batches[-1]
        if last.header["end"]:
            return "end"
        span = last.header["last_time"] - first.header["first_time"]
        if max(span, last.append_time - first.append_time) >= limits.hard_cap:
            return "hard_cap"
        if device.open.events >= limits.events or device.open.size >= limits.bytes:
            return "hard_cap"
        if span >= limits.soft_cap and not last.header["text_open"]:
            return "soft_cap"
        return None

    def _over_budget(self) -> Iterator[Closing]:
        while self.open_bytes > self._thresholds.budget:
            oldest = self.oldest()
            assert oldest is not None
            yield self._close(self._device(oldest.header["device_id"]), "budget")

    def _close(self, device: Device, reason: EndReason) -> Closing:
        assert device.open is not None
        self.open_bytes -= device.open.size
        return device.close(reason)
