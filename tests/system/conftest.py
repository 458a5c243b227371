"""The pipeline as an operator runs it: real servers, and worker and sink as processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from deploy.local.stack import Stack
from deploy.processes import health
from deploy.topics import apply
from sinks.dataset.reading import Dataset
from sinks.tables import store_of

LIMIT = 240.0
RECORDINGS = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[2] / ".." / "shared" / "data"))


def until(holds: Callable[[], bool], what: str, limit: float = LIMIT) -> None:
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {limit:.0f} s"
        time.sleep(0.5)


class Process:
    """A worker or sink of one application, started as from a shell; its temporary files lie under the stack's folder."""

    def __init__(self, name: str, pipeline: "Pipeline", **environment: str) -> None:
        self.state = pipeline.folder / f"{pipeline.application}-{name}"
        self.log = pipeline.folder / "logs" / f"{pipeline.application}-{name}.log"
        temporary = pipeline.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self.state.mkdir(exist_ok=True)
        self._environment = {
            "HANDRAIL_APPLICATION": pipeline.application,
            "HANDRAIL_STATE": str(self.state),
            "TMPDIR": str(temporary),
        } | environment
        self._command = [sys.executable, "-m", "handrail", name, "--dir", str(pipeline.folder)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        (self.state / "http").unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, *arguments], env=os.environ | self._environment, stdout=log, stderr=log
            )

    def wait_healthy(self) -> None:
        until(lambda: health(self.state) == "ok", f"{self._command[3]} healthy", 120)

    def kill(self) -> None:
        """kill -9 of the process and all its children."""
        assert self._process is not None
        whole = [psutil.Process(self._process.pid), *psutil.Process(self._process.pid).children(recursive=True)]
        for process in whole:
            process.kill()
        self._process.wait()

    def kill_child(self) -> None:
        """kill -9 of the process that does the work; what supervises it lives on."""
        assert self._process is not None
        for child in psutil.Process(self._process.pid).children():
            child.kill()

    def wait(self, limit: float = 30) -> int:
        assert self._process is not None
        return self._process.wait(limit)

    def stop(self) -> int | None:
        if self._process is None or self._process.poll() is not None:
            return None
        self._process.terminate()
        return self._process.wait(30)

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


class Pipeline:
    """One application on the stack."""

    def __init__(self, stack: Stack, application: str) -> None:
        self.stack = stack
        self.application = application
        self.folder = stack.home.path
        self.worker = Process("worker", self)
        self.sink = Process("sink", self)
        auditor = stack.settings("auditor")
        self.dataset = Dataset(store_of(auditor), application, auditor.partitions)

    def start(self) -> None:
        self.worker.start()
        self.sink.start()
        self.worker.wait_healthy()
        self.sink.wait_healthy()

    def stop(self) -> None:
        self.worker.stop()
        self.sink.stop()

    def complete(self, last_append: int) -> bool:
        if not self.dataset.exists():
            return False
        through = [snapshot.valid_through() for snapshot in (self.dataset.reports(), self.dataset.trajectories())]
        return all(mark is not None and mark > last_append for mark in through)

    def wait_complete(self, last_append: int) -> None:
        until(lambda: self.complete(last_append), f"tables of {self.application} valid through the last batch")

    def rows(self) -> list[dict]:
        return _sorted(self.dataset.trajectories().delta.to_pyarrow_table().to_pylist())

    def reports(self) -> list[dict]:
        return _sorted(self.dataset.reports().delta.to_pyarrow_table().to_pylist())


def _sorted(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: row["trajectory_id"])


@contextmanager
def application(stack: Stack, name: str) -> Iterator[Pipeline]:
    apply(stack.settings("admin").model_copy(update={"application": name}))
    pipeline = Pipeline(stack, name)
    try:
        yield pipeline
    finally:
        pipeline.stop()


@pytest.fixture(scope="session")
def pipeline(stack: Stack) -> Iterator[Pipeline]:
    """The default application, running for the whole session."""
    with application(stack, "handrail") as pipeline:
        pipeline.start()
        yield pipeline


@pytest.fixture(scope="session")
def inputlog() -> list[Path]:
    files = sorted((RECORDINGS / "inputlog").glob("*.idfx.gz"))
    if not files:
        pytest.skip(f"no recordings at {RECORDINGS}; set HANDRAIL_RECORDINGS")
    return files
