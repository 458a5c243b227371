"""Recorded input as the X server sends it: events of 32 bytes, unpacked without python-xlib's slower parser."""

from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = 2, 3, 4, 5, 6
MAPPING = 34

_EVENT = Struct("=BBxxI12xhh4xHxx")
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


def parse(data: bytes) -> Iterator[Raw]:
    """The events in recorded bytes; what is cut short, or is no input, is passed over."""
    for offset in range(0, len(data) - _EVENT.size + 1, _EVENT.size):
        raw = Raw._make(_EVENT.unpack_from(data, offset))
        if raw.kind in _KINDS:
            yield raw
