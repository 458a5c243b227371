"""How far a spool was read, and what it had to drop: a small file that is replaced as a whole."""

import json
import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

_OWNER_ONLY = 0o600
_CHECKSUM = 8
_LARGEST = 1 << 16  # bytes
_INDICES = 1 << 63


class Lost(StrEnum):
    """Why a batch was dropped by the spool."""

    SPOOL_FULL = "spool_full"
    EXPIRED = "expired"
    DISK_FULL = "disk_full"
    DISK_FAULT = "disk_fault"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"


@dataclass(slots=True)
class Position:
    """The place from which a spool is still to be read.

    Attributes:
        read: every index below was delivered or dropped.
        dropped: batches that were dropped, by reason.
    """

    read: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @classmethod
    def load(cls, file: Path) -> "Position | None":
        """What a file holds; None if there is no such file, or nothing in it that can be trusted."""
        try:
            handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as source:
                content, _, checksum = source.read(_LARGEST).partition(b"\n")
            return cls._parse(content) if _sum(content) == checksum else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    @classmethod
    def _parse(cls, content: bytes) -> "Position | None":
        found = json.loads(content)
        read, dropped = int(found["read"]), {str(reason): int(count) for reason, count in found["dropped"].items()}
        return cls(read, Counter(dropped)) if 0 <= read < _INDICES else None

    def save(self, file: Path) -> None:
        """Replace the file, so that after a kill it is the old one or the new one.

        It is not synced: after a power cut an older one may be there, and what is then sent again is a duplicate, which the
        stream drops.
        """
        content = json.dumps({"read": self.read, "dropped": self.dropped}).encode()
        draft = file.with_suffix(".new")
        with suppress(OSError):  # a full disk: an older position sends again what the stream then drops
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as out:
                out.write(content + b"\n" + _sum(content))
            draft.replace(file)


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECKSUM).hexdigest().encode()
