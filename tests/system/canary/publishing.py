"""Publishes scenes as devices do; some of their batches in ways that make dead letters of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from producers import epochs
from producers.connection import schema_ids
from producers.devices import enrol
from producers.epochs import Epoch
from producers.gate import Gate
from producers.policy import DEFAULT_POLICY, load
from producers.publisher import Contracts, Publisher
from producers.recordings.recording import Stamped
from producers.transport import Transport
from schemas.errors import DeadReason
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at a publisher: with the key it seals to, with the body it seals, with the batch it sends."""

    epoch: Callable[[Epoch], Epoch] = lambda epoch: epoch
    body: Callable[[bytes], bytes] = lambda body: body
    batch: Callable[[bytes], bytes] = lambda batch: batch


FAULTS: Mapping[DeadReason, Fault] = {
    "undecodable": Fault(batch=lambda batch: batch[:-1]),
    "bad_signature": Fault(batch=lambda batch: batch[:-1] + bytes([batch[-1] ^ 1])),
    "unsealable": Fault(epoch=lambda epoch: replace(epoch, public_key=X25519PrivateKey.generate().public_key())),
    "bad_body": Fault(body=lambda body: body[:-1]),
}
"""By the reason of the dead letters that come of it."""

_NONE = Fault()


class Author:
    """Publishes through the product's own gate, batcher, seal and transport.

    Attributes:
        last_append: when the last batch was appended to the log, epoch milliseconds.
    """

    def __init__(self, settings: Settings) -> None:
        self.last_append = 0
        self._settings = settings
        self._transport = Transport(settings)
        self._epochs = epochs.load(settings.keys.epochs)
        self._contracts = Contracts.of(schema_ids(settings.registry))

    def publish(self, device_id: str, events: list[Stamped], fault: Fault = _NONE) -> int:
        """Publish everything a device has seen, and its end; returns the number of batches, all of them acknowledged."""

        def body(record: Mapping[str, Any]) -> bytes:
            return fault.body(self._contracts.body(record))

        def send(device_id: str, batch: bytes, acknowledged: Callable[[int], object]) -> None:
            self._transport.send(device_id, fault.batch(batch), acknowledged)

        publisher = Publisher(
            enrol(self._settings.keys, device_id, f"subject of {device_id}"),
            f"boot of {device_id}",
            Gate(load(DEFAULT_POLICY)),
            list(map(fault.epoch, self._epochs)),
            Contracts(self._contracts.batch_id, body),  # type: ignore[arg-type]
            send,
        )
        for event, context in events:
            publisher.publish(event, context)
        publisher.close()
        self._transport.flush()
        self.last_append = max(self.last_append, publisher.published.last_append)
        return publisher.published.batches
