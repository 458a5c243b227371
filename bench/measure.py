"""Processes under measurement: started, watched through their metrics, stopped. Servers are real; their CPU is not counted."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil
from confluent_kafka import Consumer, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from deploy import processes
from deploy.local.stack import Stack
from deploy.topics import apply
from schemas.metrics import Metric
from schemas.settings import Settings
from schemas.topics import INTERACTIONS

T = TypeVar("T")

LIMIT = 1200.0
PAUSE = 0.25
_SECONDS = 10.0  # for an answer of the brokers


_ALL_CPUS = sorted(os.sched_getaffinity(0))


def leave_a_cpu() -> None:
    """Keep this process, and the servers it starts, off the CPU that a worker under measurement has to itself.

    Beside a broker, and on two CPUs that may be halves of one, a worker's two processes slow each other down: the same work
    then costs up to 1.3 times the CPU time, and what is measured is the machine.
    """
    if len(_ALL_CPUS) > 1:
        os.sched_setaffinity(0, _ALL_CPUS[1:])


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[psutil.Popen]:
    """A process for as long as the block lasts."""
    with log.open("ab") as out:
        process = psutil.Popen(command, env=os.environ | environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        with suppress(psutil.NoSuchProcess):  # killed on purpose
            process.terminate()
            process.wait(30)


@contextmanager
def worker(servers: Stack, application: str, *, redacts: bool, **limits: float) -> Iterator[tuple[psutil.Popen, Path]]:
    """A worker that is healthy, and its state folder; `limits` are those of sessions, by name."""
    folder = servers.home.path
    state = folder / application
    apply(servers.settings("admin").model_copy(update={"application": application}))
    environment = {"HANDRAIL_APPLICATION": application, "HANDRAIL_STATE": str(state)}
    environment |= {f"HANDRAIL_SESSIONS__{name.upper()}": str(value) for name, value in limits.items()}
    command = ["-m", "streams", "--dir", str(folder)] if redacts else ["-m", "bench.worker", str(folder)]
    with running([sys.executable, *command], environment, folder / "logs" / f"{application}.log") as process:
        process.cpu_affinity(_ALL_CPUS[:1])  # its threads and its helper, which begin later, inherit it
        until(lambda: processes.health(state) == "ok", process)
        yield process, state


def until(holds: Callable[[], bool], process: psutil.Popen, limit: float = LIMIT) -> None:
    """Wait until something holds, or end with a sentence."""
    end = time.monotonic() + limit
    while not holds():
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"{' '.join(process.args)} ended, or did not come to its end in {limit:.0f} s")
        time.sleep(PAUSE)


def metric(state: Path, wanted: Metric[Any]) -> float:
    """A process's metric, over all its labels."""
    families = text_string_to_metric_families(processes.fetch(state, "metrics") or "")
    names = {wanted.name, f"{wanted.name}_total"}
    return sum(sample.value for family in families for sample in family.samples if sample.name in names)


def committed(servers: Stack, application: str) -> dict[int, int]:
    """How far an application's workers have committed, by partition of the log."""
    settings = servers.settings("admin")
    return {at.partition: at.offset for at in _ask(settings, application, lambda asked, places: asked.committed(places))}


def ends(servers: Stack) -> dict[int, int]:
    """Where the log ends now, by partition."""
    settings = servers.settings("admin")

    def all_ends(asked: Consumer, places: list[TopicPartition]) -> dict[int, int]:
        return {place.partition: asked.get_watermark_offsets(place, timeout=_SECONDS)[1] for place in places}

    return _ask(settings, "handrail", all_ends)


def _ask(settings: Settings, group: str, question: Callable[[Consumer, list[TopicPartition]], T]) -> T:
    consumer = Consumer(settings.kafka.client(group_id=group))
    try:
        return question(consumer, [TopicPartition(INTERACTIONS.name, number) for number in range(settings.partitions)])
    finally:
        consumer.close()


def cpu(process: psutil.Popen) -> float:
    """CPU seconds of a process and its children so far."""
    times = [one.cpu_times() for one in _whole(process)]
    return sum(one.user + one.system for one in times)


def memory(process: psutil.Popen) -> int:
    """Resident bytes of a process alone."""
    return int(process.memory_info().rss)


def kill(process: psutil.Popen) -> None:
    """End a process and its children by SIGKILL."""
    for one in _whole(process):
        one.kill()
    process.wait()


def _whole(process: psutil.Popen) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]
