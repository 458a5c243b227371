"""Spools to try: a clock, and what is put in and taken out."""

import errno
import os
from pathlib import Path

from producers.desktop.spool import Spool

HOUR = 3_600_000
ROOT = Path(__file__).parents[3]


class Clock:
    def __init__(self, now=1_000 * HOUR):
        self.now = now

    def __call__(self):
        return self.now


def opened(folder, **more):
    spool = Spool(folder, **{"clock": Clock()} | more)
    spool.open()
    return spool


def append(spool, *values, told=None):
    for value in values:
        spool.append("device", value, (told if told is not None else []).append)


def drain(spool):
    """Everything that waits, delivered."""
    values, index = [], 0
    while entry := spool.read(index):
        values.append(entry.value)
        index = entry.index + 1
        spool.mark(index)
    return values


def files(folder):
    return sorted(folder.glob("*.log"))


def numbered(count, size=20):
    return [str(number).encode().ljust(size, b".") for number in range(count)]


class Disk:
    """A disk with so much room, whose writes may also fail halfway."""

    def __init__(self, fault=errno.ENOSPC, after=None):
        self.fault, self.left = fault, after

    def __call__(self, file, content):
        if self.left is None:
            return os.write(file, content)
        part = bytes(content[: self.left])
        self.left -= len(part)
        if not part:
            raise OSError(self.fault, "no")
        return os.write(file, part)
