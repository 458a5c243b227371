"""The spool beside a model of it, in any order of doing."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from producers.desktop.records import Entry, encode
from producers.desktop.spool import Spool
from tests.producers.desktop.spools import HOUR, Clock, Disk, append, files


class Model(RuleBasedStateMachine):
    """A spool against a list: everything is delivered in order, waits, or is counted, across closings and kills."""

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp()) / "spool"
        self.clock, self.disk = Clock(), Disk()
        self.delivered, self.number = [], 0
        self.spool = None
        self.start()

    def start(self):
        self.spool = Spool(self.folder, self.clock, max_bytes=8_000, write=self.disk)
        self.spool.open()

    @rule(size=st.integers(0, 700), count=st.integers(1, 10))
    def append(self, size, count):
        for _ in range(count):
            value = f"{self.number} ".encode().ljust(size, b".")
            self.number += 1
            append(self.spool, value)

    @rule(count=st.integers(1, 30))
    def deliver(self, count):
        for _ in range(count):
            entry = self.spool.read(0)
            if entry:
                self.delivered.append(entry.value)
                self.spool.mark(entry.index + 1)

    @rule(ahead=st.integers(0, 10))
    def read_ahead_without_marking(self, ahead):
        entry = self.spool.read(0)
        for _ in range(ahead if entry else 0):
            later = self.spool.read(entry.index + 1)
            assert later is None or later.index > entry.index
            entry = later or entry

    @rule(hours=st.sampled_from([-100, -1, 0.1, 1, 10, 40]))
    def the_clock_moves(self, hours):
        self.clock.now += round(hours * HOUR)

    @rule(left=st.none() | st.integers(0, 400))
    def the_disk_fills_or_empties(self, left):
        self.disk.left = left

    @rule()
    def close_and_open(self):
        self.spool.close()
        self.start()

    @rule()
    def kill_and_open(self):
        self.kill()
        self.start()

    def kill(self):
        """What the system does for a process that was killed: its files are closed, and nothing else."""
        os.close(self.spool._lock)
        if self.spool._active:
            self.spool._active.close()

    @rule(size=st.integers(0, 47))
    def kill_in_the_middle_of_an_append(self, size):
        """Into the segment that is open, or into one that was just begun."""
        active, index = self.spool._active, self.spool._next
        self.kill()
        file = active._path if active else self.folder / f"{index:020d}.log"
        with file.open("ab") as out:
            out.write(encode(Entry(index, self.clock(), "device", b""))[:size])
        self.start()

    @invariant()
    def nothing_is_lost_uncounted(self):
        waiting, dropped = self.spool.waiting, self.spool.dropped
        assert len(self.delivered) + waiting + sum(dropped.values()) == self.number
        assert dropped.keys() <= {"spool_full", "expired", "disk_full"}

    @invariant()
    def the_order_is_kept(self):
        numbers = [int(value.split()[0]) for value in self.delivered]
        assert numbers == sorted(set(numbers))
        entry = self.spool.read(0)
        assert entry is None or not numbers or int(entry.value.split()[0]) > numbers[-1]

    @invariant()
    def the_size_is_bounded_and_true(self):
        """What a kill left of a record comes on top, until the next one is appended."""
        assert sum(file.stat().st_size for file in files(self.folder)) == self.spool.size <= 8_000 + 47

    @invariant()
    def everything_that_waits_is_young(self):
        assert self.spool.read(0) is None or self.spool.oldest >= self.clock.now - 72 * HOUR

    def teardown(self):
        self.spool.close()
        shutil.rmtree(self.folder.parent)


Model.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestModel = Model.TestCase
