"""Opening a batch's body: the sealed bytes to the record they hold."""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codec import Decoder
from schemas.errors import InvalidRecordError
from schemas.sealing import Opener
from streams.sessions.device import Batch


class BodyOpener:
    """Opens and decodes bodies with the private keys of the epochs."""

    def __init__(self, keys: Mapping[str, X25519PrivateKey], decoder: Decoder) -> None:
        self._opener = Opener(keys)
        self._decoder = decoder

    def __call__(self, batch: Batch) -> dict[str, Any]:
        """The InteractionBody of a batch.

        Raises:
            InvalidRecordError: it does not open, or holds something else.
        """
        envelope = batch.envelope
        body = self._opener.open(envelope.header, envelope.header_bytes, envelope.body)
        try:
            name, record = self._decoder(body)
        except InvalidRecordError as fault:
            raise InvalidRecordError("bad_body", str(fault)) from None
        if name != "InteractionBody":
            raise InvalidRecordError("bad_body", "the body holds another record")
        return record
