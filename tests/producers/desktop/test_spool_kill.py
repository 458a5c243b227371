"""The spool under kill -9."""

import random
import signal
import subprocess
import sys
import time

from tests.producers.desktop.spools import ROOT, drain, opened

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
