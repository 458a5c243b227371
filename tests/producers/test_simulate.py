"""A simulation against real servers: what arrives is signed, opens, and is as much as was counted."""

import io
import json
import signal
import subprocess
import sys
from collections import Counter
from uuid import uuid4

import pytest
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient

from deploy.local.stack import Stack
from producers.connection import connect
from producers.simulator.faults import USUAL
from producers.simulator.plan import Plan
from producers.simulator.simulate import simulate
from schemas import batches, codec
from schemas.envelope import Reader
from schemas.sealing import Opener
from schemas.topics import INTERACTIONS
from streams.keys import Devices, PrivateKeys

START = 1_768_208_400_000  # 2026-01-12T09:00:00Z
DEVICES = 20


def planned(**more):
    return Plan(**{"devices": DEVICES, "seed": 7, "start": START, "boot": uuid4().hex, "events": 5_000} | more)


def values_of(stack: Stack, devices: set[str]) -> list[bytes]:
    """Every batch of some devices in the log, partition by partition, in order."""
    admin = stack.settings("admin")
    more = {"group_id": "test-simulate", "enable_auto_commit": False, "enable_partition_eof": True}
    consumer = Consumer(admin.kafka.client(**more))
    unfinished = set(range(admin.partitions))
    consumer.assign([TopicPartition(INTERACTIONS.name, partition, 0) for partition in unfinished])
    found = []
    while unfinished:
        message = consumer.poll(10)
        assert message is not None
        if message.error():
            unfinished.discard(message.partition())
        elif (message.key() or b"").decode() in devices:
            found.append(message.value())
    consumer.close()
    return found


def envelopes_of(stack: Stack, plan: Plan):
    """What the log holds of a run, in order within each device."""
    devices = {plan.device_id(number) for number in range(plan.devices)}
    with SchemaRegistryClient(stack.settings("worker").registry.client()) as registry:
        every = list(map(Reader(codec.Decoder(registry)), values_of(stack, devices)))
    return [one for one in every if one.header["boot_id"].startswith(plan.boot)]


def number(envelope):
    header = envelope.header
    return header["device_id"], header["boot_id"], header["sequence"]


@pytest.fixture(scope="module")
def simulated(stack):
    producer, plan = stack.settings("producer"), planned(faults=USUAL.times(5))
    counts = simulate(producer, *connect(producer), plan)
    return plan, counts, envelopes_of(stack, plan)


def test_counts_are_what_the_log_holds(simulated):
    _, counts, envelopes = simulated
    first = {number(envelope): envelope for envelope in envelopes}
    assert len(envelopes) == counts.batches + counts.duplicates
    assert len(first) == counts.batches
    assert sum(envelope.header["event_count"] for envelope in first.values()) == counts.events > 4_000
    assert sum(len(envelope.value) for envelope in first.values()) == counts.bytes
    assert counts.last_append > START
    assert counts.dropped == 0


def test_what_is_sent_twice_is_the_same_to_the_last_bit(simulated):
    _, counts, envelopes = simulated
    assert counts.duplicates > 0
    assert len({envelope.value for envelope in envelopes}) == counts.batches


def test_every_batch_is_its_devices_own_and_opens_to_its_events(stack, simulated):
    _, _, envelopes = simulated
    keys = stack.settings("worker").keys
    enrolled, opener, schema = Devices(keys.devices), Opener(PrivateKeys(keys.private)), codec.parsed("InteractionBody")
    for envelope in envelopes:
        header = envelope.header
        device = enrolled(header["device_id"])
        envelope.verify(device.key)
        assert device.subject == header["subject"]
        body = opener.open(header, envelope.header_bytes, envelope.body)
        events = batches.unpack(codec.read(io.BytesIO(body[codec.PREFIX :]), schema, schema), header["first_time"])
        assert len(events) == header["event_count"]
        assert (events[0].time, events[-1].time) == (header["first_time"], header["last_time"])


def test_the_same_run_again_is_a_duplicate_of_the_first(stack, simulated):
    plan, counts, envelopes = simulated
    producer = stack.settings("producer")
    again = simulate(producer, *connect(producer), plan)
    assert (again.batches, again.events, again.gaps) == (counts.batches, counts.events, counts.gaps)
    times = Counter(map(number, envelopes_of(stack, plan)))
    assert times == Counter({one: 2 * count for one, count in Counter(map(number, envelopes)).items()})


def command(stack, *more):
    return [sys.executable, "-m", "handrail", "simulate", "--dir", str(stack.home.path), "--devices", "5", "--json", *more]


def test_the_command_prints_the_counts(stack):
    done = subprocess.run(command(stack, "--events", "2000", "--faults", "0"), capture_output=True, text=True, check=True)
    counts = json.loads(done.stdout)
    assert (counts["devices"], counts["events"], counts["duplicates"]) == (5, 2_000, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(stack, number):
    boot = uuid4().hex
    run = command(stack, "--boot", boot, "--seed", "9", "--rate", "2000", "--faults", "0")
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(6)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert f"Stopped by {number.name}" in err
    counts = json.loads(out)
    arrived = envelopes_of(stack, planned(devices=5, seed=9, boot=boot))
    assert sum(envelope.header["event_count"] for envelope in arrived) == counts["events"] > 0
