"""A segment of the spool: a file that records of sealed batches are appended to, and read from again."""

import os
import stat
from array import array
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from producers.desktop.records import HEAD_SIZE, Entry, Place, decode, scan, torn

Write = Callable[[int, bytes], int]

_OWNER_ONLY = 0o600
_INDICES = 1 << 63


class Segment:
    """One file of the spool and what it holds. Its name is the first index it may hold.

    Attributes:
        base: that index.
        size: of the file, bytes.
        end: the index after the last that is known to have been in it.
    """

    def __init__(self, folder: Path, base: int) -> None:
        self.base = self.end = base
        self.size = 0
        self._path = folder / f"{base:020d}.log"
        self._indices, self._times, self._offsets, self._sizes = (array("Q") for _ in range(4))
        self._file: int | None = None

    def create(self) -> None:
        """Make the file, durably.

        Raises:
            OSError: it cannot be made.
        """
        self._path.unlink(missing_ok=True)  # it holds nothing: its first index is still to be given
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, _OWNER_ONLY)
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def load(self, stop: int | None, largest: int) -> None:
        """Find what a file of an earlier run holds.

        Args:
            stop: where the next segment begins; None for the last one.
            largest: a file of more bytes is none of ours, and is not read.
        """
        content = self._content(largest)
        self.size = len(content)
        beyond = 0
        for place in scan(content):
            if self.end <= place.number < (_INDICES if stop is None else stop):
                self._add(place)
            beyond = place.offset + place.size
        if stop is None and not torn(content[beyond:]):
            self.end += 1  # it was appended, and is damaged

    def _content(self, largest: int) -> bytes:
        """What the file holds; something damaged if it cannot be read."""
        damaged = bytes(HEAD_SIZE)
        try:
            found = self._path.lstat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > largest:
                return damaged
            self._path.chmod(_OWNER_ONLY)
            return self._path.read_bytes()
        except OSError:
            return damaged

    def append(self, entry: Entry, record: bytes, write: Write) -> None:
        """Append a record, durably; whole, or not at all.

        Raises:
            OSError: it cannot be written.
        """
        assert self._file is not None
        try:
            rest = record
            while rest:
                rest = rest[write(self._file, rest) :]
            os.fdatasync(self._file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self.size)
            raise
        self._add(Place(entry.index, entry.appended, self.size, len(record)))
        self.size += len(record)

    def _add(self, place: Place) -> None:
        for column, value in zip((self._indices, self._times, self._offsets, self._sizes), place, strict=True):
            column.append(value)
        self.end = place.number + 1

    def close(self) -> None:
        """Append no more."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def remove(self) -> None:
        """Remove the file."""
        self.close()
        with suppress(OSError):  # what stays is removed at the next opening
            self._path.unlink()

    @property
    def began(self) -> int | None:
        """When its first entry was appended, epoch milliseconds."""
        return self._times[0] if self._times else None

    def first(self, index: int) -> tuple[int, int] | None:
        """Index and append time of its first entry at or after an index."""
        at = bisect_left(self._indices, index)
        return (self._indices[at], self._times[at]) if at < len(self._indices) else None

    def count(self, begin: int, end: int) -> int:
        """How many entries it holds of these indices."""
        return bisect_left(self._indices, end) - bisect_left(self._indices, begin)

    def read(self, index: int) -> Entry | None:
        """Its first readable entry at or after an index. What turns out to be damaged counts as missing from then on."""
        at = bisect_left(self._indices, index)
        while at < len(self._indices):
            entry = decode(self._record(self._offsets[at], self._sizes[at]))
            if entry:
                return entry
            for column in (self._indices, self._times, self._offsets, self._sizes):
                del column[at]
        return None

    def _record(self, offset: int, size: int) -> bytes:
        try:
            file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                return os.pread(file, size, offset)
            finally:
                os.close(file)
        except OSError:
            return b""
