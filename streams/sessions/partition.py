"""The sessions of one partition: records of the log in, closings out. The log is the only clock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum

from schemas.records import EndReason, SessionRow
from streams.sessions.device import Batch, Closing, Device, Open, new_row
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
        self._rows = dict(rows)
        self._devices: dict[str, Device] = {}
        self._open: dict[str, Open] = {}  # in the order in which they began
        self._again: set[str] = set()  # seen in duplicates alone since their rows were written
        self._oldest_row = 0  # no row was seen earlier, by append time
        self._thresholds = thresholds
        self.open_bytes = 0

    def batch(self, batch: Batch) -> tuple[Fate, list[Closing]]:
        """Take in a verified batch; the closings are what it ends, in order."""
        device = self._device(batch.header["device_id"])
        if batch.offset < device.committed_offset:
            return Fate.DONE, []
        missing = device.missing(batch.header)
        if missing is None:
            device.seen_again(batch.append_time)
            self._again.add(batch.header["device_id"])
            return Fate.DUPLICATE, []
        return Fate.OPEN, [*self._join(device, replace(batch, gap=missing) if missing else batch), *self._over_budget()]

    def tick(self, append_time: int) -> list[Closing]:
        """Close what a tick shows to be silent, in order of device."""
        last = append_time - self._thresholds.silence
        silent = sorted(name for name, opened in self._open.items() if opened.batches[-1].append_time <= last)
        return [self._close(self._device(name), "silence") for name in silent]

    def forget(self, append_time: int) -> list[str]:
        """Forget the devices that a tick shows to be gone for long; returns their ids, in order."""
        last = append_time - self._thresholds.forget
        if last < self._oldest_row:
            return []
        seen = {name: row["last_append"] for name, row in self._rows.items()}
        seen |= {name: device.last_append for name, device in self._devices.items()}
        gone = sorted(name for name, at in seen.items() if at <= last and name not in self._open)
        for name in gone:
            del seen[name]
            self._rows.pop(name, None)
            self._devices.pop(name, None)
        self._oldest_row = min(seen.values(), default=append_time)
        return gone

    def seen_again(self) -> list[SessionRow]:
        """The rows that only duplicates have changed since this was last asked, in order of device."""
        names, self._again = sorted(self._again - self._open.keys()), set()
        return [self._devices[name].row for name in names if name in self._devices]

    def oldest(self) -> Batch | None:
        """The first batch in the log that is not finished."""
        return next((opened.batches[0] for opened in self._open.values()), None)

    def open_count(self) -> int:
        """Trajectories that are open."""
        return len(self._open)

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

    def _join(self, device: Device, batch: Batch) -> Iterator[Closing]:
        new_session = not device.extends_session(batch.header, self._thresholds.session_gap)
        if new_session and device.open:
            yield self._close(device, "session_gap")
        self.open_bytes += batch.size
        self._open[device.device_id] = device.take(batch, new_session=new_session)
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
        del self._open[device.device_id]
        return device.close(reason)
