"""An InteractionBatch as bytes: a clear header, then the sealed body, then the device's signature over all of it.

The sealing covers the header bytes and the signature covers both, as they travel: nothing is ever encoded again to check it.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import fastavro
from fastavro.types import Schema
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from schemas import codec
from schemas.errors import InvalidRecordError
from schemas.records import Header

_LAST = ["body", "signature"]


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    """A batch whose header is decoded and whose body is still sealed.

    Attributes:
        header: the clear part.
        value: the whole, as it travelled.
        body_at: where in the value the body's length stands.
        body_from: where the sealed body begins, right after its length.
        signature_at: where the body ends and the signature's length stands.
        signature_from: where the device's Ed25519 signature begins, right after its length.
    """

    header: Header
    value: bytes
    body_at: int
    body_from: int
    signature_at: int
    signature_from: int

    def __reduce__(self) -> Any:
        """Travel between processes as the arguments: the way of slotted dataclasses takes five times as long."""
        return Envelope, (self.header, self.value, self.body_at, self.body_from, self.signature_at, self.signature_from)

    @property
    def header_bytes(self) -> bytes:
        """Every byte before the body: its associated data."""
        return self.value[: self.body_at]

    @property
    def body(self) -> bytes:
        """The sealed body."""
        return self.value[self.body_from : self.signature_at]

    def verify(self, key: VerifyKey) -> None:
        """Check the device's signature.

        Raises:
            InvalidRecordError: the device did not sign these bytes.
        """
        try:
            key.verify(self.value[: self.signature_at], self.value[self.signature_from :])
        except (BadSignatureError, ValueError):  # the latter for one of another length
            raise InvalidRecordError("bad_signature", "the device did not sign this batch") from None


def _without_last(schema: dict[str, Any]) -> Schema:
    return fastavro.parse_schema(schema | {"fields": schema["fields"][:-2]}, named_schemas={})


@cache
def _header_schema() -> Schema:
    return _without_last(cast("dict[str, Any]", codec.parsed("InteractionBatch")))


def assemble(schema_id: int, header: Header, seal: Callable[[bytes], bytes], sign: Callable[[bytes], bytes]) -> bytes:
    """The value of a batch.

    Args:
        schema_id: id of the registered InteractionBatch.
        header: the clear part.
        seal: the sealed body, given the header bytes it belongs to.
        sign: the device's signature over what it is given.
    """
    header_bytes = codec.frame(schema_id, codec.encode(_header_schema(), header))
    signed = header_bytes + codec.encode("bytes", seal(header_bytes))
    return signed + codec.encode("bytes", sign(signed))


def header_of(value: bytes) -> Header:
    """The header of a value that this release assembled."""
    _, stream = codec.unframe(value)
    return cast("Header", codec.read(stream, _header_schema(), _header_schema()))


class Reader:
    """Takes a value apart without opening it, whatever release wrote it."""

    def __init__(self, decoder: codec.Decoder) -> None:
        self._decoder = decoder
        self._headers: dict[int, Schema] = {}

    def __call__(self, value: bytes) -> Envelope:
        """The envelope of a value.

        Raises:
            InvalidRecordError: the value is not an InteractionBatch.
        """
        schema_id, stream = codec.unframe(value)
        header = cast("Header", codec.read(stream, self._header(schema_id), _header_schema()))
        body_at = stream.tell()
        body_from = _skip_length(stream)
        signature_at = stream.tell()
        signature_from = _skip_length(stream)
        if stream.read(1):
            raise InvalidRecordError("undecodable", "bytes follow the signature")
        return Envelope(header, value, body_at, body_from, signature_at, signature_from)

    def _header(self, schema_id: int) -> Schema:
        if schema_id not in self._headers:
            writer = cast("dict[str, Any]", self._decoder.writer(schema_id))
            if [field["name"] for field in writer["fields"][-2:]] != _LAST:
                raise InvalidRecordError("wrong_record", "the schema does not end with body and signature")
            self._headers[schema_id] = _without_last(writer)
        return self._headers[schema_id]


def _skip_length(stream: io.BytesIO) -> int:
    """Go past a field of bytes; returns where they begin, behind their length."""
    try:
        value = fastavro.schemaless_reader(stream, "bytes", None)
    except Exception:  # noqa: BLE001 - fastavro raises whatever the bytes make it raise
        raise InvalidRecordError("undecodable", "the batch is cut short") from None
    assert isinstance(value, bytes)
    return stream.tell() - len(value)
