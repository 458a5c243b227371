"""The two Kafka clients of the sink: the consumer, and one that asks where partitions begin and end. Faults as sentences."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from confluent_kafka import Consumer, IsolationLevel, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, OffsetSpec

from schemas.errors import HandrailError
from schemas.settings import Kafka, Settings
from sinks.health import Health

_SECONDS = 5.0  # for an answer
_SESSION = 10_000  # milliseconds until a killed sink's partitions go to another one
_AHEAD = 32 << 10  # KiB fetched ahead
_QUIET = {"log_level": 0}  # the library's own lines: what matters in them comes as errors
_NO_TOPIC = "lacks a topic of the data set; `handrail topics apply` makes it"
_PASSWORD = "refuses the user name or password"  # noqa: S105  a sentence
_SILENT = {  # no broker has said anything
    KafkaError._TIMED_OUT,  # noqa: SLF001
    KafkaError._TRANSPORT,  # noqa: SLF001
    KafkaError._ALL_BROKERS_DOWN,  # noqa: SLF001
    KafkaError.REQUEST_TIMED_OUT,
}
_REFUSALS = {  # the library names its own codes with an underscore
    KafkaError._AUTHENTICATION: _PASSWORD,  # noqa: SLF001
    KafkaError.SASL_AUTHENTICATION_FAILED: _PASSWORD,
    KafkaError.TOPIC_AUTHORIZATION_FAILED: "does not let this user read the topics of the data set",
    KafkaError.GROUP_AUTHORIZATION_FAILED: "does not let this user join the sink's consumer group",
    KafkaError.UNKNOWN_TOPIC_OR_PART: _NO_TOPIC,
    KafkaError._UNKNOWN_TOPIC: _NO_TOPIC,  # noqa: SLF001
    KafkaError._UNKNOWN_PARTITION: _NO_TOPIC,  # noqa: SLF001
    KafkaError._AUTO_OFFSET_RESET: "has deleted records before they were written to the table",  # noqa: SLF001
}


class UnansweredError(HandrailError):
    """No broker answers. It may pass."""


class _OutdatedError(UnansweredError):
    """The brokers answer, but not to what this client knows of them."""


def consumer(settings: Settings, health: Health) -> Consumer:
    """The consumer: committed records only, and it tells when a partition's end is reached."""

    def heard(error: KafkaError) -> None:
        if fatal := refusal(error, settings.kafka):
            raise fatal
        health.failing("kafka", f"Kafka at {settings.kafka.bootstrap} does not answer as it should ({error.name()})")

    return Consumer(
        settings.kafka.client(
            group_id=f"{settings.application}-sink",
            isolation_level="read_committed",
            enable_auto_commit=False,
            enable_partition_eof=True,
            session_timeout_ms=_SESSION,
            auto_offset_reset="error",
            queued_max_messages_kbytes=_AHEAD,
            # Partition p of both topics goes to one consumer: the same members divide the same numbers.
            partition_assignment_strategy="range",
        )
        | {"error_cb": heard}
        | _QUIET
    )


def refusal(error: KafkaError, kafka: Kafka) -> HandrailError | None:
    """The error that no waiting cures, as what is shown to the user; None when it may pass."""
    if why := _REFUSALS.get(error.code()):
        return HandrailError(f"Kafka at {kafka.bootstrap}, asked by the user {kafka.username}, {why}.")
    return None


def check(brokers: "Brokers", topics: Sequence[str]) -> None:
    """See that the topics are there and have the same number of partitions.

    Raises:
        HandrailError: they are not, or have not, or Kafka does not answer.
    """
    counts = {topic: brokers.partitions(topic) for topic in topics}
    if len(set(counts.values())) > 1:
        said = " and ".join(f"{topic} has {count}" for topic, count in counts.items())
        raise HandrailError(f"The topics must have the same number of partitions, but {said}.")


class Brokers:
    """Asks the brokers about topics and offsets. Every question raises HandrailError where no answer comes."""

    def __init__(self, kafka: Kafka) -> None:
        self._kafka = kafka
        self._client: AdminClient | None = None
        self._refusal: HandrailError | None = None

    def partitions(self, topic: str) -> int:
        """How many partitions a topic has."""
        found = self._ask(lambda client: client.list_topics(topic, timeout=_SECONDS)).topics[topic]
        if found.error is not None:
            raise refusal(found.error, self._kafka) or self._silence(found.error.name())
        return len(found.partitions)

    def starts(self, topic: str, partitions: Iterable[int]) -> dict[int, int]:
        """The first offset of each partition's log."""
        return self._offsets(topic, partitions, OffsetSpec.earliest())  # type: ignore[no-untyped-call]

    def ends(self, topic: str, partitions: Iterable[int]) -> dict[int, int]:
        """One past the last record of each partition's log, open transactions included."""
        return self._offsets(topic, partitions, OffsetSpec.latest())  # type: ignore[no-untyped-call]

    def since(self, topic: str, partitions: Iterable[int], time: int) -> dict[int, int]:
        """The first offset of each partition that was written at or after a time, epoch milliseconds; its end if none was."""
        found = self._offsets(topic, partitions, OffsetSpec.for_timestamp(time))
        ends = self.ends(topic, (partition for partition, offset in found.items() if offset < 0))
        return found | ends

    def _offsets(self, topic: str, partitions: Iterable[int], spec: OffsetSpec) -> dict[int, int]:
        wanted = {TopicPartition(topic, partition): spec for partition in partitions}
        return self._ask(lambda client: _found(client, wanted)) if wanted else {}

    def _ask(self, question: Callable[[AdminClient], Any]) -> Any:
        """Ask, and once more with a new client: one that knew a leader from before a broker's restart is refused for ever."""
        if self._client is not None:
            with suppress(_OutdatedError):
                return self._answer(question, self._client)
        self._client = AdminClient(self._kafka.client() | {"error_cb": self._note} | _QUIET)
        return self._answer(question, self._client)

    def _answer(self, question: Callable[[AdminClient], Any], client: AdminClient) -> Any:
        try:
            return question(client)
        except KafkaException as fault:
            raise self._sentence(fault.args[0], client) from None
        except TimeoutError:
            raise self._silence("no answer") from None

    def _note(self, error: KafkaError) -> None:
        self._refusal = refusal(error, self._kafka) or self._refusal

    def _sentence(self, error: KafkaError, client: AdminClient) -> HandrailError:
        client.poll(0.1)  # a refused password is told by callback alone
        kind = UnansweredError if error.code() in _SILENT else _OutdatedError
        return refusal(error, self._kafka) or self._refusal or self._silence(error.name(), kind)

    def _silence(self, why: str, kind: type[UnansweredError] = UnansweredError) -> UnansweredError:
        return kind(f"Kafka at {self._kafka.bootstrap} does not say where its logs begin and end ({why}).")


def _found(client: AdminClient, wanted: dict[TopicPartition, OffsetSpec]) -> dict[int, int]:
    futures = client.list_offsets(wanted, isolation_level=IsolationLevel.READ_UNCOMMITTED, request_timeout=_SECONDS)
    return {at.partition: future.result(2 * _SECONDS).offset for at, future in futures.items()}
