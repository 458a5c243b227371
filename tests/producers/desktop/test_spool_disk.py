"""The spool on a disk that is full, or fails: nothing is half there, and nothing is lost uncounted."""

import errno
import resource
import subprocess
import sys

import pytest

from tests.producers.desktop.spools import ROOT, Disk, append, drain, files, numbered, opened


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
