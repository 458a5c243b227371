"""Receipts of erasures, in the topic of the reports."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from confluent_kafka import KafkaError, KafkaException, Message, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import REGISTRY_FAULTS, Encoder, registered_id
from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import DEAD_LETTERS, HOUR, INTERACTIONS, REDACTIONS, TRAJECTORIES
from sinks.dataset.erase import Erased

_SPOOL = 72 * HOUR  # how long a device may hold back what it recorded
_PATIENCE = 30.0  # seconds
_SEALED, _MADE = (INTERACTIONS, DEAD_LETTERS), (TRAJECTORIES, REDACTIONS)
Send = Callable[[Mapping[str, Any]], None]


def kafka_expires(now: int) -> int:
    """When the last copy in Kafka of what was recorded before `now` is gone, epoch milliseconds.

    A batch may leave its device late and be redacted late, and the report of it is then kept for as long as reports are.
    """
    sealed, made = (max(int(topic.settings["retention.ms"]) for topic in topics) for topics in (_SEALED, _MADE))
    return now + _SPOOL + sealed + made


def receipt(erased: Erased, request: str, completed: int, expires: int) -> dict[str, Any]:
    """The record of one table's erasure, which names the request and not the person."""
    return {
        "request_id": request,
        "completed": completed,
        "table": erased.table,
        "version_before": erased.version_before,
        "version_after": erased.version_after,
        "rows_removed": erased.rows_removed,
        "files_removed": list(erased.files_removed),
        "kafka_expires": expires,
    }


@contextmanager
def sending(settings: Settings) -> Iterator[Send]:
    """Gives what sends a receipt, once Kafka and the registry have answered.

    Raises:
        HandrailError: they do not answer, or a receipt was not taken.
    """
    topic, producer = REDACTIONS.of(settings.application), Producer(settings.kafka.client(acks="all", enable_idempotence=True))
    try:
        encode = _encoder(settings)
        producer.list_topics(topic, _PATIENCE)
    except KafkaException as fault:
        raise HandrailError(f"Kafka at {settings.kafka.bootstrap} does not answer ({fault.args[0].name()}).") from None

    def send(record: Mapping[str, Any]) -> None:
        failed: list[str] = []

        def delivered(error: KafkaError | None, _: Message) -> None:
            failed.extend([error.name()] if error else [])

        producer.produce(topic, encode(record), record["request_id"], on_delivery=delivered)
        if producer.flush(_PATIENCE) or failed:
            raise HandrailError(
                f"Kafka at {settings.kafka.bootstrap} has not taken the receipt of the erasure {record['request_id']}"
                f" ({', '.join(failed) or 'no answer'}); the erasure itself is done."
            )

    yield send


def _encoder(settings: Settings) -> Encoder:
    try:
        with SchemaRegistryClient(settings.registry.client()) as registry:
            return Encoder("ErasureReceipt", registered_id(registry, REDACTIONS, "ErasureReceipt"))
    except REGISTRY_FAULTS as fault:
        where = settings.registry.url
        raise HandrailError(f"The schema registry at {where} does not answer as it should ({type(fault).__name__}).") from None
