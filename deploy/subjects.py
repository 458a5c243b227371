"""Schemas: registers every record of every topic, and lets no change in that old readers or old data would not survive."""

from collections.abc import Iterator

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError
from httpx2 import HTTPError

from deploy.change import Change
from schemas import codec, topics
from schemas.errors import HandrailError

LEVEL = "FULL_TRANSITIVE"
_UNKNOWN = (40401, 40402, 40403)  # subject, version, schema


def subjects() -> dict[str, str]:
    """Every subject and the record type it holds, whose schema is `schemas/avro/<record>.avsc`."""
    return {topics.subject(topic, record): record for topic in topics.ALL for record in topic.records}


def apply(url: str) -> Iterator[Change]:
    """Set the compatibility level and register what is missing.

    Raises:
        HandrailError: the registry does not answer, or a schema may not follow the one that is registered.
    """
    try:
        with SchemaRegistryClient({"url": url}) as registry:
            yield from _level(registry)
            for subject, record in subjects().items():
                yield from register(registry, subject, Schema(codec.text(record), "AVRO"))
    except SchemaRegistryError as fault:
        raise HandrailError(f"The schema registry at {url} refused: {fault.error_message}.") from None
    except HTTPError as fault:
        raise HandrailError(f"The schema registry at {url} does not answer ({type(fault).__name__}).") from None


def register(registry: SchemaRegistryClient, subject: str, schema: Schema) -> Iterator[Change]:
    """Register a schema where the subject does not hold it yet.

    Raises:
        HandrailError: it is incompatible with a version that is registered.
    """
    if _holds(registry, subject, schema):
        return
    try:
        registry.register_schema(subject, schema)
    except SchemaRegistryError as fault:
        if fault.http_status_code != 409:
            raise
        raise HandrailError(f"The schema of {subject} may not follow the registered one ({LEVEL}).") from None
    yield Change("schema", subject, "registered")


def _level(registry: SchemaRegistryClient) -> Iterator[Change]:
    if registry.get_compatibility() != LEVEL:
        registry.set_compatibility(level=LEVEL)
        yield Change("compatibility", "all subjects", f"set to {LEVEL}")


def _holds(registry: SchemaRegistryClient, subject: str, schema: Schema) -> bool:
    try:
        registry.lookup_schema(subject, schema)
    except SchemaRegistryError as fault:
        if fault.error_code in _UNKNOWN:
            return False
        raise
    return True
