"""Sealing a batch's body at the source, and opening it in the redactor.

A random data key serves one boot within one key epoch. It travels with every batch, wrapped by HPKE to the epoch's public key:
each batch opens alone, and only for the holder of the epoch's private key.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from schemas.errors import InvalidRecordError
from schemas.records import Header

X25519_SUITE = 1  # the header's hpke_suite
SUITES = {X25519_SUITE: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)}
KEY_BYTES = 32
_OPENED_KEYS = 4096  # data keys an opener keeps: one a boot and epoch


def _nonce(sequence: int) -> bytes:
    return sequence.to_bytes(12, "big")


def _info(epoch: str, device_id: str, boot_id: str) -> bytes:
    """What a wrapped key is bound to, so that it cannot be moved to another device or boot."""
    return "\x00".join(("handrail data key", epoch, device_id, boot_id)).encode()


class Sealer:
    """The data key of one boot in one epoch, and what it seals."""

    def __init__(
        self,
        epoch: str,
        public_key: X25519PublicKey,
        device_id: str,
        boot_id: str,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.epoch = epoch
        data_key = random(KEY_BYTES)
        self.wrapped_key = SUITES[X25519_SUITE].encrypt(data_key, public_key, info=_info(epoch, device_id, boot_id))
        self._cipher = AESGCM(data_key)

    def seal(self, body: bytes, sequence: int, header: bytes) -> bytes:
        """The sealed body; `header` is every byte of the value before the body."""
        return self._cipher.encrypt(_nonce(sequence), body, header)


class Opener:
    """Opens bodies with the private keys of the epochs that are still held."""

    def __init__(self, private_keys: Mapping[str, X25519PrivateKey]) -> None:
        self._private_keys = private_keys
        self._ciphers: OrderedDict[tuple[bytes, bytes], AESGCM] = OrderedDict()

    def open(self, header: Header, header_bytes: bytes, body: bytes) -> bytes:
        """The body as it was before sealing.

        Args:
            header: the decoded header.
            header_bytes: the bytes it was decoded from, as received.
            body: the sealed body.

        Raises:
            InvalidRecordError: the epoch's key is not held (any more), or header or body were changed.
        """
        try:
            return self._cipher(header).decrypt(_nonce(header["sequence"]), body, header_bytes)
        except (InvalidTag, OverflowError, ValueError):
            raise InvalidRecordError("unsealable", "the batch does not open with the keys that are held") from None

    def _cipher(self, header: Header) -> AESGCM:
        info = _info(header["key_epoch"], header["device_id"], header["boot_id"])
        known = self._ciphers.get((header["wrapped_key"], info))
        return known or self._unwrap(header, info)

    def _unwrap(self, header: Header, info: bytes) -> AESGCM:
        suite, private_key = SUITES.get(header["hpke_suite"]), self._private_keys.get(header["key_epoch"])
        if suite is None or private_key is None:
            raise InvalidRecordError("unsealable", "the batch was sealed to a key or suite that is not held")
        cipher = AESGCM(suite.decrypt(header["wrapped_key"], private_key, info=info))
        self._ciphers[header["wrapped_key"], info] = cipher
        if len(self._ciphers) > _OPENED_KEYS:
            self._ciphers.popitem(last=False)
        return cipher
