"""A store whose disk is full: the sink says so, waits, and loses nothing."""

import subprocess
from contextlib import ExitStack, suppress

import pytest
from rich.console import Console

from deploy.local.stack import running
from deploy.processes import health
from producers.cli import replay_files
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.sample import SAMPLE
from tests.system.conftest import application, until


@pytest.fixture
def small_stack(tmp_path):
    """A stack whose store lies on a disk of 3 MB."""
    folder = tmp_path / "stack"
    with running(folder):
        pass
    disk = folder / "data" / "store"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk is not allowed here")
    with ExitStack() as stays:
        stays.callback(subprocess.run, ["umount", "-l", str(disk)], check=True)
        yield stays.enter_context(running(folder)), disk


def fill(disk) -> None:
    with (disk / "fill").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_a_full_store_is_waited_for_and_nothing_is_lost(small_stack):
    stack, disk = small_stack
    with application(stack, "handrail") as pipeline:
        pipeline.start()
        fill(disk)
        results = replay_files(stack.settings("producer"), load(DEFAULT_POLICY), [SAMPLE], Console(quiet=True))
        until(lambda: "does not answer as it should" in pipeline.sink.logged(), "the sentence", 60)
        assert health(pipeline.sink.state) != "ok"
        (disk / "fill").unlink()
        pipeline.wait_complete(results[0].published.last_append)
        assert len(pipeline.rows()) == 2
        assert "Traceback" not in pipeline.sink.logged()
