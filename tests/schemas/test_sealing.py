"""Sealing: each batch opens alone, no nonce serves twice under one key, and an opened data key is kept."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from schemas import sealing
from schemas.errors import InvalidRecordError
from schemas.sealing import X25519_SUITE, Opener, Sealer

PRIVATE = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key()


def sealer(epoch="2026-01-01", device="device", boot="boot"):
    return Sealer(epoch, PUBLIC, device, boot)


def header(sealed_by, sequence, device="device", boot="boot"):
    return {
        "key_epoch": sealed_by.epoch,
        "device_id": device,
        "boot_id": boot,
        "hpke_suite": X25519_SUITE,
        "wrapped_key": sealed_by.wrapped_key,
        "sequence": sequence,
    }


def test_a_wrapped_key_has_the_length_of_the_suite():
    assert len(sealer().wrapped_key) == 80


def test_every_boot_and_epoch_has_a_data_key_of_its_own():
    drawn = []

    def random(size):
        drawn.append(size)
        return bytes([len(drawn)]) * size

    bodies = {Sealer("2026-01-01", PUBLIC, "device", "boot", random).seal(b"the same body", 0, b"") for _ in range(3)}
    assert drawn == [32, 32, 32]
    assert len(bodies) == 3


@given(st.sets(st.integers(0, 2**53), min_size=2, max_size=5))
def test_no_two_sequences_share_a_nonce(sequences):
    assert len({sealing._nonce(sequence) for sequence in sequences}) == len(sequences)
    assert {len(sealing._nonce(sequence)) for sequence in sequences} == {12}


def test_the_same_body_is_sealed_differently_under_each_sequence():
    one = sealer()
    assert one.seal(b"body", 0, b"") != one.seal(b"body", 1, b"")


@given(sequence=st.integers(0, 2**53), body=st.binary(max_size=100), before=st.binary(max_size=100))
def test_each_batch_opens_alone(sequence, body, before):
    one = sealer()
    assert Opener({"2026-01-01": PRIVATE}).open(header(one, sequence), before, one.seal(body, sequence, before)) == body


class Counting(dict):
    def get(self, epoch):
        self.asked = getattr(self, "asked", 0) + 1
        return super().get(epoch)


def test_an_opened_data_key_is_kept():
    one, keys = sealer(), Counting({"2026-01-01": PRIVATE})
    opener = Opener(keys)
    for sequence in range(5):
        opener.open(header(one, sequence), b"", one.seal(b"body", sequence, b""))
    assert keys.asked == 1


def test_no_more_data_keys_are_kept_than_were_bounded(monkeypatch):
    monkeypatch.setattr(sealing, "_OPENED_KEYS", 2)
    opener = Opener({"2026-01-01": PRIVATE})
    for boot in ("a", "b", "c", "d"):
        one = sealer(boot=boot)
        opener.open(header(one, 0, boot=boot), b"", one.seal(b"body", 0, b""))
    assert len(opener._ciphers) == 2


def test_a_kept_data_key_does_not_serve_another_device_or_boot():
    one, opener = sealer(), Opener({"2026-01-01": PRIVATE})
    body = one.seal(b"body", 0, b"")
    assert opener.open(header(one, 0), b"", body) == b"body"
    for other in (header(one, 0, device="another"), header(one, 0, boot="another"), header(one, 1)):
        with pytest.raises(InvalidRecordError) as fault:
            opener.open(other, b"", body)
        assert fault.value.reason == "unsealable"


def test_when_the_private_key_of_an_epoch_is_gone_nothing_opens():
    one = sealer()
    with pytest.raises(InvalidRecordError) as fault:
        Opener({}).open(header(one, 0), b"", one.seal(b"body", 0, b""))
    assert fault.value.reason == "unsealable"


def test_another_private_key_under_the_same_name_opens_nothing():
    one = sealer()
    with pytest.raises(InvalidRecordError):
        Opener({"2026-01-01": X25519PrivateKey.generate()}).open(header(one, 0), b"", one.seal(b"body", 0, b""))


def test_a_sealer_shows_neither_key_nor_body():
    assert "AESGCM" not in repr(sealer())
