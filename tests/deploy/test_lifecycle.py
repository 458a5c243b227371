"""Starting and stopping a stack of its own, in order and by force, through the command and through the `with` block."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

from deploy.local.home import Home
from deploy.local.run import find
from deploy.local.stack import Stack
from schemas.settings import Role, Settings

ROOT = Path(__file__).parents[2]


def handrail(*arguments: str) -> "subprocess.CompletedProcess[str]":
    code = "import handrail; handrail.main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of one stack; the tests of this file use it one after the other, as its owner would."""
    folder = tmp_path_factory.mktemp("lifecycle") / "var"
    yield folder
    handrail("down", "--dir", str(folder))


def up(folder: Path) -> Stack:
    result = handrail("up", "--dir", str(folder))
    assert result.returncode == 0, result.stdout + result.stderr
    return Stack(Home(folder))


def family(stack: Stack) -> list[psutil.Process]:
    supervisor = psutil.Process(stack.run().pid)
    return [supervisor, *supervisor.children(recursive=True)]


def gone(processes: list[psutil.Process], limit: float = 10.0) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=limit)
    return not alive


def write(settings: Settings, value: bytes) -> KafkaError | None:
    errors: list[KafkaError | None] = []
    producer = Producer(settings.kafka.client())
    producer.produce("interactions", value, on_delivery=lambda error, _: errors.append(error))
    assert producer.flush(20) == 0
    return errors[0]


def read(settings: Settings, group: str) -> list[bytes]:
    consumer = Consumer(settings.kafka.client(group_id=group, auto_offset_reset="earliest", enable_partition_eof=True))
    consumer.assign([TopicPartition("interactions", partition, 0) for partition in range(settings.partitions)])
    values, ends, limit = list[bytes](), 0, time.monotonic() + 30
    try:
        while ends < settings.partitions and time.monotonic() < limit:
            if (message := consumer.poll(1.0)) is None:
                continue
            if (error := message.error()) is None:
                values.append(message.value() or b"")
            elif error.code() == KafkaError._PARTITION_EOF:
                ends += 1
            else:
                raise KafkaException(error)
    finally:
        consumer.close()
    return values


def test_down_without_a_stack_says_so(tmp_path: Path) -> None:
    result = handrail("down", "--dir", str(tmp_path / "none"))
    assert (result.returncode, result.stdout.startswith("No stack is running in")) == (0, True)


def test_a_producer_writes_interactions_and_reads_nothing(folder: Path) -> None:
    stack = up(folder)
    assert write(stack.settings("producer"), b"kept") is None
    assert read(stack.settings("worker"), "handrail-worker") == [b"kept"]
    with pytest.raises(KafkaException, match="AUTHORIZATION_FAILED"):
        read(stack.settings("producer"), "handrail-worker")


@pytest.mark.parametrize("role", ["sink", "auditor"])
def test_readers_of_the_data_set_cannot_write_interactions(folder: Path, role: Role) -> None:
    error = write(Stack(Home(folder)).settings(role), b"forged")
    assert error is not None
    assert error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED


def test_a_second_up_says_that_it_runs(folder: Path) -> None:
    before = Stack(Home(folder)).run()
    result = handrail("up", "--dir", str(folder))
    assert (result.returncode, "is already running" in result.stdout) == (0, True)
    assert Stack(Home(folder)).run() == before


def test_a_killed_server_is_started_again(folder: Path) -> None:
    stack = Stack(Home(folder))
    for name in ("kafka", "registry", "store"):
        killed = stack.server(name)
        killed.kill()
        assert gone([killed])
    until = time.monotonic() + 10
    while stack.run().ready and time.monotonic() < until:
        time.sleep(0.05)
    stack.wait()
    assert read(stack.settings("worker"), "handrail-worker") == [b"kept"]


def test_servers_end_when_the_supervisor_is_killed_and_a_new_start_keeps_ports_and_data(folder: Path) -> None:
    stack, choices = Stack(Home(folder)), Home(folder).choices.read_bytes()
    processes = family(stack)
    assert len(processes) == 7
    processes[0].kill()
    assert gone(processes)
    assert find(stack.home) is None
    up(folder)
    assert stack.home.choices.read_bytes() == choices
    assert read(stack.settings("worker"), "handrail-worker") == [b"kept"]
    assert handrail("topics", "apply", "--dir", str(folder)).stdout == "Nothing to change.\n"


def test_a_server_ends_when_its_guard_is_killed(folder: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child of its parent's death")
    stack = Stack(Home(folder))
    server = stack.server("store")
    os.kill(stack.run().servers["store"].guard, signal.SIGKILL)
    assert gone([server])
    time.sleep(0.5)
    stack.wait()


def test_down_ends_every_process(folder: Path) -> None:
    processes = family(Stack(Home(folder)))
    result = handrail("down", "--dir", str(folder))
    assert (result.returncode, result.stdout.endswith("is stopped.\n")) == (0, True)
    assert gone(processes, 1)


def test_down_never_ends_a_foreign_process_with_the_same_id(folder: Path) -> None:
    foreign = psutil.Process()
    Home(folder).run.write_text(json.dumps({"pid": foreign.pid, "created": foreign.create_time() - 60, "servers": {}}))
    assert "No stack is running" in handrail("down", "--dir", str(folder)).stdout


def test_a_taken_port_is_one_sentence(folder: Path) -> None:
    port = json.loads(Home(folder).choices.read_bytes())["ports"]["registry"]
    with socket.create_server(("127.0.0.1", port)):
        result = handrail("up", "--dir", str(folder))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert f"Port {port} (Schema registry, HTTP) is taken" in result.stderr


@pytest.mark.parametrize("signals", [(signal.SIGKILL,), (signal.SIGTERM,)])
def test_a_with_block_takes_its_servers_along_when_its_process_ends(folder: Path, signals: tuple[signal.Signals, ...]) -> None:
    code = (
        "import sys, time; from pathlib import Path; from deploy.local.stack import running\n"
        "with running(Path(sys.argv[1])):\n    print('ready', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"ready\n"
        processes = family(Stack(Home(folder)))
        owner.send_signal(signals[0])
    assert gone(processes)


def test_a_server_that_cannot_start_is_one_sentence(folder: Path) -> None:
    properties = Home(folder).data("kafka") / "meta.properties"
    whole = properties.read_bytes()
    properties.write_text("version=none")
    result = handrail("up", "--dir", str(folder))
    properties.write_bytes(whole)
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert "Apache Kafka ended with status 1 before it answered; see " in result.stderr
    assert find(Home(folder)) is None


def test_damaged_choices_are_one_sentence(folder: Path) -> None:
    Home(folder).choices.write_text("{")
    result = handrail("up", "--dir", str(folder))
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert "stack.json is damaged" in result.stderr


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    result = handrail("up", "--dir", str(tmp_path))
    assert (result.returncode, "holds no Handrail stack" in result.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_one_sentence() -> None:
    if sys.platform != "linux":
        pytest.skip("needs a file system that nobody can write, as /proc")
    result = handrail("up", "--dir", "/proc/handrail")
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (1, 1)
    assert result.stderr.startswith("handrail: /proc/handrail")


def test_up_that_is_interrupted_leaves_nothing_running(tmp_path: Path) -> None:
    home = Home(tmp_path / "var")
    # Under a shell that runs it in the background, Ctrl-C would be ignored from the start.
    code = "import signal, handrail; signal.signal(signal.SIGINT, signal.default_int_handler); handrail.main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "up", "--dir", str(home.path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        until = time.monotonic() + 60
        while (run := find(home)) is None and time.monotonic() < until:
            time.sleep(0.05)
        assert run is not None
        processes = family(Stack(home))
        command.send_signal(signal.SIGINT)
        command.communicate()
    assert command.returncode == 1
    assert gone(processes, 1)
