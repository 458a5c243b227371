"""Checks before a worker starts: are the servers there, do they let us in, and is the log still whole?"""

from collections.abc import Collection, Iterable, Iterator

import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import REGISTRY_FAULTS
from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import INTERACTIONS
from schemas.waiting import NotYetError
from streams.gaps import Gap

log = structlog.get_logger()

_TIMEOUT = 10.0
_CALLBACK_SECONDS = 0.1


def brokers(settings: Settings, accepted: Collection[Gap]) -> list[Gap]:
    """Check that the brokers let this user in, and that nothing that was not read has been deleted.

    Args:
        settings: the worker's.
        accepted: gaps a person has accepted.

    Returns:
        The gaps there are, all of them accepted.

    Raises:
        NotYetError: the brokers do not answer.
        HandrailError: the password is wrong, topics are missing, or the log has a gap.
    """
    faults: list[KafkaError] = []
    consumer = Consumer(settings.kafka.client(group_id=settings.application) | {"error_cb": faults.append})
    try:
        _check_topic(consumer)
        return _accepted(list(_gaps(consumer, range(settings.partitions))), accepted)
    except KafkaException:
        consumer.poll(_CALLBACK_SECONDS)  # a refused password is told by callback alone
        raise _explain(settings, faults) from None
    finally:
        consumer.close()


def whole(settings: Settings, partition: int, accepted: Collection[Gap]) -> None:
    """Check that nothing of a partition was deleted before it was read. Blocks; for a thread.

    Raises:
        HandrailError: something was, and it is not accepted: the worker has to end, and is told so when it starts.
        KafkaException: the brokers do not answer.
    """
    consumer = Consumer(settings.kafka.client(group_id=settings.application))
    try:
        _accepted(list(_gaps(consumer, [partition])), accepted)
    finally:
        consumer.close()


def _explain(settings: Settings, faults: list[KafkaError]) -> Exception:
    where, who = settings.kafka.bootstrap, settings.kafka.username
    if any(fault.code() == KafkaError._AUTHENTICATION for fault in faults):  # noqa: SLF001
        return HandrailError(f"the brokers at {where} refuse the user {who}: check its password")
    return NotYetError(f"the brokers at {where} do not answer")


def _check_topic(consumer: Consumer) -> None:
    found = consumer.list_topics(INTERACTIONS.name, timeout=_TIMEOUT).topics[INTERACTIONS.name]
    if found.error or not found.partitions:
        raise HandrailError(f"the topic {INTERACTIONS.name} is missing or not allowed to this user: run `handrail topics apply`")


def _gaps(consumer: Consumer, partitions: Iterable[int]) -> Iterator[Gap]:
    log_partitions = [TopicPartition(INTERACTIONS.name, number) for number in partitions]
    for committed in consumer.committed(log_partitions, timeout=_TIMEOUT):
        start, _ = consumer.get_watermark_offsets(committed, timeout=_TIMEOUT)
        if 0 <= committed.offset < start:
            yield Gap(committed.partition, committed.offset, start)


def _accepted(gaps: list[Gap], accepted: Collection[Gap]) -> list[Gap]:
    if missing := [gap for gap in gaps if gap not in accepted]:
        flags = " ".join(f"--accept-gap {gap}" for gap in missing)
        raise HandrailError(
            f"{INTERACTIONS.name} lost records before they were read; to go on without them, start the worker with {flags}"
        )
    for gap in gaps:
        log.warning("a gap in the log was accepted", gap=str(gap))
    return gaps


def registry(client: SchemaRegistryClient, url: str) -> None:
    """Check that the schema registry answers.

    Raises:
        NotYetError: it does not.
    """
    try:
        client.get_subjects()
    except REGISTRY_FAULTS as fault:
        raise NotYetError(f"the schema registry at {url} does not answer ({type(fault).__name__})") from None
