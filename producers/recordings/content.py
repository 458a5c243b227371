"""Bytes of a recording file and of the files beside it: decompressed within a bound, every fault one sentence."""

import gzip
import zlib
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from schemas.errors import InvalidRecordingError

MAX_BYTES = 256 * 1024 * 1024
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Content:
    """What a recording file holds, uncompressed.

    Attributes:
        path: where it was read.
        data: its bytes.
    """

    path: Path
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """File name, for people."""
        return self.path.name

    @property
    def digest(self) -> str:
        """Hex BLAKE2b-128 of the bytes."""
        return blake2b(self.data, digest_size=16).hexdigest()

    def beside(self, name: str) -> "Content | None":
        """The file of that name in the same folder, plain or with `.gz`; None where there is none.

        Raises:
            InvalidRecordingError: it is there and cannot be read.
        """
        for path in (self.path.with_name(name), self.path.with_name(f"{name}.gz")):
            if path.is_file():
                return load(path)
        return None


def load(path: Path, limit: int = MAX_BYTES) -> Content:
    """Read a file, decompressing gzip (told by its first bytes, not by its name).

    Args:
        path: the file.
        limit: most bytes it may hold uncompressed.

    Raises:
        InvalidRecordingError: the file is missing, not a file, unreadable, empty, damaged or too large.
    """
    if path.is_dir():
        raise InvalidRecordingError(f"{path.name} is a folder, not a recording.")
    if not path.exists():
        raise InvalidRecordingError(f"{path.name} does not exist.")
    if not path.is_file():
        raise InvalidRecordingError(f"{path.name} is not a regular file.")
    data = _read(path, limit)
    if not data:
        raise InvalidRecordingError(f"{path.name} is empty.")
    if len(data) > limit:
        raise InvalidRecordingError(f"{path.name} holds more than {limit // (1024 * 1024)} MiB uncompressed.")
    return Content(path, data)


def _read(path: Path, limit: int) -> bytes:
    """At most one byte more than the limit."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            return gzip.GzipFile(fileobj=file).read(limit + 1) if packed else file.read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InvalidRecordingError(f"{path.name} is damaged: its gzip stream breaks off or does not decompress.") from None
    except OSError as error:
        raise InvalidRecordingError(f"{path.name} cannot be read: {error.strerror or 'input/output error'}.") from None
