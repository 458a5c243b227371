"""A record is a verified batch, a tick, or dead for a reason; nothing else, and nothing is opened to tell."""

import typing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from schemas import codec
from schemas.errors import DeadReason
from streams.intake import Dead, Enrolled, Intake, TickMark
from streams.sessions.device import Batch
from tests.schemas.examples import EXAMPLES
from tests.schemas.registered import IDS, Registered, encode
from tests.streams.sealed import DEVICE_KEY, value

ENROLLED = {"a": Enrolled("subject", VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))}
INTAKE = Intake(codec.Decoder(Registered()), ENROLLED.get)
TICK = encode("Tick", {"worker": "worker", "policies_offset": 0})


def reason(key, value):
    found = INTAKE(key, value, 0, 0)
    assert isinstance(found, Dead)
    return found.reason


def test_a_batch_that_its_device_signed_is_taken_in():
    sent = value()
    found = INTAKE(b"a", sent, 7, 1_000)
    assert isinstance(found, Batch)
    assert (found.offset, found.append_time, found.envelope.value, found.gap) == (7, 1_000, sent, 0)


def test_a_tick_is_when_it_was_appended():
    assert INTAKE(None, TICK, 7, 1_000) == TickMark(1_000)


@pytest.mark.parametrize("broken", [None, b"", b"\0\0\0", b"plain text", TICK[:-1], TICK + b"x", codec.frame(999, b"")])
def test_what_does_not_decode_is_dead(broken):
    assert reason(b"a", broken) == "undecodable"


@pytest.mark.parametrize("record", sorted(set(IDS) - {"Tick", "InteractionBatch"}))
def test_a_record_that_has_no_business_here_is_dead(record):
    assert reason(b"a", encode(record, EXAMPLES[record])) == "wrong_record"


@pytest.mark.parametrize("key", [None, b"", b"b"])
def test_a_key_that_is_not_the_device_is_dead(key):
    assert reason(key, value()) == "key_mismatch"


def test_a_device_that_is_not_enrolled_is_dead():
    assert reason(b"b", value(device_id="b")) == "unknown_device"


def test_a_device_that_speaks_for_another_person_is_dead():
    assert reason(b"a", value(subject="another")) == "subject_mismatch"


def test_a_batch_that_another_signed_is_dead():
    assert reason(b"a", value(device_key=Ed25519PrivateKey.generate())) == "bad_signature"


@pytest.mark.parametrize(
    "change",
    [
        {"first_time": -1},
        {"last_time": -1},
        {"first_time": 253_402_300_800_000},
        {"last_time": (1 << 63) - 1},
        {"sequence": -1},
        {"sequence": (1 << 63) - 1},
        {"event_count": -1},
        {"event_count": 1 << 62},
    ],
)
def test_numbers_that_no_row_can_hold_are_dead(change):
    assert reason(b"a", value(**change)) == "bad_header"


@given(key=st.none() | st.binary(max_size=3), garbage=st.binary(max_size=300), schema_id=st.sampled_from([*IDS.values(), 999]))
def test_garbage_is_dead_or_a_tick_and_never_a_batch(key, garbage, schema_id):
    found = INTAKE(key, codec.frame(schema_id, garbage), 0, 0)
    assert isinstance(found, TickMark) or found.reason in typing.get_args(DeadReason)


@given(st.data())
def test_a_batch_with_any_byte_changed_is_dead(data):
    sent = bytearray(value())
    sent[data.draw(st.integers(0, len(sent) - 1))] ^= data.draw(st.integers(1, 255))
    assert isinstance(INTAKE(b"a", bytes(sent), 0, 0), Dead)
