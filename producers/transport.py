"""Sealed batches to Kafka, in order, each acknowledged by every replica."""

from collections.abc import Callable

import structlog
from confluent_kafka import KafkaError, KafkaException, Message, Producer

from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import INTERACTIONS
from schemas.waiting import NotYetError

log = structlog.get_logger()

_POLL_SECONDS = 0.5
_SILENT_SECONDS = 10.0
_CALLBACK_SECONDS = 0.1
_FATAL = {
    KafkaError._AUTHENTICATION: "refuse the user {user}: check its password",  # noqa: SLF001
    KafkaError.TOPIC_AUTHORIZATION_FAILED: "do not let the user {user} write interactions",
    KafkaError.UNKNOWN_TOPIC_OR_PART: "have no topic interactions: run `handrail topics apply`",
    KafkaError._UNKNOWN_TOPIC: "have no topic interactions: run `handrail topics apply`",  # noqa: SLF001
}


class Transport:
    """A Kafka producer that never gives a batch up: it waits for brokers that are away, and stops at what cannot heal."""

    def __init__(self, settings: Settings) -> None:
        self._where, self._user = settings.kafka.bootstrap, settings.kafka.username
        self._fault: HandrailError | None = None
        self._away = False
        self._producer = Producer(
            settings.kafka.client(
                acks="all",
                enable_idempotence=True,
                partitioner="murmur2_random",
                message_timeout_ms=0,
                linger_ms=20,
            )
            | {"error_cb": self._on_error}
        )

    def check(self) -> None:
        """Check that the brokers let this user write.

        Raises:
            NotYetError: they do not answer.
            HandrailError: they answer, but not to this user, or the topic is missing.
        """
        try:
            found = self._producer.list_topics(INTERACTIONS.name, timeout=_SILENT_SECONDS).topics[INTERACTIONS.name]
        except KafkaException:
            self._producer.poll(_CALLBACK_SECONDS)  # a refused password is told by callback alone
            self._raise_fault()
            raise NotYetError(f"the brokers at {self._where} do not answer") from None
        if found.error:
            self._on_error(found.error)
        self._raise_fault()

    def send(self, device_id: str, batch: bytes, acknowledged: Callable[[int], object]) -> None:
        """Hand a batch over; blocks while the local queue is full. `acknowledged` is told its append time, epoch milliseconds.

        Raises:
            HandrailError: the brokers refuse this user or topic, or the client refuses the batch.
        """
        self._raise_fault()

        def delivered(fault: KafkaError | None, message: Message) -> None:
            if fault:
                self._fault = self._fault or HandrailError(f"the brokers at {self._where} refused a batch: {fault.name()}")
            else:
                acknowledged(message.timestamp()[1])

        while not self._enqueue(device_id, batch, delivered):
            self._producer.poll(_POLL_SECONDS)
            self._raise_fault()
        self._producer.poll(0)

    def flush(self) -> None:
        """Wait until every batch is acknowledged.

        Raises:
            HandrailError: the brokers refuse this user or topic.
        """
        while self._producer.flush(_POLL_SECONDS):
            self._raise_fault()
        self._raise_fault()

    def poll(self, seconds: float) -> None:
        """Tell of what was acknowledged; waits for it so long at most.

        Raises:
            HandrailError: the brokers refuse this user or topic.
        """
        self._producer.poll(seconds)
        self._raise_fault()

    def close(self) -> None:
        """Forget what is not acknowledged: whoever closes sends it again."""
        self._producer.purge()

    def _enqueue(self, device_id: str, batch: bytes, delivered: Callable[[KafkaError | None, Message], None]) -> bool:
        try:
            self._producer.produce(INTERACTIONS.name, batch, key=device_id, on_delivery=delivered)
        except BufferError:
            return False
        except KafkaException as fault:
            raise HandrailError(f"the Kafka client refused a batch: {fault.args[0].name()}") from None
        return True

    def _on_error(self, fault: KafkaError) -> None:
        """Called by librdkafka: a fault that a person must mend ends it, any other is said once."""
        sentence = _FATAL.get(fault.code())
        if sentence:
            self._fault = HandrailError(f"the brokers at {self._where} {sentence.format(user=self._user)}")
        elif not self._away:
            self._away = True
            log.warning("the brokers do not answer; batches wait until they do", where=self._where, error=fault.name())

    def _raise_fault(self) -> None:
        if self._fault:
            raise self._fault
