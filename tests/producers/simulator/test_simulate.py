"""A simulation as it leaves for the brokers: the same plan sends the same, counts are what arrives, and it ends when told."""

import base64
import json
from collections import Counter, defaultdict

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from producers.publisher import Contracts
from producers.simulator.faults import USUAL
from producers.simulator.pace import Pace
from producers.simulator.plan import Plan
from producers.simulator.simulate import simulate
from schemas import codec
from schemas.envelope import header_of
from schemas.settings import Settings
from tests.schemas.registered import IDS

START = 1_768_208_400_000  # 2026-01-12T09:00:00Z
CONTRACTS = Contracts(IDS["InteractionBatch"], codec.Encoder("InteractionBody", IDS["InteractionBody"]))


class Acknowledging:
    """A transport that has every batch acknowledged when it is flushed."""

    def __init__(self):
        self.headers, self._waiting = [], []

    def send(self, device_id, value, acknowledged):
        header = header_of(value)
        assert header["device_id"] == device_id
        self.headers.append(header | {"wrapped_key": b""})
        self._waiting.append(acknowledged)

    def flush(self):
        for number, acknowledged in enumerate(self._waiting, start=1):
            acknowledged(number)
        self._waiting.clear()


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    epoch = {"epoch": "all", "not_before": 0, "not_after": 1 << 60, "public_key": base64.b64encode(public).decode()}
    (folder / "epochs.json").write_text(json.dumps([epoch]))
    (folder / "organisation").write_bytes(bytes(32))
    return Settings(
        role="producer",
        kafka={"bootstrap": "", "username": "", "password": ""},
        registry={"url": ""},
        state=folder / "state",
        keys={
            "epochs": folder / "epochs.json",
            "signing": folder / "signing",
            "devices": folder / "devices.json",
            "organisation": folder / "organisation",
        },
    )


def plan(factor=0.0, **more):
    chosen = {"devices": 5, "seed": 1, "start": START, "boot": "boot", "events": 5_000, "faults": USUAL.times(factor)}
    return Plan(**chosen | more)


def run(settings, planned, **more):
    transport = Acknowledging()
    return simulate(settings, transport, CONTRACTS, planned, **more), transport.headers


def number(header):
    return header["device_id"], header["boot_id"], header["sequence"]


def test_without_faults_every_event_arrives_once_and_who_is_at_work_says_the_end(settings):
    counts, headers = run(settings, plan())
    assert counts.events == sum(header["event_count"] for header in headers) == 5_000
    assert counts.batches == counts.last_append == len(headers)
    assert (counts.duplicates, counts.gaps, counts.late, counts.crashes, counts.clock_jumps, counts.silent) == (0,) * 6
    assert counts.dropped == 0
    last = {header["device_id"]: header for header in headers}
    assert len(last) == 5
    assert any(header["end"] for header in last.values())  # who pauses has sent all, and has nothing left to say it with
    assert not any(header["end"] for header in headers if header is not last[header["device_id"]])


@given(seed=st.integers(0, 1 << 32), factor=st.floats(0, 100))
@hypothesis(max_examples=15, deadline=None)
def test_counts_are_what_arrives_and_the_same_plan_sends_the_same(settings, seed, factor):
    planned = plan(factor, seed=seed, events=3_000)
    counts, headers = run(settings, planned)
    seen = {number(header): header for header in headers}
    assert len(headers) == counts.batches + counts.duplicates
    assert len(seen) == counts.batches
    assert sum(header["event_count"] for header in seen.values()) == counts.events <= 3_000
    assert run(settings, planned) == (counts, headers)


def test_every_fault_is_made(settings):
    counts, headers = run(settings, plan(50, devices=20, events=30_000))
    assert all(count for name, count in counts.as_dict().items() if name != "dropped")
    assert counts.dropped == 0
    first = list({number(header): None for header in headers})
    sequences = defaultdict(list)
    for device, boot, sequence in first:
        sequences[device, boot].append(sequence)
    assert all(found == sorted(found) for found in sequences.values())  # offline or not: first in, first out
    assert any(found != list(range(len(found))) for found in sequences.values())
    assert len(headers) > len(first)


def test_a_second_run_has_the_same_devices_and_boots_of_its_own(settings):
    (_, one), (_, other) = run(settings, plan()), run(settings, plan(boot="another"))
    assert {header["device_id"] for header in one} == {header["device_id"] for header in other}
    assert {header["subject"] for header in one} == {header["subject"] for header in other}
    assert not {number(header) for header in one} & {number(header) for header in other}
    (_, elsewhere) = run(settings, plan(seed=2))
    assert not {header["device_id"] for header in one} & {header["device_id"] for header in elsewhere}


def test_batches_are_as_large_as_asked_for(settings):
    _, headers = run(settings, plan(batch_events=50, batch_milliseconds=86_400_000))
    sizes = Counter(header["event_count"] for header in headers)
    assert max(sizes) == 50
    assert sizes.most_common(1)[0][0] == 50


def test_when_it_should_end_what_was_made_is_sent_and_said(settings):
    made = []
    counts, headers = run(settings, plan(events=None), going=lambda: sum(made) < 2_000, watch=made.append)
    assert counts.events == sum(made) == sum(header["event_count"] for header in headers)
    assert 2_000 <= counts.events < 4_000


def test_it_waits_as_its_pace_asks(settings):
    now = [0.0]
    pace = Pace(rate=100, clock=lambda: now[0], sleep=lambda seconds: now.__setitem__(0, now[0] + seconds))
    counts, _ = run(settings, plan(events=2_000), pace=pace)
    assert 15 < now[0] <= counts.events / 100
