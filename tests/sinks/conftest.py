"""A worker that writes by hand what ours would, and sinks as processes."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient

from deploy.local.stack import Stack
from deploy.topics import apply
from schemas.codec import Encoder
from schemas.records import RedactionReport, Step, Trajectory
from schemas.reports import digest
from schemas.settings import Settings, Store
from schemas.topics import REDACTIONS, TRAJECTORIES, Topic, subject

START = 1_767_225_600_000  # 2026-01-01
ROOT = Path(__file__).parents[2]


def step(kind: str, **more: Any) -> Step:
    empty: Any = dict.fromkeys(["application", "window_title", "x", "y", "button", "delta_x", "delta_y", "element", "option"])
    lists: Any = {"path": [], "keys": [], "placeholders": []}
    made: Step = {"kind": kind, "time": 0, "duration": 0, "text": None, "withheld": None} | empty | lists | more
    return made


def report_of(number: int, device: str, previous: str, at: int) -> RedactionReport:
    return {
        "trajectory_id": f"{device}-{number:06}",
        "session_id": "session",
        "subject": f"subject-of-{device}",
        "device_id": device,
        "date": datetime.fromtimestamp(at / 1000, UTC).date().isoformat(),
        "start_time": at,
        "redaction_policy": "policy",
        "detectors": [{"name": "rules", "version": "1"}],
        "texts_examined": 1,
        "texts_withheld": 0,
        "outcome": "redacted",
        "findings": [
            {"entity_type": "PERSON", "field": "text", "step": 1, "rule": "names", "score": 0.85, "placeholder": "<PERSON_1>"}
        ],
        "previous_digest": previous,
    }


def trajectory_of(report: RedactionReport) -> Trajectory:
    element = {"role": "textbox", "name": "Name", "identifier": "", "x": 1, "y": 2, "width": 3, "height": 4}
    drag = step("drag", x=1, y=2, button="left", path=[{"time": 0, "x": 1, "y": 2}])
    return {
        "trajectory_id": report["trajectory_id"],
        "session_id": report["session_id"],
        "previous_session_id": "",
        "session_index": 0,
        "trajectory_index": 0,
        "subject": report["subject"],
        "device_id": report["device_id"],
        "date": report["date"],
        "start_time": report["start_time"],
        "end_time": report["start_time"] + 1000,
        "clamped": False,
        "end_reason": "silence",
        "application": "editor",
        "window_title": "Notes",
        "screen": dict.fromkeys(["width", "height", "window_x", "window_y", "window_width", "window_height"], 1) | {"scale": 1.5},  # type: ignore[typeddict-item]
        "steps": [drag, step("type", text="Dear <PERSON_1>", placeholders=["<PERSON_1>"], element=element)],
        "batch_count": 1,
        "event_count": 2,
        "gap_count": 0,
        "dropped": {"paused": 3},
        "policy_version": "v",
        "redaction_policy": "policy",
        "thresholds": "t",
        "report_digest": digest(report),
    }


@pytest.fixture
def pair() -> Callable[[int], tuple[Trajectory, RedactionReport]]:
    """The n-th trajectory of a device, with its report."""

    def make(number: int) -> tuple[Trajectory, RedactionReport]:
        report = report_of(number, "device", "", START)
        return trajectory_of(report), report

    return make


@dataclass
class Worker:
    """Writes trajectories, reports and watermarks, one transaction at a time."""

    producer: Producer
    application: str
    encoders: dict[tuple[str, str], Encoder]
    written: list[str] = field(default_factory=list)
    chains: dict[str, str] = field(default_factory=dict)

    def transact(self, partition: int, count: int, *, commit: bool = True, watermark: int = START) -> None:
        """One transaction of that many pairs."""
        chains, ids = dict(self.chains), []
        self.producer.begin_transaction()
        for number in range(count):
            device = f"device-{partition}-{number % 3}"
            at = START + (len(self.written) + number) * 60_000
            report = report_of(len(self.written) + number, device, chains.get(device, ""), at)
            chains[device] = digest(report)
            ids.append(report["trajectory_id"])
            self.send(TRAJECTORIES, partition, "Trajectory", trajectory_of(report))
            self.send(REDACTIONS, partition, "RedactionReport", report)
        for topic in (TRAJECTORIES, REDACTIONS):
            self.send(topic, partition, "Watermark", {"partition": partition, "valid_through": watermark})
        if commit:
            self.producer.commit_transaction()
            self.written += ids
            self.chains = chains
        else:
            self.producer.flush()
            self.producer.abort_transaction()

    def send(self, topic: Topic, partition: int, record: str, content: Any) -> None:
        self.raw(topic, partition, self.encoders[topic.name, record](content))

    def raw(self, topic: Topic, partition: int, value: bytes) -> None:
        while True:
            try:
                self.producer.produce(topic.of(self.application), value=value, partition=partition)
            except BufferError:
                self.producer.poll(0.1)
            else:
                break


@dataclass
class Process:
    """A sink as a process of its own."""

    popen: "subprocess.Popen[str]"
    state: Path
    log: Path

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()

    def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code and how long it took."""
        begun = time.monotonic()
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(30), time.monotonic() - begun


@dataclass
class World:
    """A stack of its own, one application in it, and the sinks that were started."""

    stack: Stack
    application: str
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        return self.stack.settings("sink").model_copy(update={"application": self.application})

    @property
    def store(self) -> Store:
        assert self.settings.store is not None
        return self.settings.store

    def command(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self._command(*arguments),
            env=self._environment(environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def sink(self, **environment: str) -> Process:
        state = self.folder / f"sink{len(self.processes)}"
        log = self.folder / f"sink{len(self.processes)}.log"
        with log.open("w") as out:
            popen = subprocess.Popen(
                self._command("sink"),
                env=self._environment(environment | {"HANDRAIL_STATE": str(state)}),
                stdout=out,
                stderr=out,
                text=True,
            )
        self.processes.append(Process(popen, state, log))
        return self.processes[-1]

    def worker(self) -> Worker:
        settings = self.stack.settings("worker")
        with SchemaRegistryClient({"url": settings.registry.url}) as client:
            encoders = {
                (topic.name, record): Encoder(record, client.get_latest_version(subject(topic, record)).schema_id)
                for topic in (TRAJECTORIES, REDACTIONS)
                for record in topic.records
            }
        producer = Producer(settings.kafka.client(transactional_id=f"handrail-{uuid.uuid4()}", linger_ms=0))
        producer.init_transactions(30)
        return Worker(producer, self.application, encoders)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", "from handrail import main; main()", *arguments, "--dir", str(self.stack.home.path)]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        return os.environ | {"PYTHONPATH": path, "HANDRAIL_APPLICATION": self.application} | more


@pytest.fixture
def world(stack: Stack, tmp_path: Path) -> Iterator[World]:
    """An application nobody has used, with topics of its own."""
    world = World(stack, f"handrail-{uuid.uuid4().hex[:8]}", tmp_path)
    apply(stack.settings("admin").model_copy(update={"application": world.application}))
    yield world
    for process in world.processes:
        process.kill()
