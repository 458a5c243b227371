"""The reports' topic, read as one user: from any time to its end, and on as it grows. Nothing is ever committed to a group."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from confluent_kafka import Consumer, KafkaError, Message, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import REGISTRY_FAULTS, Decoder
from schemas.errors import HandrailError
from schemas.records import RedactionReport
from schemas.settings import Settings
from schemas.topics import REDACTIONS
from sinks.audit.entries import Entry
from sinks.kafka import Brokers, UnansweredError, refusal

_GROUP = "handrail-audit"  # the prefix that an auditor may use; nobody joins it
_WAIT = 1.0  # seconds a poll may take
_PATIENCE = 30  # polls without an answer, after which the brokers count as away


class ReportLog:
    """The topic of the reports. Made by `opened`."""

    def __init__(self, settings: Settings, brokers: Brokers, partitions: int, consumer: Consumer, decode: Decoder) -> None:
        self._settings = settings
        self._brokers = brokers
        self._partitions = range(partitions)
        self._consumer = consumer
        self._decode = decode
        self._topic = REDACTIONS.of(settings.application)

    def since(self, time: int | None) -> Iterator[Entry]:
        """Every report written at or after a time, epoch milliseconds; all of them for None. To the present end of the log.

        Raises:
            HandrailError: the brokers or the registry do not answer, or not to this user.
        """
        if time is None:
            return self._read(self.starts())
        return self._read(self._brokers.since(self._topic, self._partitions, time))

    def before(self, entry: Entry) -> Iterator[Entry]:
        """Every report of an entry's partition up to itself; errors as `since`."""
        for found in self._read({entry.partition: self.starts()[entry.partition]}):
            yield found
            if found.offset >= entry.offset:
                return

    def follow(self) -> Iterator[Entry]:
        """What comes after the last `since`, for ever; errors as there."""
        while True:
            message = self._poll()
            if message is not None and message.error() is None:
                yield from self._entry(message)

    def starts(self) -> dict[int, int]:
        """The first offset of each partition that is still kept."""
        return self._brokers.starts(self._topic, self._partitions)

    def _read(self, starts: Mapping[int, int]) -> Iterator[Entry]:
        self._consumer.assign([TopicPartition(self._topic, partition, offset) for partition, offset in starts.items()])
        unfinished, silent = set(starts), 0
        while unfinished:
            message = self._poll()
            silent = 0 if message else silent + 1
            if silent > _PATIENCE:
                raise UnansweredError(f"Kafka at {self._settings.kafka.bootstrap} does not answer any more.")
            if message is not None and message.error() is None:
                yield from self._entry(message)
            elif message is not None:  # the end of a partition: `_poll` lets no other error through
                unfinished.discard(cast("int", message.partition()))

    def _poll(self) -> Message | None:
        """The next message, the end of a partition, or None."""
        message = self._consumer.poll(_WAIT)
        error = message.error() if message else None
        if error is None or error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - librdkafka's name for it
            return message
        if fatal := refusal(error, self._settings.kafka):
            raise fatal
        return None

    def _entry(self, message: Message) -> Iterator[Entry]:
        try:
            name, record = self._decode(message.value())
        except REGISTRY_FAULTS as fault:
            where = self._settings.registry.url
            raise HandrailError(f"the schema registry at {where} does not answer as it should ({type(fault).__name__})") from None
        if name == "RedactionReport":
            partition, offset = cast("tuple[int, int]", (message.partition(), message.offset()))
            yield Entry(partition, offset, message.timestamp()[1], cast("RedactionReport", record))


@contextmanager
def opened(settings: Settings, away: Callable[[str], object]) -> Iterator[ReportLog]:
    """The log of the reports, as the user of these settings may read it.

    Args:
        settings: of an auditor.
        away: told in a sentence when all brokers have gone; the log waits for them.

    Raises:
        HandrailError: the brokers do not answer, or not to this user, or have no such topic.
    """
    brokers = Brokers(settings.kafka)
    partitions = brokers.partitions(REDACTIONS.of(settings.application))

    def heard(error: KafkaError) -> None:
        if error.code() == KafkaError._ALL_BROKERS_DOWN:  # noqa: SLF001 - librdkafka's name for it
            away(f"Kafka at {settings.kafka.bootstrap} does not answer; waiting for it.")

    with SchemaRegistryClient(settings.registry.client()) as registry, _consuming(settings, heard) as consumer:
        yield ReportLog(settings, brokers, partitions, consumer, Decoder(registry))


@contextmanager
def _consuming(settings: Settings, heard: Callable[[KafkaError], None]) -> Iterator[Consumer]:
    options: dict[str, Any] = settings.kafka.client(
        group_id=f"{_GROUP}-{settings.application}",
        isolation_level="read_committed",
        enable_auto_commit=False,
        enable_partition_eof=True,
        auto_offset_reset="earliest",  # where records were deleted since we asked where the log begins
        fetch_wait_max_ms=100,
    )
    consumer = Consumer(options | {"error_cb": heard, "log_level": 0})
    try:
        yield consumer
    finally:
        consumer.close()
