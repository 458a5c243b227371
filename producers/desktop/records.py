"""A sealed batch as a record in a file: head and body each under a checksum, so that damage costs what it hit and no more."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

LARGEST = 900_000  # bytes of a batch: below what a Kafka client takes, which is 1,000,000 with everything around it

_MARK = b"HRS\x01"  # begins a record; the last byte is the version of its layout
_HEAD = struct.Struct(">4sIQQ8s")  # mark, size of the body, index, append time, checksum of the body
_CHECKSUM = 8
HEAD_SIZE = _HEAD.size + _CHECKSUM
_NAME = struct.Struct(">H")  # size of the device id, with which a body begins


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A sealed batch in the spool.

    Attributes:
        index: its number; counts on across restarts.
        appended: when it was, wall clock, epoch milliseconds.
        device_id: whose it is.
        value: the batch as it travels.
        acknowledged: to be told the append time in the log, epoch milliseconds.
    """

    index: int
    appended: int
    device_id: str
    value: bytes
    acknowledged: Callable[[int], object] = lambda _: None


class Place(NamedTuple):
    """Where the record of an entry lies in its file."""

    number: int
    appended: int
    offset: int
    size: int


def encode(entry: Entry) -> bytes:
    """An entry as a record."""
    name = entry.device_id.encode()
    body = _NAME.pack(len(name)) + name + entry.value
    head = _HEAD.pack(_MARK, len(body), entry.index, entry.appended, _sum(body))
    return head + _sum(head) + body


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECKSUM).digest()


def _head(record: bytes) -> tuple[int, int, int, bytes] | None:
    """Size of the body, index, append time and checksum, if a record begins here."""
    if record[_HEAD.size : HEAD_SIZE] != _sum(record[: _HEAD.size]):
        return None
    mark, *rest = _HEAD.unpack_from(record)
    return tuple(rest) if mark == _MARK else None


def decode(record: bytes) -> Entry | None:
    """The entry of a record; None if it is damaged."""
    head = _head(record)
    body = record[HEAD_SIZE:]
    if head is None or head[0] != len(body) or head[3] != _sum(body):
        return None
    begin = _NAME.size + _NAME.unpack_from(body)[0]
    return Entry(head[1], head[2], body[_NAME.size : begin].decode(), body[begin:])


def scan(content: bytes) -> Iterator[Place]:
    """Every record that is whole, however damaged what lies between them is."""
    at = 0
    while (at := content.find(_MARK, at)) >= 0:
        head = _head(content[at : at + HEAD_SIZE])
        size = HEAD_SIZE + head[0] if head else 0
        entry = decode(content[at : at + size])
        if entry:
            yield Place(entry.index, entry.appended, at, size)
        at += size if entry else 1


def torn(rest: bytes) -> bool:
    """Whether these are the first bytes of a record that was never whole."""
    if len(rest) < HEAD_SIZE:
        return True
    head = _head(rest)
    return head is not None and len(rest) < HEAD_SIZE + head[0]
