"""Avro in the registry's framing: a magic byte, the schema's id as four bytes, then the record.

Framing and resolution are pure; looking a schema up is done by the registry's client, which each process passes in. The client's
library is loaded when it is needed: it takes 14 MB, which a process without a client does not have to spend.
"""

import io
import json
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastavro
from fastavro.types import Schema

from schemas.errors import HandrailError, InvalidRecordError
from schemas.topics import Topic, subject

if TYPE_CHECKING:
    from confluent_kafka.schema_registry import SchemaRegistryClient

    REGISTRY_FAULTS: tuple[type[Exception], ...]  # what its client raises when it does not answer

MAGIC = 0
PREFIX = 5  # bytes: the magic byte and the id
NOT_FOUND = 404
_AVRO = Path(__file__).parent / "avro"


def __getattr__(name: str) -> tuple[type[Exception], ...]:
    """REGISTRY_FAULTS, loaded when somebody asks for them."""
    if name != "REGISTRY_FAULTS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import httpx2  # noqa: PLC0415 (see above)
    from confluent_kafka.schema_registry.error import SchemaRegistryError  # noqa: PLC0415

    return SchemaRegistryError, httpx2.HTTPError, OSError


@cache
def text(record: str) -> str:
    """The `.avsc` of a record, as it stands in this release."""
    return (_AVRO / f"{record}.avsc").read_text(encoding="utf-8")


@cache
def parsed(record: str) -> Schema:
    """The parsed schema of a record."""
    return _parse(text(record))


def _parse(schema: str) -> Schema:
    return fastavro.parse_schema(json.loads(schema), named_schemas={})


def _name(schema: Schema) -> str:
    return str(schema["name"]).rpartition(".")[2] if isinstance(schema, dict) else ""


def frame(schema_id: int, payload: bytes) -> bytes:
    """Put the registry's prefix before an encoded record."""
    return struct.pack(">bI", MAGIC, schema_id) + payload


def unframe(value: bytes | None) -> tuple[int, io.BytesIO]:
    """The schema id of a value, and its bytes placed after the prefix.

    Raises:
        InvalidRecordError: the value is missing, too short or framed otherwise.
    """
    if value is None or len(value) < PREFIX or value[0] != MAGIC:
        raise InvalidRecordError("undecodable", "the value is not in the schema registry's framing")
    stream = io.BytesIO(value)
    stream.seek(PREFIX)
    return int.from_bytes(value[1:PREFIX], "big"), stream


def encode(schema: Schema, value: Any) -> bytes:
    """A record, or a value of a simple type such as `string`, as Avro without framing."""
    out = io.BytesIO()
    fastavro.schemaless_writer(out, schema, value)
    return out.getvalue()


def registered_id(registry: "SchemaRegistryClient", topic: Topic, record: str) -> int:
    """The id under which `handrail topics apply` registered a record.

    Raises:
        HandrailError: the registry does not know this release's schema.
    """
    from confluent_kafka.schema_registry import Schema as RegisteredText  # noqa: PLC0415 (see above)
    from confluent_kafka.schema_registry.error import SchemaRegistryError  # noqa: PLC0415

    name = subject(topic, record)
    try:
        found = registry.lookup_schema(name, RegisteredText(text(record), "AVRO")).schema_id
    except SchemaRegistryError as fault:
        if fault.http_status_code != NOT_FOUND:
            raise
        raise HandrailError(f"the schema registry does not hold this release's {name}: run `handrail topics apply`") from None
    assert found is not None
    return found


class Encoder:
    """Encodes one record type under the id it was registered with."""

    def __init__(self, record: str, schema_id: int) -> None:
        self._schema = parsed(record)
        self._id = schema_id

    def __call__(self, record: Mapping[str, Any]) -> bytes:
        """The framed value of a record."""
        return self.framed(encode(self._schema, record))

    def framed(self, encoded: bytes) -> bytes:
        """The framed value of a record that is encoded already."""
        return frame(self._id, encoded)


class Decoder:
    """Decodes any record type this release knows, whatever release wrote it; reader and writer pairs are kept by id."""

    def __init__(self, registry: "SchemaRegistryClient") -> None:
        self._registry = registry
        self._writers: dict[int, Schema] = {}

    def __call__(self, value: bytes | None) -> tuple[str, dict[str, Any]]:
        """The record's name and the record.

        Raises:
            InvalidRecordError: the value holds no record of a schema that is known here.
        """
        schema_id, stream = unframe(value)
        writer = self.writer(schema_id)
        name = _name(writer)
        record = read(stream, writer, parsed(name))
        if stream.read(1):
            raise InvalidRecordError("undecodable", f"bytes follow the {name}")
        return name, record

    def name(self, schema_id: int) -> str:
        """The name of the record an id stands for; errors as `writer`."""
        return _name(self.writer(schema_id))

    def writer(self, schema_id: int) -> Schema:
        """The parsed schema an id stands for.

        Raises:
            InvalidRecordError: the registry has no such id, or it names a record that this release does not know.
        """
        if schema_id not in self._writers:
            self._writers[schema_id] = self._look_up(schema_id)
        return self._writers[schema_id]

    def _look_up(self, schema_id: int) -> Schema:
        from confluent_kafka.schema_registry.error import SchemaRegistryError  # noqa: PLC0415 (see above)

        try:
            found = self._registry.get_schema(schema_id).schema_str
        except SchemaRegistryError as fault:
            if fault.http_status_code != NOT_FOUND:
                raise
            raise InvalidRecordError("undecodable", "the schema registry has no schema of that id") from None
        writer = _parse_any(found or "")
        if not (_AVRO / f"{_name(writer)}.avsc").is_file():
            raise InvalidRecordError("undecodable", "the schema names a record that is not known here")
        return writer


def _parse_any(schema: str) -> Schema:
    """Parse what a registry holds: others may keep schemas of other kinds there."""
    try:
        return _parse(schema)
    except Exception:  # noqa: BLE001 - fastavro raises whatever the text makes it raise
        raise InvalidRecordError("undecodable", "the schema of that id is not Avro") from None


def read(stream: io.BytesIO, writer: Schema, reader: Schema) -> dict[str, Any]:
    """Read one record from a stream.

    Raises:
        InvalidRecordError: the bytes are not such a record. The cause is dropped: it may quote them.
    """
    try:
        record = fastavro.schemaless_reader(stream, writer, reader if reader is not writer else None)
    except Exception:  # noqa: BLE001 - fastavro raises whatever the bytes make it raise
        raise InvalidRecordError("undecodable", f"the bytes are not a {_name(writer)}") from None
    assert isinstance(record, dict)
    return record
