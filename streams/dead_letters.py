"""Looking at dead letters: what could not be taken in, why and where it lay. They stay sealed, their bytes are never shown."""

from collections.abc import Iterator
from typing import cast

from confluent_kafka import KafkaException
from confluent_kafka.schema_registry import SchemaRegistryClient

from schemas.codec import Decoder
from schemas.errors import HandrailError
from schemas.records import DeadLetter
from schemas.settings import Settings
from schemas.topics import DEAD_LETTERS
from streams.readback import read_to_end


def read(settings: Settings) -> Iterator[DeadLetter]:
    """Every dead letter that is kept.

    Raises:
        HandrailError: the brokers do not answer this user.
    """
    topic = DEAD_LETTERS.of(settings.application)
    try:
        with SchemaRegistryClient(settings.registry.client()) as registry:
            decode = Decoder(registry)
            for message in read_to_end(settings, topic, range(settings.partitions)):
                yield cast("DeadLetter", decode(message.value())[1])
    except KafkaException as fault:
        raise HandrailError(f"the brokers at {settings.kafka.bootstrap} refused: {fault.args[0].name()}") from None
