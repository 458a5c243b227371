"""From a publisher through spool and sender to real brokers, which go away and come back."""

import time
from random import Random
from uuid import uuid4

import psutil
import pytest

from producers import epochs
from producers.batcher import Batcher
from producers.connection import connect
from producers.desktop.flight import Limits
from producers.desktop.sending import Sender
from producers.desktop.spool import Spool
from producers.devices import enrol
from producers.gate import Gate
from producers.policy import Policy, Rule
from producers.publisher import Publisher
from producers.transport import Transport
from schemas.envelope import header_of
from schemas.events import Context, Kind, Pointer
from tests.producers.desktop.whole.brokers import arrived

AWAY = 20.0
QUICK = Limits(jitter=2.0)


def until(holds, what, limit=90.0):
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {limit:.0f} s"
        time.sleep(0.2)


def sequences(stack, device_id):
    """The sequences of a device in the log, as they stand there, by boot."""
    found = {}
    for header in map(header_of, arrived(stack, device_id)):
        found.setdefault(header["boot_id"], []).append(header["sequence"])
    return found


def kill_and_await(stack):
    """kill -9 of the brokers; returns once others have taken their place and answer."""
    old = stack.server("kafka").pid
    stack.server("kafka").kill()

    def back():
        try:
            return stack.server("kafka").pid != old and stack.run().ready
        except (ValueError, psutil.Error):
            return False

    until(back, "the brokers")


class Agent:
    """One boot of one device, on a spool that outlives it."""

    def __init__(self, stack, folder, device_id, boot_id):
        chosen = stack.settings("producer")
        self.spool = Spool(folder)
        self.spool.open()
        self.sender = Sender(self.spool, lambda: Transport(chosen), Random(1), QUICK)
        gate = Gate(Policy({"chrome": Rule("chrome", frozenset(Kind), window_titles=True)}))
        _, contracts = connect(chosen)
        self.publisher = Publisher(
            enrol(chosen.keys, device_id, "0" * 32),
            boot_id,
            gate,
            epochs.load(chosen.keys.epochs),
            contracts,
            self.spool.append,
            batcher=Batcher(max_events=1),
        )
        self.sender.start()

    def move(self, count):
        for _ in range(count):
            self.publisher.publish(Pointer(time.time_ns() // 1_000_000, 1, 2), Context("chrome", "Orders"))

    def stop(self):
        begin = time.monotonic()
        self.sender.stop()
        assert time.monotonic() - begin < 1.0
        self.spool.close()


@pytest.mark.timeout(280)
def test_what_is_published_while_the_brokers_are_away_arrives_in_order_once_they_are_back(stack, tmp_path):
    device_id = uuid4().hex
    agent = Agent(stack, tmp_path / "spool", device_id, "boot 1")
    agent.move(30)
    agent.publisher.flush()
    until(lambda: not agent.spool.waiting, "the first batches")
    kafka = stack.server("kafka")
    kafka.suspend()
    try:
        begin = time.monotonic()
        while time.monotonic() < begin + AWAY:
            agent.move(5)
            time.sleep(0.5)
        agent.publisher.close()
        assert agent.spool.waiting > 100
        assert agent.sender.status.away
    finally:
        kafka.resume()
    kill_and_await(stack)
    until(lambda: not agent.spool.waiting, "the batches of the outage")
    published = agent.publisher.published
    assert sequences(stack, device_id) == {"boot 1": list(range(published.batches))}
    assert (published.acknowledged, agent.spool.dropped) == (published.batches, {})
    assert not agent.sender.status.away
    agent.stop()


@pytest.mark.timeout(280)
def test_what_an_agent_leaves_behind_the_next_one_sends_before_its_own(stack, tmp_path):
    device_id = uuid4().hex
    first = Agent(stack, tmp_path / "spool", device_id, "boot 1")
    stack.server("kafka").suspend()
    try:
        first.move(40)
        first.publisher.close()
        time.sleep(1.0)
        first.stop()
    finally:
        stack.server("kafka").resume()
    second = Agent(stack, tmp_path / "spool", device_id, "boot 2")
    second.move(10)
    second.publisher.close()
    until(lambda: not second.spool.waiting, "everything")
    second.stop()
    found = sequences(stack, device_id)
    assert list(found) == ["boot 1", "boot 2"]
    first_seen = list(dict.fromkeys(found["boot 1"]))
    assert (first_seen, found["boot 2"]) == (list(range(40)), list(range(10)))


def test_a_refused_password_is_remembered_in_one_sentence_and_the_spool_keeps_everything(stack, tmp_path):
    chosen = stack.settings("producer")
    wrong = chosen.model_copy(update={"kafka": type(chosen.kafka).model_validate(chosen.kafka.model_dump() | {"password": "no"})})
    spool = Spool(tmp_path / "spool")
    spool.open()
    spool.append("device", b"batch", lambda _: None)
    sender = Sender(spool, lambda: Transport(wrong), Random(1), QUICK)
    sender.start()
    until(lambda: sender.status.fault is not None, "the fault", 30)
    assert "check its password" in sender.status.fault
    sender.stop()
    assert spool.waiting == 1
    spool.close()
