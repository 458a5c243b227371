"""Batches as bytes: what is sealed opens again, and whatever is changed on the way is noticed."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from schemas import codec, envelope
from schemas.errors import InvalidRecordError
from schemas.records import Header
from schemas.sealing import X25519_SUITE, Opener, Sealer

EPOCH_KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
DEVICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
SCHEMA_ID = 7


class Registered:
    """A registry that holds this release's schemas under fixed ids, as a client answers."""

    def get_schema(self, schema_id: int) -> object:
        record = {7: "InteractionBatch", 8: "Tick"}[schema_id]
        return type("Schema", (), {"schema_str": codec.text(record)})


def header(sequence: int = 0, wrapped_key: bytes = b"") -> Header:
    return Header(
        device_id="device",
        subject="subject",
        boot_id="boot",
        sequence=sequence,
        first_time=1_000,
        last_time=2_000,
        application="chrome",
        event_count=3,
        screen={
            "width": 1,
            "height": 2,
            "scale": 1.0,
            "window_x": 0,
            "window_y": 0,
            "window_width": 0,
            "window_height": 0,
        },
        policy_version="policy",
        key_epoch="2026-01-01",
        hpke_suite=X25519_SUITE,
        wrapped_key=wrapped_key,
        text_open=False,
        active=True,
        end=True,
    )


def sealed(body: bytes, sequence: int = 0) -> bytes:
    sealer = Sealer("2026-01-01", EPOCH_KEY.public_key(), "device", "boot")
    head = header(sequence, sealer.wrapped_key)
    return envelope.assemble(SCHEMA_ID, head, lambda before: sealer.seal(body, sequence, before), DEVICE_KEY.sign)


@pytest.fixture(scope="module")
def reader() -> envelope.Reader:
    return envelope.Reader(codec.Decoder(Registered()))


@pytest.fixture
def opener() -> Opener:
    return Opener({"2026-01-01": EPOCH_KEY})


@given(body=st.binary(max_size=2000), sequence=st.integers(0, 2**62))
def test_what_is_sealed_opens_again(reader, body, sequence):
    found = reader(sealed(body, sequence))
    found.verify(VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))
    assert Opener({"2026-01-01": EPOCH_KEY}).open(found.header, found.header_bytes, found.body) == body


def test_a_batch_decodes_like_any_record_of_its_schema(reader):
    value = sealed(b"secret")
    name, record = codec.Decoder(Registered())(value)
    assert name == "InteractionBatch"
    assert record["body"] == reader(value).body
    assert value.endswith(record["signature"])


@settings(max_examples=300)
@given(data=st.data())
def test_any_changed_byte_is_noticed(reader, data):
    value = bytearray(sealed(b"a body that nobody may change"))
    value[data.draw(st.integers(0, len(value) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((InvalidRecordError, KeyError)):
        reader(bytes(value)).verify(VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))


@given(cut=st.integers(0, 400))
def test_a_truncated_batch_is_undecodable(reader, cut):
    value = sealed(b"body")
    with pytest.raises(InvalidRecordError) as fault:
        reader(value[: min(cut, len(value) - 1)])
    assert fault.value.reason == "undecodable"


@given(garbage=st.binary(max_size=4000))
def test_garbage_is_undecodable(reader, garbage):
    with pytest.raises(InvalidRecordError):
        reader(b"\0\0\0\0\7" + garbage)


def test_bytes_after_the_signature_are_refused(reader):
    with pytest.raises(InvalidRecordError):
        reader(sealed(b"body") + b"x")


def test_another_record_type_is_not_a_batch(reader):
    with pytest.raises(InvalidRecordError) as fault:
        reader(codec.Encoder("Tick", 8)({"worker": "w", "policies_offset": 0}))
    assert fault.value.reason == "wrong_record"


@pytest.mark.parametrize(
    "change",
    [
        {"key_epoch": "2026-01-02"},
        {"device_id": "another"},
        {"boot_id": "another"},
        {"hpke_suite": 9},
        {"sequence": 1},
        {"sequence": -1},
        {"wrapped_key": bytes(80)},
        {"wrapped_key": b""},
    ],
)
def test_a_batch_whose_header_was_changed_does_not_open(reader, opener, change):
    found = reader(sealed(b"body"))
    with pytest.raises(InvalidRecordError) as fault:
        opener.open({**found.header, **change}, found.header_bytes, found.body)
    assert fault.value.reason == "unsealable"


def test_a_body_does_not_open_under_other_header_bytes(reader, opener):
    found = reader(sealed(b"body"))
    with pytest.raises(InvalidRecordError):
        opener.open(found.header, found.header_bytes + b"\0", found.body)


def test_nothing_sealed_shows_its_content():
    canary = secrets.token_hex(16).encode()
    value = sealed(canary)
    assert canary not in value
    assert canary.decode() not in repr(envelope.Reader(codec.Decoder(Registered()))(value))


def test_the_wire_format_of_a_known_batch_stays(reader, opener):
    """A vector: this value was written by the first release and must open for ever."""
    value = bytes.fromhex(VECTOR)
    found = reader(value)
    found.verify(VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))
    assert opener.open(found.header, found.header_bytes, found.body) == b"handrail test vector"


VECTOR = (
    "00000000070c6465766963650e7375626a65637408626f6f74d00fd00fa01f0c6368726f6d650602040000803f000000000c"
    "706f6c69637914323032362d30312d303102a001a4d03007c71315a3e7937a11a55037a81e904d8b36d346186f475405bfab"
    "562e5be217ca84ac4d7aceddd88c046ccbe3f1597bb7576aafa1c19dabeab19c990dd05ef6d26e7fc2cbfd951a58f85991ab"
    "000101483dcd96ec1adc2cb6c5b0c6c6e68a6fd62562553eb2a4959c6d9156f7263d1d956be3110a800176427da40455e8bb"
    "db5ddda972f16a6c19e5597fd3b6dbad7ea45d9820b7661ba9c44e510ddab29e981a98e0703da654e0d6178b7497da679813"
    "4c60b5673906"
)
