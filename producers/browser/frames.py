"""Frames of native messaging: four bytes of length in the machine's order, then JSON in UTF-8."""

import json
import struct
from collections.abc import Mapping
from typing import Any, Protocol

from schemas.errors import HandrailError

LARGEST = 1 << 20  # bytes of a message, both ways; Chromium takes no larger one from a host

_LENGTH = struct.Struct("=I")


class FrameError(HandrailError):
    """The browser's side of the link is broken: what follows cannot be told apart."""


class Readable(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes | None:
        """So many bytes at most; none at the end."""


class Writable(Protocol):
    """Where bytes go."""

    def write(self, content: bytes, /) -> object:
        """Write them."""

    def flush(self) -> object:
        """Let them go."""


def read(stream: Readable) -> bytes | None:
    """The next frame's content; None when the browser has closed the link.

    Raises:
        FrameError: the frame is cut off or too large.
    """
    head = _exactly(stream, _LENGTH.size)
    if not head:
        return None
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else None
    if size is None:
        raise FrameError("the browser's message was cut off in its length")
    if size > LARGEST:
        raise FrameError(f"the browser sent a message of {size} bytes: {LARGEST} is the most")
    content = _exactly(stream, size)
    if len(content) < size:
        raise FrameError(f"the browser's message was cut off after {len(content)} of {size} bytes")
    return content


def write(stream: Writable, message: Mapping[str, Any]) -> None:
    """Write a message."""
    content = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _exactly(stream: Readable, size: int) -> bytes:
    """So many bytes, fewer only at the end."""
    parts, missing = [], size
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
