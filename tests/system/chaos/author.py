"""Writes chosen batches of chosen devices into the log, signed and sealed as a publisher does it."""

from confluent_kafka import Producer

from deploy.local.stack import Stack
from producers import epochs
from producers.connection import schema_ids
from producers.devices import Device, enrol
from producers.gate import Gate
from producers.policy import DEFAULT_POLICY, load
from producers.publisher import Contracts, Publisher
from producers.recordings import formats
from producers.recordings.sample import SAMPLE
from schemas.topics import INTERACTIONS

_EVENTS = 20  # of one batch


class Author:
    """Everything it writes goes into one partition, so that one batch lies right behind another."""

    def __init__(self, stack: Stack, partition: int = 0) -> None:
        self._settings = stack.settings("producer")
        self._partition = partition
        self._producer = Producer(self._settings.kafka.client(enable_idempotence=True))
        self._contracts = Contracts.of(schema_ids(self._settings.registry))
        self._epochs = epochs.load(self._settings.keys.epochs)
        self._publishers: dict[str, Publisher] = {}
        self._last: dict[str, bytes] = {}

    def write(self, device_id: str, *, end: bool = False) -> None:
        """Write the next batch of a device; with `end`, its last. Returns when the log has it."""
        publisher = self._publishers.get(device_id) or self._publisher(device_id)
        for event, context in formats.read(SAMPLE).events[:_EVENTS]:
            publisher.publish(event, context)
        (publisher.close if end else publisher.flush)()
        self.flush()

    def repeat(self, device_id: str) -> None:
        """Write the last batch of a device once more, the same bytes."""
        self._send(device_id, self._last[device_id])
        self.flush()

    def litter(self, content: bytes) -> None:
        """Write what is no batch. Returns at once."""
        self._producer.produce(INTERACTIONS.name, content, key=b"litter", partition=self._partition)

    def flush(self) -> None:
        """Return when the log has everything.

        Raises:
            AssertionError: the broker did not take it.
        """
        assert self._producer.flush(60) == 0, "the broker does not answer"

    def _publisher(self, device_id: str) -> Publisher:
        device: Device = enrol(self._settings.keys, device_id, f"subject of {device_id}")
        publisher = Publisher(
            device,
            f"boot of {device_id}",
            Gate(load(DEFAULT_POLICY)),
            self._epochs,
            self._contracts,
            lambda key, value, _: self._send(key, value),
        )
        return self._publishers.setdefault(device_id, publisher)

    def _send(self, device_id: str, value: bytes) -> None:
        self._last[device_id] = value
        self._producer.produce(INTERACTIONS.name, value, key=device_id, partition=self._partition)
