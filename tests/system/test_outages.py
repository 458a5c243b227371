"""Servers that are away, refuse, or are full: one clear sentence, and nothing lost once they are back."""

import os
import subprocess
import sys

import psutil
import pytest
from rich.console import Console

from producers.cli import replay_files
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.sample import SAMPLE
from tests.system.conftest import application, until


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "handrail", *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False)


def kill_and_await(stack, server: str) -> None:
    """kill -9 of a server; returns when another one has taken its place and answers."""
    old = stack.server(server).pid
    stack.server(server).kill()

    def back() -> bool:
        try:
            return stack.server(server).pid != old and stack.run().ready
        except (ValueError, psutil.Error):
            return False

    until(back, f"the {server}", 90)


def a_copy(folder, name: str):
    """The sample as another recording, so that it is no duplicate."""
    file = folder / f"{name}.jsonl"
    file.write_text(SAMPLE.read_text().replace("Autumn catalogue", name))
    return file


def publish(stack, file) -> int:
    results = replay_files(stack.settings("producer"), load(DEFAULT_POLICY), [file], Console(quiet=True))
    return results[0].published.last_append


@pytest.mark.parametrize(("role", "command"), [("worker", ["worker"]), ("sink", ["sink"]), ("producer", ["replay", str(SAMPLE)])])
def test_a_wrong_password_is_one_sentence_and_the_end(stack, role, command):
    done = run(
        *command, "--dir", str(stack.home.path), HANDRAIL_KAFKA__PASSWORD="wrong", HANDRAIL_STATE=str(stack.home.path / "tmp-x")
    )
    assert done.returncode != 0
    assert role in done.stderr
    assert "password" in done.stderr
    assert "Traceback" not in done.stderr
    assert "wrong" not in done.stderr.replace("is wrong", "")


def test_a_missing_bucket_is_one_sentence_and_the_end(stack):
    done = run(
        "sink", "--dir", str(stack.home.path), HANDRAIL_STORE__BUCKET="nowhere", HANDRAIL_STATE=str(stack.home.path / "tmp-x")
    )
    assert done.returncode != 0
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["worker"], ["sink"], ["status"], ["replay", str(SAMPLE)], ["dataset", "info"]])
def test_missing_settings_are_one_sentence(tmp_path, command):
    done = run(*command, "--dir", str(tmp_path / "nothing here"))
    assert done.returncode == 1
    assert "nothing here" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_lost_while_registry_broker_and_store_are_away(stack, tmp_path):
    """Each server is killed while worker and sink run; its supervisor starts it again, and everything arrives."""
    with application(stack, "handrail-outage") as pipeline:
        pipeline.start()
        for server in ("registry", "kafka", "store"):
            kill_and_await(stack, server)
            pipeline.wait_complete(publish(stack, a_copy(tmp_path, f"after {server}")))
        devices = {row["device_id"] for row in pipeline.rows()}
        assert len(devices) >= 3
        assert len({row["trajectory_id"] for row in pipeline.rows()}) == len(pipeline.rows())


def test_a_worker_waits_for_brokers_and_registry_saying_so(stack):
    with application(stack, "handrail-patient") as pipeline:
        kafka = stack.server("kafka")
        kafka.suspend()
        try:
            pipeline.worker.start()
            until(lambda: "do not answer" in pipeline.worker.logged(), "the sentence", 60)
        finally:
            kafka.resume()
        pipeline.worker.wait_healthy()
        assert "Traceback" not in pipeline.worker.logged()


def test_a_sink_and_a_replay_wait_for_the_registry_saying_so(stack, tmp_path):
    with application(stack, "handrail-waiting") as pipeline:
        pipeline.worker.start()
        pipeline.worker.wait_healthy()
        registry = stack.server("registry")
        registry.suspend()
        try:
            pipeline.sink.start()
            command = [sys.executable, "-m", "handrail", "replay", str(a_copy(tmp_path, "patient"))]
            with (tmp_path / "replay.log").open("wb") as log:
                replay = subprocess.Popen([*command, "--dir", str(stack.home.path)], stdout=log, stderr=log)
            until(lambda: "schema registry" in (tmp_path / "replay.log").read_text(), "the replay's sentence", 90)
        finally:
            registry.resume()
        assert replay.wait(90) == 0
        pipeline.wait_complete(0)
        until(lambda: pipeline.rows() != [], "the rows", 90)
