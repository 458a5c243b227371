"""Whatever lies on `interactions`, the pipeline goes on: what it cannot take in is a dead letter with a reason."""

import random
import secrets
import time
from collections import Counter

import pytest
from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from rich.console import Console

from producers import epochs
from producers.cli import replay_files
from producers.connection import schema_ids
from producers.devices import enrol
from producers.gate import Gate
from producers.policy import DEFAULT_POLICY, load
from producers.publisher import Contracts, Publisher
from producers.recordings import formats
from producers.recordings.sample import SAMPLE
from schemas import codec
from schemas.sealing import Sealer
from schemas.topics import TRAJECTORIES
from streams.dead_letters import read
from tests.system.conftest import until

KIB = 1024


class Forge:
    """Makes batches of an enrolled device as a publisher does, and spoils them."""

    def __init__(self, stack) -> None:
        self.settings = stack.settings("producer")
        self.device = enrol(self.settings.keys, "forge", "forged subject")
        self.producer = Producer(self.settings.kafka.client(partitioner="murmur2_random"))
        self.contracts = Contracts.of(schema_ids(self.settings.registry))
        self.epochs = epochs.load(self.settings.keys.epochs)

    def batch(self, boot: str, device=None) -> bytes:
        sent: list[bytes] = []
        publisher = Publisher(
            device or self.device,
            boot,
            Gate(load(DEFAULT_POLICY)),
            self.epochs,
            self.contracts,
            lambda _key, value, _done: sent.append(value),
        )
        for event, context in formats.read(SAMPLE).events[:20]:
            publisher.publish(event, context)
        publisher.close()
        return sent[-1]

    def send(self, value: bytes | None, key: str | bytes | None = "forge") -> None:
        self.producer.produce("interactions", value, key=key)
        assert self.producer.flush(20) == 0


@pytest.fixture(scope="module")
def forge(pipeline):
    return Forge(pipeline.stack)


def now() -> int:
    return int(time.time() * 1000)


def counts(pipeline, since: int) -> Counter:
    """The dead letters of what was appended since a moment: other tests bury records in the same log."""
    letters = read(pipeline.stack.settings("admin"))
    return Counter(letter["reason"] for letter in letters if letter["append_time"] >= since)


def expect(pipeline, since: int, **reasons: int) -> None:
    until(lambda: counts(pipeline, since).total() >= sum(reasons.values()), "the dead letters", 60)
    assert counts(pipeline, since) == Counter(reasons)


def test_random_bytes_up_to_900_kib_are_undecodable(pipeline, forge):
    since, chance = now(), random.Random(5)
    for size in (0, 1, 4, 5, 60, 5_000, 900 * KIB):
        forge.send(chance.randbytes(size), chance.randbytes(8))
    forge.send(None)
    expect(pipeline, since, undecodable=8)


def test_a_truncated_batch_and_a_wrong_schema_id_are_undecodable(pipeline, forge):
    since, good = now(), forge.batch("truncated")
    forge.send(good[: len(good) // 2])
    forge.send(good[:-1])
    forge.send(good + b"x")
    forge.send(b"\0\0\x0f\xff\xff" + good[5:])
    expect(pipeline, since, undecodable=4)


def test_a_changed_header_fails_its_signature(pipeline, forge):
    since = now()
    value = bytearray(forge.batch("changed"))
    at = bytes(value).index(b"chrome")
    value[at : at + 6] = b"chrone"
    forge.send(bytes(value))
    expect(pipeline, since, bad_signature=1)


def test_a_key_that_is_not_the_device_and_a_foreign_device_are_refused(pipeline, forge, tmp_path):
    since = now()
    forge.send(forge.batch("mismatch"), key="somebody else")
    forge.send(forge.batch("mismatch"), key=None)
    keys = forge.settings.keys.model_copy(update={"signing": tmp_path, "devices": tmp_path / "devices.json"})
    foreign = enrol(keys, "foreign", "foreign subject")
    forge.send(forge.batch("foreign", foreign), key="foreign")
    impostor = enrol(keys, "forge", "another subject")
    forge.send(forge.batch("impostor", impostor))
    expect(pipeline, since, key_mismatch=2, unknown_device=1, subject_mismatch=1)


def test_a_signed_batch_that_does_not_open_is_buried_and_its_trajectory_goes_on(pipeline, forge, monkeypatch):
    since = now()
    seal = Sealer.seal
    monkeypatch.setattr(Sealer, "seal", lambda self, body, sequence, header: seal(self, body, sequence, header + b"changed"))
    forge.send(forge.batch("unsealable"))
    expect(pipeline, since, unsealable=1)


def test_a_record_of_another_topic_is_the_wrong_record(pipeline, forge):
    since = now()
    with SchemaRegistryClient(forge.settings.registry.client()) as registry:
        encoder = codec.Encoder("Watermark", codec.registered_id(registry, TRAJECTORIES, "Watermark"))
    forge.send(encoder({"partition": 0, "valid_through": 1}))
    expect(pipeline, since, wrong_record=1)


def test_the_pipeline_goes_on_after_all_that(pipeline, forge, tmp_path):
    copy = tmp_path / "copy.jsonl"
    copy.write_text(SAMPLE.read_text().replace("Autumn catalogue", secrets.token_hex(4)))
    results = replay_files(forge.settings, load(DEFAULT_POLICY), [copy], Console(quiet=True))
    pipeline.wait_complete(results[0].published.last_append)
    assert any(row["device_id"] == results[0].device_id for row in pipeline.rows())


def test_dead_letters_hold_what_came_byte_for_byte(pipeline, forge):
    value = b"not avro " + secrets.token_bytes(40)
    since = now()
    forge.send(value, key="anybody")
    expect(pipeline, since, undecodable=1)
    assert any(letter["value"] == value and letter["key"] == b"anybody" for letter in read(pipeline.stack.settings("admin")))
