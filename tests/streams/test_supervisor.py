"""A worker that ends is started again, later and later, unless a mistake ended it or a request to stop; none is left alone."""

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import psutil
import pytest

from streams.supervisor import backoff, supervise

LIFELINE = "import sys; from streams import lifeline; lifeline.hold(int(sys.argv[sys.argv.index('--lifeline') + 1]))\n"
ASK_TO_STOP = "import os, signal; os.kill(os.getppid(), signal.SIGTERM)\n"


@pytest.fixture(autouse=True)
def _own_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def runs(tmp_path):
    """A command that notes its start and then runs some code, and how often it was started."""
    note = tmp_path / "runs"

    def command(code):
        counting = (
            f"import pathlib, sys; note = pathlib.Path({str(note)!r}); count = len(note.read_text()) if note.exists() else 0\n"
        )
        return [sys.executable, "-c", counting + "note.write_text('x' * (count + 1))\n" + code]

    command.count = lambda: len(note.read_text())  # type: ignore[attr-defined]
    return command


def test_waits_double_up_to_half_a_minute():
    assert list(islice(backoff(), 7)) == [1, 2, 4, 8, 16, 30, 30]


def test_a_worker_that_ends_is_started_again_later_and_later(runs):
    slept = []
    assert supervise(runs("sys.exit(70 if count < 3 else 0)"), slept.append) == 0
    assert runs.count() == 4
    assert sum(slept) == 1 + 2 + 4


def test_a_killed_worker_is_started_again(runs):
    code = "import os, signal\nif count == 0: os.kill(os.getpid(), signal.SIGKILL)"
    assert supervise(runs(code), lambda _: None) == 0
    assert runs.count() == 2


def test_a_mistake_is_not_tried_again(runs):
    slept = []
    assert supervise(runs("sys.exit(78)"), slept.append) == 78
    assert (runs.count(), slept) == (1, [])


def test_a_request_to_stop_is_passed_on_and_the_worker_not_started_again(runs):
    code = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(70))\n" + ASK_TO_STOP + "time.sleep(60)"
    assert supervise(runs(code), lambda _: pytest.fail("it waits to start again")) == 0
    assert runs.count() == 1


def test_a_request_to_stop_while_waiting_is_heard_within_a_second(runs):
    slept = []

    def asked(seconds):
        slept.append(seconds)
        if len(slept) == 8:  # 1, 2 and 4 seconds are over, a second of the 8
            os.kill(os.getpid(), signal.SIGTERM)

    assert supervise(runs("sys.exit(70)"), asked) == 0
    assert (runs.count(), max(slept), len(slept)) == (4, 1.0, 8)


def test_no_worker_outlives_a_supervisor_that_was_killed(tmp_path):
    note = tmp_path / "pid"
    child = LIFELINE + f"import os, pathlib, time; pathlib.Path({str(note)!r}).write_text(str(os.getpid())); time.sleep(600)"
    code = f"import sys; from streams.supervisor import supervise; supervise([sys.executable, '-c', {child!r}])"
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    worker = psutil.Process(int(written(note)))
    supervisor.kill()
    supervisor.wait()
    assert gone(worker)


def written(note: Path) -> str:
    for _ in range(300):
        if note.exists() and note.read_text():
            return note.read_text()
        time.sleep(0.1)
    pytest.fail("the worker did not start")


def gone(process: psutil.Process) -> bool:
    for _ in range(100):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False
