"""The sink as a process, with real servers: whatever happens to it, the tables hold what was written, once."""

import os
import random
import signal
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient
from deltalake import DeltaTable

from schemas.topics import REDACTIONS, TRAJECTORIES
from sinks.store import options

# The fixtures' types live in conftest.py, which nothing imports.
World = Any
PARTITIONS = 4
KILLS = 8 if os.environ.get("HANDRAIL_SOAK") == "1" else 3


def ids(world: World, table: str, column: str = "trajectory_id") -> list[str]:
    uri = f"s3://{world.store.bucket}/{world.application}/{table}"
    try:
        delta = DeltaTable(uri, storage_options=options(world.store))
    except Exception:  # noqa: BLE001  not there yet, or the store is away
        return []
    found: list[str] = delta.to_pyarrow_table(columns=[column])[column].to_pylist()
    return found


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


def arrived(world: World, written: list[str]) -> Callable[[], bool]:
    return lambda: all(len(ids(world, table)) >= len(written) for table in ("redactions", "trajectories"))


def assert_once(world: World, written: list[str]) -> None:
    for table in ("trajectories", "redactions"):
        assert Counter(ids(world, table)) == Counter(written), table
    verified = world.command("dataset", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "OK" in verified.stdout


def health(process: Any) -> str:
    port = int((process.state / "http").read_text())
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return str(answer.read(), "utf-8")
    except urllib.error.HTTPError as fault:
        with fault:
            return str(fault.read(), "utf-8")


def test_what_is_written_arrives_once_and_what_was_aborted_does_not(world: World) -> None:
    worker, sink = world.worker(), world.sink()
    for round_ in range(3):
        for partition in range(PARTITIONS):
            worker.transact(partition, 5)
            worker.transact(partition, 5, commit=False)
            worker.transact(partition, round_)
    until(arrived(world, worker.written))
    assert_once(world, worker.written)
    assert health(sink) == "ok\n"
    code, seconds = sink.stop()
    assert code == 0
    assert seconds < 10
    assert not (sink.state / "http").exists()
    assert "Dear" not in sink.log.read_text()


def test_even_behind_a_backlog_no_trajectory_is_in_its_table_before_its_report(world: World) -> None:
    worker = world.worker()
    for turn in range(400):
        worker.transact(turn % PARTITIONS, 100)
    sink, end = world.sink(), time.monotonic() + 120
    trajectories: list[str] = []
    while len(trajectories) < len(worker.written):
        assert time.monotonic() < end, "it did not happen in time"
        assert sink.popen.poll() is None
        trajectories = ids(world, "trajectories")  # read first: a report that comes in between does no harm
        assert set(trajectories) <= set(ids(world, "redactions"))
    assert_once(world, worker.written)


def test_info_shows_rows_and_offsets(world: World) -> None:
    worker = world.worker()
    worker.transact(1, 5)
    world.sink()
    until(arrived(world, worker.written))
    shown = world.command("dataset", "info", COLUMNS="200")
    assert shown.returncode == 0, shown.stderr
    assert "2026-01-01 to 2026-01-01" in shown.stdout


def test_watermarks_alone_move_the_table_on(world: World) -> None:
    worker = world.worker()
    world.sink()
    for partition in range(PARTITIONS):
        worker.transact(partition, 0, watermark=1_800_000_000_000)
    until(lambda: "2027-01-15" in world.command("dataset", "info", COLUMNS="200").stdout)


def test_killed_at_any_moment_it_loses_and_doubles_nothing(world: World) -> None:
    worker, rng = world.worker(), random.Random(7)
    for _ in range(KILLS):
        sink = world.sink()
        while "committed" not in sink.log.read_text():
            write(worker, rng, 0.5)
        write(worker, rng, rng.uniform(3, 9))
        sink.kill()
        assert set(ids(world, "trajectories")) <= set(ids(world, "redactions")), "a report must never come after its trajectory"
    world.sink()
    until(arrived(world, worker.written), 120)
    assert_once(world, worker.written)


def write(worker: Any, rng: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        worker.transact(rng.randrange(PARTITIONS), rng.randrange(20), commit=rng.random() < 0.9)
        time.sleep(0.02)


def test_two_sinks_share_the_partitions_and_survive_each_other(world: World) -> None:
    worker, rng = world.worker(), random.Random(8)
    sinks = [world.sink(), world.sink()]
    for turn in range(4):
        until(lambda: all("assigned" in sink.log.read_text() for sink in sinks))
        write(worker, rng, 8)
        if turn % 2:
            sinks[1].kill()
        else:
            assert sinks[0].stop()[0] == 0
        sinks[turn % 2] = world.sink()
    until(arrived(world, worker.written), 120)
    assert_once(world, worker.written)


def test_a_frozen_sink_that_wakes_after_another_took_over_writes_nothing_twice(world: World) -> None:
    worker = world.worker()
    frozen = world.sink()
    worker.transact(0, 5)
    until(arrived(world, worker.written))
    worker.transact(0, 5)
    time.sleep(2)  # its rows are in hand, not in the table
    os.kill(frozen.popen.pid, signal.SIGSTOP)
    world.sink()
    until(arrived(world, worker.written), 120)
    os.kill(frozen.popen.pid, signal.SIGCONT)
    worker.transact(0, 5)
    until(arrived(world, worker.written))
    time.sleep(6)
    assert_once(world, worker.written)


def test_while_the_store_is_away_it_waits_says_so_once_and_loses_nothing(world: World) -> None:
    worker, sink = world.worker(), world.sink()
    worker.transact(0, 5)
    until(arrived(world, worker.written))
    world.stack.server("store").suspend()
    try:
        worker.transact(1, 5)
        until(lambda: "S3 store" in health(sink), 30)
        another = world.sink()
        time.sleep(5)
        code, seconds = another.stop()
        assert (code, seconds < 10) == (0, True)
    finally:
        world.stack.server("store").resume()
    until(arrived(world, worker.written))
    until(lambda: health(sink) == "ok\n")
    world.stack.server("store").kill()  # the supervisor starts it again
    worker.transact(2, 5)
    until(arrived(world, worker.written))
    assert_once(world, worker.written)
    said = [line for line in sink.log.read_text().splitlines() if "trying again" in line]
    assert 1 <= len(said) <= 3


def test_it_ends_within_ten_seconds_while_the_store_is_frozen(world: World) -> None:
    worker, sink = world.worker(), world.sink()
    worker.transact(0, 5)
    until(arrived(world, worker.written))
    world.stack.server("store").suspend()
    try:
        worker.transact(0, 5)
        until(lambda: "S3 store" in health(sink), 30)
        code, seconds = sink.stop()
    finally:
        world.stack.server("store").resume()
    assert code == 0
    assert seconds < 10


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"HANDRAIL_KAFKA__PASSWORD": "wrong-secret"}, "refuses the user name or password"),
        ({"HANDRAIL_STORE__SECRET_KEY": "wrong-secret"}, "refuses the access key in [store]"),
        ({"HANDRAIL_STORE__BUCKET": "nowhere"}, "has no bucket nowhere"),
    ],
)
def test_what_no_waiting_cures_is_one_sentence(world: World, setting: dict[str, str], sentence: str) -> None:
    sink = world.sink(**setting)
    assert sink.popen.wait(40) == 1
    said = sink.log.read_text()
    assert sentence in said
    assert "Traceback" not in said
    assert "wrong-secret" not in said


def test_a_record_that_cannot_be_read_is_never_skipped(world: World) -> None:
    worker = world.worker()
    worker.producer.begin_transaction()
    worker.raw(REDACTIONS, 2, b"garbage")
    worker.producer.commit_transaction()
    sink = world.sink()
    assert sink.popen.wait(40) == 1
    said = sink.log.read_text()
    assert f"The record in {REDACTIONS.of(world.application)}/2 at offset " in said
    assert "Traceback" not in said
    assert ids(world, "redactions") == []


def test_records_deleted_before_they_were_written_are_a_refusal(world: World) -> None:
    worker, sink = world.worker(), world.sink()
    worker.transact(3, 5)
    until(arrived(world, worker.written))
    sink.stop()
    worker.transact(3, 5)
    worker.transact(3, 5)
    admin = AdminClient(world.stack.settings("admin").kafka.client())
    for future in admin.delete_records([TopicPartition(TRAJECTORIES.of(world.application), 3, -1)]).values():
        future.result(20)
    sink = world.sink()
    assert sink.popen.wait(40) == 1
    assert f"{TRAJECTORIES.of(world.application)}/3 cannot be read on: the records from" in sink.log.read_text()


def test_metrics_count_every_row(world: World) -> None:
    worker, sink = world.worker(), world.sink()
    worker.transact(0, 7)
    until(arrived(world, worker.written))
    port = int((sink.state / "http").read_text())

    def counted() -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            return 'handrail_sink_rows_total{table="trajectories"} 7.0' in answer.read().decode()

    until(counted)
