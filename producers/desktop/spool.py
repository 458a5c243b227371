"""The spool: sealed batches on disk until the brokers have them, in order, within bounds of size and age.

Every batch gets an index. A file of its own says below which index everything was delivered or dropped, and how many were
dropped for which reason; so whatever happens in between, each batch is delivered at least once, or counted.
"""

import errno
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from producers.desktop.claim import claim
from producers.desktop.position import Lost, Position
from producers.desktop.records import LARGEST, Entry, encode
from producers.desktop.segments import Segment, Write

MAX_BYTES = 64 << 20
MAX_AGE = 72 * 3_600_000  # milliseconds: how long the keys that open a batch are sure to be kept

_SPAN = 3_600_000  # milliseconds after which a segment is closed: what was read, or is too old, goes with it
_SEGMENTS = 16  # that fill a spool
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Spool:
    """Appended to by the publisher's thread and read by the sender's; each batch is on disk (synced) before `append` returns.

    Batches are few (one in five seconds of work), so each is worth a sync of its own.

    Args:
        folder: its folder; its parent must exist.
        clock: epoch milliseconds: by them batches age, across restarts too. Batches from the future stay.
        max_bytes: of all segments; the oldest goes first.
        max_age: milliseconds after which a batch is dropped.
        write: as `os.write`.

    Attributes:
        clock: the clock it was given.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        max_bytes: int = MAX_BYTES,
        max_age: int = MAX_AGE,
        write: Write = os.write,
    ) -> None:
        self._folder = folder
        self.clock = clock
        self._max_bytes = max_bytes
        self._max_age = max_age
        self._write = write
        self._changed = threading.Condition(threading.RLock())
        self._segments: list[Segment] = []
        self._active: Segment | None = None
        self._position = Position()
        self._next = 0
        self._acknowledged: dict[int, Callable[[int], object]] = {}
        self._lock: int | None = None

    @property
    def dropped(self) -> Counter[str]:
        """Batches that were dropped since the device was enrolled, by reason."""
        with self._changed:
            return Counter(self._position.dropped)

    @property
    def waiting(self) -> int:
        """Batches that are neither delivered nor dropped."""
        with self._changed:
            return sum(segment.count(self._position.read, self._next) for segment in self._segments)

    @property
    def size(self) -> int:
        """Bytes of all its segments."""
        with self._changed:
            return sum(segment.size for segment in self._segments)

    @property
    def oldest(self) -> int | None:
        """When the oldest batch that waits was appended, epoch milliseconds; None if none waits."""
        with self._changed:
            found = self._first(self._position.read)
            return found[1] if found else None

    def open(self) -> None:
        """Find what an earlier run left. A tail that was torn off while it was appended is cut.

        Raises:
            HandrailError: the folder cannot be used, or another process uses it.
        """
        self._lock = claim(self._folder)
        with self._changed:
            self._load()
            self._advance(self._position.read)

    def close(self) -> None:
        """Let go of the files."""
        with self._changed:
            self._retire()
            self._position.save(self._file)
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def append(self, device_id: str, value: bytes, acknowledged: Callable[[int], object]) -> None:
        """Keep a batch until it is delivered; a `producers.publisher.Send`. What cannot be kept is dropped and counted.

        Args:
            device_id: whose it is.
            value: the sealed batch, as it travels.
            acknowledged: told the append time in the log, epoch milliseconds, once the brokers have it.
        """
        with self._changed:
            now = self.clock()
            self._tidy(now)
            entry = Entry(self._next, now, device_id, value, acknowledged)
            lost = self._keep(entry)
            if lost:
                self._position.dropped[lost] += 1
                self._position.save(self._file)
            else:
                self._next = entry.index + 1
                self._acknowledged[entry.index] = acknowledged
                self._changed.notify_all()

    def read(self, index: int) -> Entry | None:
        """The first batch at or after an index that is neither delivered nor dropped; None if none waits."""
        with self._changed:
            self._tidy(self.clock())
            begin = max(index, self._position.read)
            found = next(filter(None, (segment.read(begin) for segment in self._segments if begin < segment.end)), None)
            return replace(found, acknowledged=self._acknowledged.get(found.index, _nobody)) if found else None

    def wait(self, index: int, seconds: float) -> None:
        """Return when there may be a batch at or after an index, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._first(index) is not None, seconds)

    def mark(self, index: int) -> None:
        """Remember that every batch below an index was delivered; its space is given back."""
        with self._changed:
            self._advance(index)

    @property
    def _file(self) -> Path:
        return self._folder / "position"

    def _load(self) -> None:
        bases = sorted(int(file.stem) for file in self._folder.glob("[0-9]" * 20 + ".log") if int(file.stem) < 1 << 63)
        self._segments = [Segment(self._folder, base) for base in bases]
        for segment, stop in zip(self._segments, [*bases, None][1:], strict=True):
            segment.load(stop, 8 * (self._max_bytes // _SEGMENTS + LARGEST))
        if self._segments and self._segments[-1].end == self._segments[-1].base:
            self._remove(self._segments[-1])  # nothing was ever whole in it, and the next batch begins a file of that name
        self._position = Position.load(self._file) or Position(bases[0] if bases else 0)
        self._next = max([self._position.read, *(segment.end for segment in self._segments)])

    def _tidy(self, now: int) -> None:
        """Close a segment that lasted long enough, and drop what is too old."""
        if self._active and self._active.began is not None and abs(now - self._active.began) >= _SPAN:
            self._retire()
            self._advance(self._position.read)
        expired = self._position.read
        while (found := self._first(expired)) and found[1] < now - self._max_age:
            expired = found[0] + 1
        if expired > self._position.read:
            self._advance(expired, Lost.EXPIRED)

    def _first(self, index: int) -> tuple[int, int] | None:
        """Index and append time of the first batch at or after an index."""
        return next(filter(None, (segment.first(index) for segment in self._segments)), None)

    def _advance(self, to: int, lost: Lost | None = None) -> None:
        """Move the position; what it passes was delivered, unless it was lost. What is missing on the way was damaged."""
        begin = self._position.read
        found = self._first(max(to, begin))
        end = found[0] if found else self._next
        passed = sum(segment.count(begin, end) for segment in self._segments)
        self._position.dropped += Counter({Lost.DAMAGED.value: end - begin - passed} | ({lost.value: passed} if lost else {}))
        self._position.read = end
        for index in [index for index in self._acknowledged if index < end]:
            del self._acknowledged[index]
        if end > begin:
            self._position.save(self._file)  # before the files go, or a kill in between would make damage of it
        for segment in [segment for segment in self._segments if segment.end <= end and segment is not self._active]:
            self._remove(segment)

    def _keep(self, entry: Entry) -> Lost | None:
        """Append an entry; why it could not be, otherwise. On a full disk the oldest segment gives way once."""
        record = encode(entry)
        if len(entry.value) > LARGEST or len(record) > self._max_bytes:
            return Lost.TOO_LARGE
        while self._segments and self.size + len(record) > self._max_bytes:
            self._drop_oldest(Lost.SPOOL_FULL)
        full = self._written(entry, record)
        if full is Lost.DISK_FULL and len(self._segments) > 1:
            self._drop_oldest(Lost.DISK_FULL)
        return full and self._written(entry, record)

    def _written(self, entry: Entry, record: bytes) -> Lost | None:
        try:
            self._room_for(entry.index, len(record)).append(entry, record, self._write)
        except OSError as fault:
            self._retire()  # whatever stands behind its last record now, nothing is written after that
            return Lost.DISK_FULL if fault.errno in _FULL else Lost.DISK_FAULT
        return None

    def _room_for(self, index: int, size: int) -> Segment:
        if self._active and self._active.size + size > self._max_bytes // _SEGMENTS:
            self._retire()
        if self._active is None:
            self._active = Segment(self._folder, index)
            self._segments.append(self._active)
            self._active.create()
        return self._active

    def _retire(self) -> None:
        active, self._active = self._active, None
        if active:
            active.close()
            if active.began is None or active.end <= self._position.read:
                self._remove(active)

    def _drop_oldest(self, lost: Lost) -> None:
        oldest = self._segments[0]
        if oldest is self._active:
            self._retire()
        self._advance(oldest.end, lost)

    def _remove(self, segment: Segment) -> None:
        segment.remove()
        self._segments = [one for one in self._segments if one is not segment]


def _nobody(_: int) -> None:
    """Told of a batch that an earlier run appended."""
