"""A publisher hands over sealed, signed batches in sequence, of what the policy admits and of nothing else."""

import io

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from producers.batcher import Batcher
from producers.devices import Device
from producers.epochs import Epoch
from producers.gate import Gate
from producers.policy import Policy, Rule
from producers.publisher import Contracts, Publisher
from schemas import batches, codec
from schemas.envelope import Reader
from schemas.errors import HandrailError
from schemas.events import Context, Element, Focus, Key, Kind, Pointer
from schemas.sealing import Opener
from tests.schemas.events import events
from tests.schemas.registered import IDS, Registered

DAY = 86_400_000
PRIVATE = {f"day {day}": X25519PrivateKey.from_private_bytes(bytes([day]) * 32) for day in (1, 2)}
EPOCHS = [Epoch(f"day {day}", day * DAY, (day + 1) * DAY, PRIVATE[f"day {day}"].public_key()) for day in (1, 2)]
DEVICE = Device("device", "subject", Ed25519PrivateKey.from_private_bytes(bytes(32)))
CONTRACTS = Contracts(IDS["InteractionBatch"], codec.Encoder("InteractionBody", IDS["InteractionBody"]))
READ = Reader(codec.Decoder(Registered()))
CHROME = Context("chrome", "Orders")
VAULT = Context("keepass", "canary-vault")
SECURE = Context("chrome", "Orders", Element("password text", "Password"))


class Publishing:
    """A publisher with fixed keys and clock, and everything it sent."""

    def __init__(self, *, acknowledge=True, **more):
        self.now = DAY
        self.sent = []
        self._acknowledge = acknowledge
        gate = Gate(Policy({name: Rule(name, frozenset(Kind), window_titles=True) for name in ("chrome", "mail")}))
        self.publisher = Publisher(DEVICE, "boot", gate, EPOCHS, CONTRACTS, self._send, lambda: self.now, **more)

    def _send(self, device_id, value, acknowledged):
        assert device_id == "device"
        self.sent.append(value)
        if self._acknowledge:
            acknowledged(1_000 * len(self.sent))

    def publish(self, *stamped):
        for event, context in stamped:
            self.publisher.publish(event, context)
        return self

    def close(self):
        self.publisher.close()
        return self

    @property
    def envelopes(self):
        return [READ(value) for value in self.sent]

    @property
    def headers(self):
        return [envelope.header for envelope in self.envelopes]

    @property
    def bodies(self):
        opener = Opener(PRIVATE)
        opened = [opener.open(envelope.header, envelope.header_bytes, envelope.body) for envelope in self.envelopes]
        schema = codec.parsed("InteractionBody")
        return [codec.read(io.BytesIO(body[codec.PREFIX :]), schema, schema) for body in opened]

    @property
    def events(self):
        pairs = zip(self.bodies, self.headers, strict=True)
        return [event for body, header in pairs for event in batches.unpack(body, header["first_time"])]


def move(time=0):
    return Pointer(time, 1, 2)


@given(st.lists(st.tuples(events(), st.sampled_from([CHROME, Context("mail", "Inbox")])), max_size=30))
def test_what_was_sent_opens_to_the_admitted_events(stamped):
    stamped = [(event, context) for event, context in stamped if not isinstance(event, Focus)]
    published = Publishing().publish(*stamped).close()
    assert published.events == [event for event, _ in stamped]
    for envelope in published.envelopes:
        envelope.verify(VerifyKey(DEVICE.signing_key.public_key().public_bytes_raw()))
    headers = published.headers
    assert [header["sequence"] for header in headers] == list(range(len(headers)))
    assert sum(header["event_count"] for header in headers) == len(stamped)
    assert [header["end"] for header in headers] == [False] * (len(headers) - 1) + [True] * bool(headers)


def test_a_header_says_where_and_when_and_how_it_was_sealed():
    [header] = Publishing().publish((move(5), CHROME), (Key(9, "a", "KeyA", down=True), CHROME)).close().headers
    shown = {
        "subject",
        "boot_id",
        "first_time",
        "last_time",
        "application",
        "key_epoch",
        "hpke_suite",
        "text_open",
        "event_count",
    }
    assert {name: header[name] for name in shown} == {
        "subject": "subject",
        "boot_id": "boot",
        "first_time": 5,
        "last_time": 9,
        "application": "chrome",
        "key_epoch": "day 1",
        "hpke_suite": 1,
        "text_open": True,
        "event_count": 2,
    }
    assert len(header["policy_version"]) == 32


def test_end_is_said_by_the_last_batch_alone_even_when_batches_left_before():
    publishing = Publishing().publish((move(0), CHROME), (move(6_000), CHROME), (move(12_000), CHROME))
    assert [header["end"] for header in publishing.headers] == [False]
    assert [header["end"] for header in publishing.close().headers] == [False, False, True]


def test_what_has_waited_can_be_sent_and_sequences_go_on():
    publishing = Publishing().publish((move(), CHROME))
    assert publishing.sent == []
    publishing.publisher.flush()
    publishing.publish((move(1), CHROME)).close()
    assert [header["sequence"] for header in publishing.headers] == [0, 1]


def test_closing_without_events_sends_nothing():
    assert Publishing().close().sent == []


def test_dropped_events_are_counted_by_reason_in_the_next_body_and_once():
    publishing = Publishing().publish((move(), VAULT), (move(), VAULT), (move(), Context(None)), (move(0), CHROME))
    publishing.publish((move(6_000), CHROME)).close()
    assert [body["dropped"] for body in publishing.bodies] == [{"not_allowed": 2, "unknown_application": 1}, {}]
    assert publishing.publisher.published.dropped == {"not_allowed": 2, "unknown_application": 1}


def test_nothing_of_a_secure_field_is_sent_or_counted():
    typed = [(Key(time, character, "", down=True), SECURE) for time, character in enumerate("canary")]
    publishing = Publishing().publish(*typed, (move(), CHROME)).close()
    assert [body["dropped"] for body in publishing.bodies] == [{}]
    assert publishing.events == [move()]
    assert publishing.publisher.published.dropped == {}


def test_nothing_that_was_sent_shows_a_title_or_a_name():
    [value] = Publishing().publish((Key(0, "a", "KeyCanary", down=True), Context("chrome", "canary-title"))).close().sent
    assert b"canary" not in value
    assert b"Canary" not in value


def test_one_data_key_serves_a_boot_within_an_epoch_and_a_new_one_the_next():
    publishing = Publishing().publish((move(0), CHROME), (move(6_000), CHROME))
    publishing.publisher.flush()
    publishing.now = 2 * DAY
    publishing.publish((move(12_000), CHROME)).close()
    first, second, third = publishing.headers
    assert first["wrapped_key"] == second["wrapped_key"] != third["wrapped_key"]
    assert [header["key_epoch"] for header in (first, second, third)] == ["day 1", "day 1", "day 2"]
    assert len(publishing.events) == 3


@pytest.mark.parametrize("now", [0, DAY - 1, 3 * DAY])
def test_without_an_epoch_in_force_nothing_is_sent(now):
    publishing = Publishing()
    publishing.now = now
    publishing.publish((move(), CHROME))
    with pytest.raises(HandrailError, match="no epoch key is in force"):
        publishing.close()
    assert publishing.sent == []
    assert publishing.publisher.published.batches == 0


def test_what_was_handed_over_and_what_was_acknowledged_are_counted_apart():
    stamped = [(move(0), CHROME), (move(6_000), CHROME)]
    done = Publishing().publish(*stamped).close()
    published = done.publisher.published
    assert (published.batches, published.acknowledged, published.events, published.last_append) == (2, 2, 2, 2_000)
    assert published.bytes == sum(map(len, done.sent))
    waiting = Publishing(acknowledge=False).publish(*stamped).close().publisher.published
    assert (waiting.batches, waiting.acknowledged) == (2, 0)


def test_a_source_may_bring_a_batcher_of_its_own():
    publishing = Publishing(batcher=Batcher(max_events=1)).publish((move(), CHROME), (move(), CHROME)).close()
    assert len(publishing.sent) == 2
