"""Taking a partition over: fence the worker that had it, then read back what it committed."""

from dataclasses import dataclass, field
from typing import cast

from confluent_kafka import Message, Producer

from schemas.codec import Decoder
from schemas.records import SessionRow
from schemas.settings import Settings
from schemas.topics import SESSIONS
from streams.readback import read_to_end
from streams.sessions.device import new_row

PARTITION_ROW = ""  # key of the partition's own row
_INIT_SECONDS = 30
_TRANSACTION_MS = 20_000


@dataclass(slots=True)
class Rows:
    """What a partition's predecessor committed."""

    devices: dict[str, SessionRow] = field(default_factory=dict)
    partition: SessionRow = field(default_factory=lambda: new_row(PARTITION_ROW))


def take_over(settings: Settings, decoder: Decoder, partition: int) -> tuple[Producer, Rows]:
    """Fence the predecessor, then read the partition's rows. Blocks; for a thread.

    Raises:
        KafkaException: the brokers refused.
    """
    producer = Producer(
        settings.kafka.client(
            transactional_id=f"{settings.application}-{partition}",
            transaction_timeout_ms=_TRANSACTION_MS,
            message_max_bytes=8 << 20,
            linger_ms=0,
        )
    )
    producer.init_transactions(_INIT_SECONDS)
    return producer, _read_back(settings, decoder, partition)


def _read_back(settings: Settings, decoder: Decoder, partition: int) -> Rows:
    rows = Rows()
    for message in read_to_end(settings, SESSIONS.of(settings.application), [partition]):
        _apply(rows, decoder, message)
    return rows


def _apply(rows: Rows, decoder: Decoder, message: Message) -> None:
    device_id = (message.key() or b"").decode()
    value = message.value()
    if value is None:
        rows.devices.pop(device_id, None)
        return
    row = cast("SessionRow", decoder(value)[1])
    if device_id == PARTITION_ROW:
        rows.partition = row
    else:
        rows.devices[device_id] = row
