"""What the log says: every record of `interactions`, and every dead letter of an application, read to the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import Decoder, unframe
from schemas.envelope import Reader
from schemas.errors import InvalidRecordError
from schemas.records import Header
from schemas.settings import Settings
from schemas.topics import DEAD_LETTERS, INTERACTIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of `interactions` that is no tick; `header` is None where its bytes are no batch. Times in milliseconds."""

    partition: int
    offset: int
    append_time: int
    header: Header | None

    @property
    def place(self) -> tuple[int, int]:
        """Where it lies."""
        return self.partition, self.offset


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter, as far as it is compared."""

    place: tuple[int, int]
    reason: str


def entries(settings: Settings) -> list[Entry]:
    """Every record of `interactions` but the ticks, in the order of each partition."""
    with SchemaRegistryClient(settings.registry.client()) as registry:
        decoder = Decoder(registry)
        reader = Reader(decoder)
        found = [
            Entry(_partition(message), _offset(message), message.timestamp()[1], _header(reader, message.value()))
            for message in _records(settings, INTERACTIONS.name)
            if not _is_tick(decoder, message.value())
        ]
    return sorted(found, key=lambda entry: entry.place)


def letters(settings: Settings, application: str) -> list[Letter]:
    """Every committed dead letter of an application."""
    with SchemaRegistryClient(settings.registry.client()) as registry:
        decoder = Decoder(registry)
        found = (decoder(message.value())[1] for message in _records(settings, DEAD_LETTERS.of(application)))
        return [Letter((letter["partition"], letter["offset"]), letter["reason"]) for letter in found]


def _is_tick(decoder: Decoder, value: bytes | None) -> bool:
    try:
        return decoder.name(unframe(value)[0]) == "Tick"
    except InvalidRecordError:
        return False


def _header(reader: Reader, value: bytes | None) -> Header | None:
    try:
        return reader(value or b"").header
    except InvalidRecordError:
        return None


def _records(settings: Settings, topic: str) -> Iterator[Message]:
    consumer = Consumer(
        settings.kafka.client(
            group_id=uuid4().hex, isolation_level="read_committed", enable_partition_eof=True, enable_auto_commit=False
        )
    )
    left = set(range(settings.partitions))
    consumer.assign([TopicPartition(topic, partition, 0) for partition in left])
    try:
        while left:
            for message in consumer.consume(500, 1.0):
                fault = message.error()
                if fault is None:
                    yield message
                elif fault.code() == KafkaError._PARTITION_EOF:
                    left.discard(_partition(message))
                elif not fault.retriable():
                    raise KafkaException(fault)
    finally:
        consumer.close()


def _partition(message: Message) -> int:
    partition = message.partition()
    assert partition is not None
    return partition


def _offset(message: Message) -> int:
    offset = message.offset()
    assert offset is not None
    return offset
