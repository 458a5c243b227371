"""The transport of an agent: it can be asked for what came back without waiting for all of it, and be given up."""

from collections.abc import Callable

from confluent_kafka import KafkaException

from producers.transport import Transport
from schemas.errors import HandrailError


class Uplink(Transport):
    """A connection to the brokers that does not wait for anything. Whoever gives it up sends again on the next one."""

    def send(self, device_id: str, batch: bytes, acknowledged: Callable[[int], object]) -> None:
        """Hand a batch over; `acknowledged` is told its append time, epoch milliseconds, while `poll` runs.

        Raises:
            HandrailError: the brokers refuse this user or topic, or the client refuses the batch.
        """
        try:
            super().send(device_id, batch, acknowledged)
        except KafkaException as fault:
            raise HandrailError(f"the Kafka client refused a batch: {fault.args[0].name()}") from None

    def poll(self, seconds: float) -> None:
        """Tell of what was acknowledged; waits for it so long at most.

        Raises:
            HandrailError: the brokers refuse this user or topic.
        """
        self._producer.poll(seconds)
        self._raise_fault()

    def close(self) -> None:
        """Forget what is not acknowledged."""
        self._producer.purge()
