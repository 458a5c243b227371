"""Batches as bytes: what is sealed opens again, and whatever is changed on the way is noticed."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

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
    found.verify(DEVICE_KEY.public_key())
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
        reader(bytes(value)).verify(DEVICE_KEY.public_key())


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
    found.verify(DEVICE_KEY.public_key())
    assert opener.open(found.header, found.header_bytes, found.body) == b"handrail test vector"


VECTOR = (
    "00000000070c6465766963650e7375626a65637408626f6f740ad00fa01f0c6368726f6d650602040000803f000000000c70"
    "6f6c69637914323032362d30312d303102a0010e35a529207ff8ccbcc00d824d575768b2c6fe9c7825c5a38757dba8a8a00a"
    "52a79cdf89b5e9f0430e1955423b6a8d881eff132598658aa6b6096590774f06a68fcd0f5f662f8410d4988ffafc40ddd600"
    "01480a645ef15cf56e1dd49ef69e404ebe3587fb14fd07dcdeecec6a0475094baa9685dd5c23800112f17912d3f412a21e7c"
    "d3305fe858b12ffd437e27c31ec644268153b6c174c911f5b9c12101b657176e14a506aec8153f6f6f9d888fbe6816aa07dd"
    "f82c7700"
)
