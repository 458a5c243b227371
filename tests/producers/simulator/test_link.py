"""A network delays, repeats and loses batches, and counts each; their order it keeps."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.simulator import link as linking
from producers.simulator.counts import Simulated
from producers.simulator.faults import USUAL, Faults
from producers.simulator.link import Link
from schemas import envelope
from schemas.records import Header
from tests.schemas.examples import SCREEN

NONE = USUAL.times(0)


class Wire:
    """A link and what came out of it."""

    def __init__(self, faults=NONE, seed=1):
        self.sent, self.acknowledged = [], []
        self.counts = Simulated(1)
        self.link = Link(self._send, Random(seed), faults, self.counts)

    def _send(self, device_id, batch, acknowledged):
        assert device_id == "device"
        self.sent.append(batch)
        acknowledged(len(self.sent))

    def send(self, *batches):
        for batch in batches:
            self.link.send("device", batch, self.acknowledged.append)
        return self


def batch(sequence):
    header = Header(
        device_id="device",
        subject="subject",
        boot_id="boot",
        sequence=sequence,
        first_time=0,
        last_time=0,
        application="chrome",
        event_count=3,
        screen=SCREEN,
        policy_version="",
        key_epoch="",
        hpke_suite=1,
        wrapped_key=b"",
        text_open=False,
        end=False,
    )
    return envelope.assemble(7, header, lambda _: b"sealed", lambda _: b"signed")


BATCHES = [batch(sequence) for sequence in range(700)]


def test_without_faults_everything_arrives_once_in_order():
    wire = Wire().send(*BATCHES)
    assert wire.sent == BATCHES
    counts = wire.counts
    assert (counts.batches, counts.bytes) == (700, sum(map(len, BATCHES)))
    assert (counts.duplicates, counts.gaps, counts.late) == (0, 0, 0)


def test_acknowledgements_reach_who_sent_and_the_last_append_is_known():
    wire = Wire().send(*BATCHES[:3])
    assert wire.acknowledged == [1, 2, 3]
    assert wire.counts.last_append == 3


def test_what_is_sent_offline_waits_and_arrives_before_what_follows():
    wire = Wire().send(*BATCHES[:2])
    wire.link.offline()
    wire.link.offline()
    wire.send(*BATCHES[2:5])
    assert wire.sent == BATCHES[:2]
    wire.link.online()
    wire.link.online()
    assert wire.send(BATCHES[5]).sent == BATCHES[:6]
    assert wire.counts.late == 3


def test_a_full_spool_brings_the_network_back():
    wire = Wire()
    wire.link.offline()
    wire.send(*BATCHES)
    assert wire.sent == BATCHES
    assert wire.counts.late == linking.SPOOL


def test_a_lost_batch_is_counted_and_its_events_taken_off():
    wire = Wire(Faults(gap=0.3, duplicate=0)).send(*BATCHES)
    counts = wire.counts
    assert counts.gaps > 100
    assert (len(wire.sent), counts.batches) == (700 - counts.gaps, 700 - counts.gaps)
    assert counts.events == -3 * counts.gaps


@pytest.mark.parametrize("offline", [False, True])
def test_a_batch_is_repeated_after_itself_alone_or_with_the_one_before(offline):
    wire = Wire(Faults(gap=0, duplicate=0.3))
    if offline:
        wire.link.offline()
    wire.send(*BATCHES)
    wire.link.online()
    assert len(wire.sent) == 700 + wire.counts.duplicates
    runs = {
        tuple(BATCHES.index(one) - at for one in wire.sent[place + 1 : place + 3])
        for place, at in enumerate(map(BATCHES.index, wire.sent[:-2]))
    }
    assert {(1, 2), (0, 1), (-1, 0)} <= runs
    first = list(dict.fromkeys(wire.sent))
    assert first == BATCHES


@given(st.integers(0, 1 << 32), st.floats(0, 100))
def test_what_goes_wrong_is_a_function_of_the_random_numbers(seed, factor):
    one, other = (Wire(USUAL.times(factor), seed).send(*BATCHES[:100]) for _ in range(2))
    assert one.sent == other.sent
    assert one.counts == other.counts
