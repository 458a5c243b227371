"""The commands that keep the data set, on real servers, while a sink writes."""

import time

import pyarrow as pa
import pyarrow.parquet as pq
from click.testing import CliRunner
from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import Decoder
from schemas.errors import HandrailError
from schemas.topics import REDACTIONS
from sinks.dataset import objects as finding
from sinks.dataset.cli import dataset
from sinks.dataset.objects import Objects
from sinks.store import filesystem
from tests.sinks.conftest import World
from tests.sinks.dataset.folders import subjects

ANN = "subject-of-device-0-0"


def test_a_data_set_is_kept_while_a_sink_writes(world: World) -> None:
    sink, worker = world.sink(), world.worker()
    rows, _ = finding.of(world.settings)
    for round_ in range(1, 4):
        worker.transact(0, 6)
        _written(rows, 6 * round_)
    ran = [_run(world, *arguments) for arguments in (("compact",), ("pin", "run-1"), ("erase", ANN, "--request", "request-1"))]
    assert "3 files are now 1" in ran[0]
    assert "6 rows" in ran[2]
    assert "the pin run-1 held the person" in ran[2]
    worker.transact(1, 2)
    _written(rows, 14)
    assert ANN not in subjects(rows)
    assert not _is_named(world, ANN)
    assert _run(world, "verify").endswith("OK\n")
    assert sink.popen.poll() is None
    found = _receipts(world)
    assert [(each["request_id"], each["table"], each["rows_removed"]) for each in found] == [
        ("request-1", "trajectories", 6),
        ("request-1", "redactions", 6),
    ]
    said = [_run(world, *arguments) for arguments in (("pins",), ("history",), ("vacuum", "--dry-run"), ("unpin", "run-1"))]
    assert "an erasure took" in said[0]
    assert "6 rows of trajectories" in said[0]
    assert "compact" in said[1]
    assert "erase" in said[1]
    assert "0 files" in said[2]
    assert "24 hours" in _run(world, "vacuum", "--hours", "1")
    assert "no pin run-1" in _run(world, "unpin", "run-1")


def _run(world: World, *arguments: str) -> str:
    """What a command says, run in this process: each start of another costs seconds."""
    command = [*arguments, "--dir", str(world.stack.home.path)]
    done = CliRunner().invoke(dataset, command, env={"HANDRAIL_APPLICATION": world.application}, catch_exceptions=True)
    assert done.exit_code == 0 or isinstance(done.exception, HandrailError)
    return done.output if done.exit_code == 0 else str(done.exception)


def _written(rows: Objects, count: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if rows.files.exists(f"{rows.root}/_delta_log") and rows.open().count() >= count:
            return
        time.sleep(0.2)
    raise AssertionError("the sink has not written")


def _is_named(world: World, subject: str) -> bool:
    """Whether any object does: as it lies there, or as what Parquet holds."""
    files = filesystem(world.store)
    contents = {path: files.cat_file(path) for path in files.find(f"{world.store.bucket}/{world.application}")}
    tables = (pq.read_table(pa.BufferReader(content)) for path, content in contents.items() if path.endswith(".parquet"))
    return any(subject in str(table.to_pylist()) for table in tables) or any(subject.encode() in c for c in contents.values())


def _receipts(world: World) -> list[dict[str, object]]:
    settings = world.settings
    options = settings.kafka.client(group_id=f"handrail-sink-{world.application}", auto_offset_reset="earliest")
    consumer, found = Consumer(options), []
    with SchemaRegistryClient(settings.registry.client()) as registry:
        decode, end = Decoder(registry), time.monotonic() + 30
        consumer.subscribe([REDACTIONS.of(world.application)])
        while len(found) < 2 and time.monotonic() < end:
            for message in consumer.consume(100, 1.0):
                name, record = decode(message.value())
                if name == "ErasureReceipt":
                    found.append(record)
    consumer.close()
    return found
