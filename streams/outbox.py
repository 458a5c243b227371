"""What a transaction holds, and how it is committed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import Encoder, registered_id
from schemas.records import DeadLetter, RedactionReport, SessionRow, Watermark
from schemas.topics import DEAD_LETTERS, REDACTIONS, SESSIONS, TRAJECTORIES, Topic

_COMMIT_SECONDS = 30
_FENCED = {
    KafkaError._FENCED,  # noqa: SLF001 - librdkafka's name for it
    KafkaError.PRODUCER_FENCED,
    KafkaError.INVALID_PRODUCER_EPOCH,
}


class FencedError(Exception):
    """Another worker owns the partition: nothing was written."""


class Encoders:
    """The encoders of everything a worker writes, under their registered ids."""

    def __init__(self, registry: SchemaRegistryClient) -> None:
        written = (
            (TRAJECTORIES, "Trajectory"),
            (REDACTIONS, "RedactionReport"),
            (TRAJECTORIES, "Watermark"),
            (REDACTIONS, "Watermark"),
            (SESSIONS, "SessionRow"),
            (DEAD_LETTERS, "DeadLetter"),
        )
        self._by = {(topic.name, record): Encoder(record, registered_id(registry, topic, record)) for topic, record in written}

    def __call__(self, topic: Topic, record: str) -> Encoder:
        """The encoder of a record in a topic."""
        return self._by[topic.name, record]


@dataclass(slots=True, repr=False)
class Outbox:
    """The records of one transaction, all for one partition."""

    encoders: Encoders
    application: str
    partition: int
    records: list[tuple[str, bytes | None, bytes | None]] = field(default_factory=list)

    def trajectory(self, encoded: bytes, report: RedactionReport) -> None:
        """Add a trajectory, whole and encoded, and its report."""
        value = self.encoders(TRAJECTORIES, "Trajectory").framed(encoded)
        self.records.append((TRAJECTORIES.of(self.application), report["device_id"].encode(), value))
        self._add(REDACTIONS, "RedactionReport", report["device_id"], report)

    def rows(self, rows: Iterable[SessionRow]) -> None:
        """Add rows; a later one of the same device stands for an earlier."""
        for device_id, row in {row["device_id"]: row for row in rows}.items():
            self._add(SESSIONS, "SessionRow", device_id, row)

    def forget(self, device_ids: Iterable[str]) -> None:
        """Add the removal of devices' rows."""
        self.records += [(SESSIONS.of(self.application), device_id.encode(), None) for device_id in device_ids]

    def watermark(self, valid_through: int) -> None:
        """Add the partition's watermark to both topics that the sink reads."""
        mark = Watermark(partition=self.partition, valid_through=valid_through)
        self._add(TRAJECTORIES, "Watermark", None, mark)
        self._add(REDACTIONS, "Watermark", None, mark)

    def dead_letters(self, letters: Sequence[DeadLetter]) -> None:
        """Add dead letters."""
        for letter in letters:
            value = self.encoders(DEAD_LETTERS, "DeadLetter")(letter)
            self.records.append((DEAD_LETTERS.of(self.application), letter["key"], value))

    def commit(self, producer: Producer) -> None:
        """Write everything in one transaction. Blocks; for a thread.

        Raises:
            FencedError: another worker owns the partition.
            KafkaException: the brokers refused otherwise.
        """
        try:
            producer.begin_transaction()
            for topic, key, value in self.records:
                producer.produce(topic, value, key=key, partition=self.partition)
            producer.commit_transaction(_COMMIT_SECONDS)
        except KafkaException as fault:
            if fault.args[0].code() in _FENCED:
                raise FencedError from None
            raise

    def _add(self, topic: Topic, record: str, key: str | None, value: RedactionReport | SessionRow | Watermark) -> None:
        encoded = self.encoders(topic, record)(value)
        self.records.append((topic.of(self.application), key.encode() if key is not None else None, encoded))
