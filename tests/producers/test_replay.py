"""A replay: one device a recording, remembered so that a second one is known for a duplicate, at the pace asked for."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from producers.policy import Policy, Rule
from producers.publisher import Contracts
from producers.recordings.recording import Recording
from producers.replay import Replay, paced
from schemas import codec
from schemas.errors import HandrailError
from schemas.events import Context, Kind, Pointer
from schemas.settings import Settings
from tests.schemas.registered import IDS

CHROME = Context("chrome", "Orders")
CONTRACTS = Contracts(IDS["InteractionBatch"], codec.Encoder("InteractionBody", IDS["InteractionBody"]))
POLICY = Policy({"chrome": Rule("chrome", frozenset(Kind), window_titles=True)})


class Acknowledging:
    """A transport that has every batch acknowledged when it is flushed."""

    def __init__(self):
        self.sent, self._waiting = [], []

    def send(self, device_id, value, acknowledged):
        self.sent.append((device_id, value))
        self._waiting.append(acknowledged)

    def flush(self):
        for acknowledged in self._waiting:
            acknowledged(0)
        self._waiting.clear()


@pytest.fixture
def settings(tmp_path):
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    epoch = {"epoch": "all", "not_before": 0, "not_after": 1 << 60, "public_key": base64.b64encode(public).decode()}
    (tmp_path / "epochs.json").write_text(json.dumps([epoch]))
    (tmp_path / "organisation").write_bytes(bytes(32))
    return Settings(
        role="producer",
        kafka={"bootstrap": "", "username": "", "password": ""},
        registry={"url": ""},
        state=tmp_path / "state",
        keys={
            "epochs": tmp_path / "epochs.json",
            "signing": tmp_path / "signing",
            "devices": tmp_path / "devices.json",
            "organisation": tmp_path / "organisation",
        },
    )


def recording(name="a", count=3):
    events = [(Pointer(6_000 * number, 1, 1), CHROME) for number in range(count)]
    return Recording(name=name, digest=f"digest of {name}", format="test", events=events)


def run(settings, *recordings):
    transport = Acknowledging()
    replay = Replay(settings, POLICY, transport, CONTRACTS)
    return [replay.run(one, lambda events: events) for one in recordings], transport


def test_every_recording_is_a_device_of_its_own(settings):
    (first, second), transport = run(settings, recording("a"), recording("b", 1))
    assert (first.published.batches, second.published.batches) == (3, 1)
    assert [device for device, _ in transport.sent] == ["digest of a"] * 3 + ["digest of b"]
    devices = json.loads(settings.keys.devices.read_bytes())
    assert len({entry["subject"] for entry in devices.values()}) == 2


def test_a_second_replay_is_known_to_be_a_duplicate(settings):
    [first], _ = run(settings, recording())
    [again], _ = run(settings, recording())
    [longer], _ = run(settings, recording(count=5))
    [last], _ = run(settings, recording())
    assert [one.before for one in (first, again, longer, last)] == [0, 3, 3, 5]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"5", b'{"a": "many"}', b'{"a": null}'])
def test_a_damaged_ledger_is_one_sentence_that_says_what_to_do(settings, content):
    settings.state.mkdir()
    (settings.state / "replayed.json").write_bytes(content)
    with pytest.raises(HandrailError, match=r"replayed\.json is damaged: remove it"):
        run(settings, recording())


def waits(times, speed):
    slept = []
    events = [(Pointer(time, 0, 0), CHROME) for time in times]
    assert list(paced(events, speed, slept.append)) == events
    return slept


def test_events_come_at_so_many_times_their_own_speed():
    assert waits([0, 100, 100, 400], 2.0) == [0.05, 0.15]


def test_no_wait_is_longer_than_a_second_and_none_is_negative():
    assert waits([0, 60_000, 30_000, 30_010], 1.0) == [1.0, 0.01]
