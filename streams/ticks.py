"""Ticks: time put into the log, so that silence can be seen in it."""

from collections.abc import Iterable

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import Encoder, registered_id
from schemas.records import Tick
from schemas.settings import Settings
from schemas.topics import INTERACTIONS, POLICIES

SECONDS = 5.0  # between two ticks of a partition
_TIMEOUT = 10.0


class Ticks:
    """Writes ticks, outside of any transaction: a tick too many harms nothing."""

    def __init__(self, settings: Settings, registry: SchemaRegistryClient, worker: str) -> None:
        self._worker = worker
        self._encode = Encoder("Tick", registered_id(registry, INTERACTIONS, "Tick"))
        self._producer = Producer(settings.kafka.client(enable_idempotence=True))
        self._policies = Consumer(settings.kafka.client(group_id=f"{settings.application}-ticks"))

    def write(self, partitions: Iterable[int]) -> None:
        """Write one tick into each partition. Blocks; for a thread."""
        _, policies_offset = self._policies.get_watermark_offsets(TopicPartition(POLICIES.name, 0), timeout=_TIMEOUT)
        value = self._encode(Tick(worker=self._worker, policies_offset=policies_offset))
        for partition in partitions:
            self._producer.produce(INTERACTIONS.name, value, partition=partition)
        self._producer.flush(_TIMEOUT)
