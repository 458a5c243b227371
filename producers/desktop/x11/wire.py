"""Recorded input as the X server sends it: replies of RECORD with events of 32 bytes, unpacked without python-xlib's parser."""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import NamedTuple

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = 2, 3, 4, 5, 6
MAPPING = 34

_FROM_SERVER, _STARTED, _ENDED = 0, 4, 5  # categories of replies
_REPLY, _EVENT, _TIME = Struct("=BBxxIxB22x"), Struct("=BBxxI12xhh4xHxx"), Struct("=4xI")
_ENABLE = Struct("=BBHI")
_ENABLE_CONTEXT, _WORD = 5, 4
_IS_REPLY = 1
_KINDS = frozenset({KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION, MAPPING})


class Raw(NamedTuple):
    """An event of X: `detail` is a keycode or a button, `time` the server's milliseconds, `state` what was held before it."""

    kind: int
    detail: int
    time: int
    x: int
    y: int
    state: int

    def __repr__(self) -> str:
        return "<Raw>"


def enable(extension: int, context: int) -> bytes:
    """The request that a context be recorded from now on, by the number that the server gave the extension."""
    return _ENABLE.pack(extension, _ENABLE_CONTEXT, _ENABLE.size // _WORD, context)


class Stream:
    """A recording as it arrives, in pieces of any size; whatever is incomplete waits for the rest.

    Args:
        keeps: whether a move of the pointer is told, by its time in milliseconds; asked once for each, in their order.

    Attributes:
        begun: whether the server has said that it records.
        ended: whether it has said that it does no more.
    """

    def __init__(self, keeps: Callable[[int], bool]) -> None:
        self.begun = self.ended = False
        self._keeps = keeps
        self._rest = b""

    def __call__(self, received: bytes | bytearray) -> list[Raw]:
        """The events that are whole now; clients of another byte order are passed over."""
        content, at, found = self._rest + received, 0, list[Raw]()
        while at + _REPLY.size <= len(content):
            kind, category, words, swapped = _REPLY.unpack_from(content, at)
            begin = at + _REPLY.size
            end = begin + words * _WORD if kind == _IS_REPLY else begin
            if end > len(content):
                break
            at = end
            if kind != _IS_REPLY:
                continue
            if category == _FROM_SERVER and not swapped:
                found += parse(content, self._keeps, begin, end)
            self.begun |= category == _STARTED
            self.ended |= category == _ENDED
        self._rest = content[at:]
        return found


def parse(data: bytes, keeps: Callable[[int], bool], begin: int, end: int) -> Iterator[Raw]:
    """The events between two places; what is cut short, or is no input, is passed over. Most are moves that nobody wants."""
    for offset in range(begin, end - _EVENT.size + 1, _EVENT.size):
        kind = data[offset]
        if kind in _KINDS and (kind != MOTION or keeps(_TIME.unpack_from(data, offset)[0])):
            yield Raw._make(_EVENT.unpack_from(data, offset))
