"""Reading a topic from its beginning to its end, as far as it is committed."""

from collections.abc import Collection, Iterator

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from schemas.settings import Settings

_WAIT = 1.0  # seconds a poll may take
_PATIENCE = 30  # polls without an answer, after which the brokers count as away


def read_to_end(settings: Settings, topic: str, partitions: Collection[int]) -> Iterator[Message]:
    """Every committed record of some partitions; between partitions in no particular order.

    Raises:
        KafkaException: the brokers refused, or fell silent.
    """
    consumer = Consumer(
        settings.kafka.client(
            group_id=f"{settings.application}-readback",  # never committed to
            isolation_level="read_committed",
            enable_partition_eof=True,
            enable_auto_commit=False,
        )
    )
    try:
        consumer.assign([TopicPartition(topic, partition, 0) for partition in partitions])
        yield from _until_end(consumer, set(partitions))
    finally:
        consumer.close()


def _until_end(consumer: Consumer, unfinished: set[int]) -> Iterator[Message]:
    silent = 0
    while unfinished:
        message = consumer.poll(_WAIT)
        silent = silent + 1 if message is None else 0
        if silent > _PATIENCE:
            raise KafkaException(KafkaError(KafkaError._TIMED_OUT))  # noqa: SLF001 - librdkafka's name for it
        if message is None:
            continue
        fault = message.error()
        if fault is None:
            yield message
        elif fault.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - librdkafka's name for it
            unfinished.discard(message.partition() or 0)
        elif not fault.retriable():
            raise KafkaException(fault)
