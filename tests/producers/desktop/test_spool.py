"""The spool delivers every batch in order, or counts it, whatever happens to its files, its disk and its process."""

import errno
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from producers.desktop.records import LARGEST, Entry, encode
from producers.desktop.spool import Spool
from schemas.errors import HandrailError

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


def test_what_was_appended_is_read_in_order_until_it_is_marked(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two", b"three")
    first, second = spool.read(0), spool.read(1)
    assert (first.device_id, first.value, second.value) == ("device", b"one", b"two")
    assert (spool.waiting, spool.read(0).value) == (3, b"one")
    spool.mark(second.index + 1)
    assert (spool.waiting, spool.read(0).value, spool.read(3)) == (1, b"three", None)


def test_who_appended_is_handed_on_with_the_batch_as_long_as_the_process_lives(tmp_path):
    told, spool = [], opened(tmp_path / "spool")
    append(spool, b"one", told=told)
    spool.read(0).acknowledged(7)
    assert told == [7]
    spool.close()
    again = opened(tmp_path / "spool")
    again.read(0).acknowledged(8)
    assert told == [7]


def test_folder_and_files_are_the_owners_alone_even_if_they_were_not(tmp_path):
    (tmp_path / "spool").mkdir(mode=0o755)
    spool = opened(tmp_path / "spool")
    append(spool, b"one")
    spool.close()
    for file in (tmp_path / "spool").iterdir():
        file.chmod(0o666)
    again = opened(tmp_path / "spool")
    assert stat.S_IMODE((tmp_path / "spool").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in files(tmp_path / "spool")] == [0o600]
    assert drain(again) == [b"one"]


def test_two_agents_cannot_use_one_spool(tmp_path):
    spool = opened(tmp_path / "spool")
    with pytest.raises(HandrailError, match="is in use by another agent"):
        opened(tmp_path / "spool")
    spool.close()
    opened(tmp_path / "spool")


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("/"), lambda path: path.symlink_to("nowhere")])
def test_something_else_in_place_of_the_folder_is_one_sentence(tmp_path, make):
    make(tmp_path / "spool")
    with pytest.raises(HandrailError, match="is not a folder of this user"):
        opened(tmp_path / "spool")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    with pytest.raises(HandrailError, match="cannot be used: No such file"):
        opened(tmp_path / "nowhere" / "spool")


def test_an_entry_shows_nothing_of_its_value(tmp_path):
    assert "canary" not in repr(Entry(0, 0, "device", b"canary"))


def test_a_batch_that_the_brokers_would_refuse_is_counted_and_stops_nothing(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, bytes(LARGEST + 1), b"small")
    assert (drain(spool), spool.dropped) == ([b"small"], {"too_large": 1})


def test_at_the_bound_of_size_the_oldest_are_dropped_and_counted(tmp_path):
    spool = opened(tmp_path / "spool", max_bytes=4_096)
    values = numbered(200)
    append(spool, *values)
    assert sum(file.stat().st_size for file in files(tmp_path / "spool")) == spool.size <= 4_096
    left = drain(spool)
    assert left == values[-len(left) :]
    assert len(left) > 30
    assert spool.dropped == {"spool_full": 200 - len(left)}


def test_what_is_too_old_is_dropped_and_counted_and_leaves_the_disk(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock)
    append(spool, b"old", b"old too")
    clock.now += 72 * HOUR
    append(spool, b"young")
    assert spool.waiting == 3
    clock.now += 1
    assert [spool.read(0).value, spool.waiting, spool.dropped] == [b"young", 1, {"expired": 2}]
    clock.now += 100 * HOUR
    assert [spool.read(0), spool.dropped, files(tmp_path / "spool")] == [None, {"expired": 3}, []]


def test_while_the_clock_is_behind_nothing_is_dropped_and_the_order_is_kept(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock)
    append(spool, b"one")
    clock.now -= 900 * HOUR
    append(spool, b"two")
    assert (drain(spool), spool.dropped) == ([b"one", b"two"], {})


def test_what_was_delivered_leaves_the_disk(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock, max_bytes=16_000)
    append(spool, *numbered(100, 100))
    drain(spool)
    assert len(files(tmp_path / "spool")) <= 1
    clock.now += HOUR
    assert spool.read(0) is None
    assert files(tmp_path / "spool") == []


def test_counts_and_position_outlive_the_process(tmp_path):
    spool = opened(tmp_path / "spool", max_bytes=4_096)
    append(spool, *numbered(200))
    spool.mark(spool.read(0).index + 5)
    dropped, waiting, oldest = spool.dropped, spool.waiting, spool.read(0).value
    spool.close()
    again = opened(tmp_path / "spool", max_bytes=4_096)
    assert (again.dropped, again.waiting, again.read(0).value) == (dropped, waiting, oldest)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff" * 99, b'{"read": 3, "dropped": {}}\n0000'])
def test_without_a_position_everything_is_sent_again(tmp_path, content):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.mark(1)
    spool.close()
    (tmp_path / "spool/position").unlink()
    if content is not None:
        (tmp_path / "spool/position").write_bytes(content)
    assert drain(opened(tmp_path / "spool")) == [b"one", b"two"]


def test_a_position_that_is_no_file_is_not_followed(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.mark(1)
    spool.close()
    shutil.move(tmp_path / "spool/position", tmp_path / "elsewhere")
    (tmp_path / "spool/position").symlink_to(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    again = opened(tmp_path / "spool")
    assert drain(again) == [b"one", b"two"]
    assert (tmp_path / "elsewhere").read_bytes() == before


def test_a_tail_torn_at_any_byte_is_cut_and_costs_nothing_else(tmp_path):
    spool = opened(tmp_path / "spool")
    values = numbered(4)
    append(spool, *values)
    spool.close()
    [file] = files(tmp_path / "spool")
    whole, record = file.read_bytes(), file.stat().st_size // 4
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        (tmp_path / "spool/position").unlink(missing_ok=True)
        again = opened(tmp_path / "spool")
        append(again, b"new")
        assert drain(again) == [*values[: size // record], b"new"]
        assert again.dropped == {}
        again.close()
        for left in files(tmp_path / "spool"):
            left.unlink()


@pytest.mark.parametrize("content", [b"", encode(Entry(2, 0, "device", b"never whole"))[:-1]])
def test_a_segment_in_which_nothing_was_ever_whole_does_not_take_its_successor_along(tmp_path, content):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.close()
    (tmp_path / "spool" / f"{2:020d}.log").write_bytes(content)
    killed = opened(tmp_path / "spool")
    append(killed, b"three")
    killed.mark(2)
    os.close(killed._lock)
    again = opened(tmp_path / "spool")
    assert (drain(again), again.dropped) == ([b"three"], {})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bit=st.integers(0, 10_000_000), later=st.booleans())
def test_a_flipped_bit_costs_one_batch_and_it_is_counted_once(tmp_path, bit, later):
    folder = Path(mkdtemp(dir=tmp_path)) / "spool"
    spool = opened(folder)
    values = numbered(5)
    append(spool, *values)
    spool.close()
    [file] = files(folder)
    content = bytearray(file.read_bytes())
    bit %= len(content) * 8
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    del values[bit // 8 // (len(content) // 5)]
    again = opened(folder)
    if later:
        again.close()
        again = opened(folder)
        append(again, b"new")
        values.append(b"new")
    assert drain(again) == values
    assert again.dropped == {"damaged": 1}
    again.close()
    assert opened(folder).dropped == {"damaged": 1}


def test_a_batch_that_is_damaged_while_the_agent_runs_is_passed_over_and_counted(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two", b"three")
    [file] = files(tmp_path / "spool")
    file.write_bytes(file.read_bytes().replace(b"two", b"owt"))
    assert drain(spool) == [b"one", b"three"]
    assert spool.dropped == {"damaged": 1}


@pytest.mark.parametrize("content", [b"", b"\0" * 500, os.urandom(5_000), b"HRS\x02" * 40, b"HRS\x01" + b"\xff" * 60])
def test_garbage_in_place_of_a_segment_is_counted_and_stops_nothing(tmp_path, content):
    spool = opened(tmp_path / "spool", max_bytes=1_600)
    values = numbered(6, 60)
    append(spool, *values)
    spool.close()
    kept = files(tmp_path / "spool")
    assert len(kept) == 6
    kept[2].write_bytes(content)
    again = opened(tmp_path / "spool", max_bytes=1_600)
    assert drain(again) == values[:2] + values[3:]
    assert again.dropped == {"damaged": 1}


@pytest.mark.parametrize("victim", [0, 2, 5])
@pytest.mark.parametrize("kind", ["huge", "symlink", "pipe", "folder"])
def test_something_else_in_place_of_a_segment_is_not_read_and_counted(tmp_path, kind, victim):
    spool = opened(tmp_path / "spool", max_bytes=1_600)
    values = numbered(6, 60)
    append(spool, *values)
    spool.close()
    file = files(tmp_path / "spool")[victim]
    shutil.move(file, tmp_path / "elsewhere")
    match kind:
        case "huge":
            file.touch()
            os.truncate(file, 1 << 40)
        case "symlink":
            file.symlink_to(tmp_path / "elsewhere")
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
    again = opened(tmp_path / "spool", max_bytes=1_600)
    append(again, b"new")
    assert drain(again) == [*values[:victim], *values[victim + 1 :], b"new"]
    assert again.dropped == {"damaged": 1}
    assert (tmp_path / "elsewhere").stat().st_size > 0


def test_files_that_are_none_of_its_own_are_left_alone(tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    for name in ("notes.txt", "99999999999999999999.log", "1.log"):
        (folder / name).write_bytes(b"x")
    spool = opened(folder)
    append(spool, b"one")
    assert drain(spool) == [b"one"]
    assert {file.name for file in folder.iterdir()} >= {"notes.txt", "99999999999999999999.log", "1.log"}


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


@pytest.mark.parametrize("room", [0, 1, 39, 40, 50])
@pytest.mark.parametrize(
    ("fault", "reason"), [(errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EIO, "disk_fault")]
)
def test_what_a_failing_disk_does_not_take_is_counted_and_not_half_there(tmp_path, fault, reason, room):
    disk = Disk(fault)
    spool = opened(tmp_path / "spool", write=disk)
    append(spool, b"one")
    disk.left = room
    append(spool, b"two", b"three")
    disk.left = None
    append(spool, b"four")
    assert (spool.waiting, spool.dropped) == (2, {reason: 2})
    spool.close()
    again = opened(tmp_path / "spool")
    assert (drain(again), again.dropped) == ([b"one", b"four"], {reason: 2})


def test_on_a_full_disk_the_oldest_segment_gives_way(tmp_path):
    disk = Disk()
    spool = opened(tmp_path / "spool", max_bytes=1_600, write=disk)
    values = numbered(6, 60)
    append(spool, *values)
    disk.left = 50

    def freed(file, content):
        disk.left = disk.left if len(files(tmp_path / "spool")) >= 7 else None
        return disk(file, content)

    spool._write = freed
    append(spool, b"new")
    assert (drain(spool), spool.dropped) == ([*values[1:], b"new"], {"disk_full": 1})


SMALL_DISK = """
import sys
from pathlib import Path
from producers.desktop.spool import Spool
spool = Spool(Path(sys.argv[1]) / "spool")
spool.open()
for number in range(300):
    spool.append("device", str(number).encode().ljust(1000, b"."), lambda _: None)
waiting, counted, values, index = spool.waiting, sum(spool.dropped.values()), [], 0
while entry := spool.read(index):
    values.append(int(entry.value.rstrip(b".")))
    index = entry.index + 1
    spool.mark(index)
assert values == sorted(set(values)), "order"
assert len(values) == waiting and waiting + counted == 300, (waiting, counted)
print(waiting, *sorted(spool.dropped))
spool.append("device", b"room again", lambda _: None)
assert spool.read(0).value == b"room again"
"""


def test_a_real_disk_that_is_full_loses_nothing_uncounted(tmp_path):
    mount = f"mount -t tmpfs -o size=128k none {tmp_path} && exec {sys.executable} -c '{SMALL_DISK}' {tmp_path}"
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", mount], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("a file system may not be mounted here")
    assert done.stderr == ""
    waiting, *reasons = done.stdout.split()
    assert 60 <= int(waiting) <= 128
    assert reasons == ["disk_full"]


def test_a_limit_of_file_size_loses_nothing_uncounted(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["300"]


APPENDING = r"""
import os, sys, threading
from pathlib import Path
from producers.desktop.spool import Spool
spool = Spool(Path(sys.argv[1]), max_bytes=5_000_000)
spool.open()
def deliver(index=0):
    while True:
        spool.wait(index, 1)
        entry = spool.read(index)
        if entry:
            index = entry.index + 1
            os.write(1, f"read {int(entry.value.split()[0])}\n".encode())
            spool.mark(index)
threading.Thread(target=deliver, daemon=True).start()
number = int(sys.argv[2])
while True:
    spool.append("device", f"{number} ".encode() * (number % 50 + 1), lambda _: None)
    os.write(1, f"kept {number}\n".encode())
    number += 1
"""


def test_twenty_kills_lose_nothing(tmp_path):
    """What `append` had returned for is read at least once, in order, by this process or the next."""
    kept, read, first, dice = [], [], 0, random.Random(1)
    for _ in range(20):
        command = [sys.executable, "-u", "-c", APPENDING, str(tmp_path / "spool"), str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
            lines = [process.stdout.readline()]
            time.sleep(dice.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.read().splitlines()
        said = [line.split() for line in lines if len(line.split()) == 2]
        new = [int(number) for what, number in said if what == b"kept"]
        kept += new
        first += len(new) + 1  # the one in flight may or may not be there
        read.append([int(number) for what, number in said if what == b"read"])
    spool = opened(tmp_path / "spool", clock=lambda: time.time_ns() // 1_000_000)
    read.append([int(value.split()[0]) for value in drain(spool)])
    assert len(kept) > 200
    assert all(run == sorted(set(run)) for run in read)
    assert [run[0] for run in read if run] == sorted(run[0] for run in read if run)
    lost = set(kept) - {number for run in read for number in run}
    assert (len(lost), spool.dropped) == (0, {})


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


def test_reasons_are_plain_words_in_the_counter(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, bytes(LARGEST + 1))
    assert spool.dropped == Counter({"too_large": 1})
    assert [str(reason) for reason in spool.dropped] == ["too_large"]
