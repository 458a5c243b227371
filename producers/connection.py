"""The servers that a producer needs: waited for until they answer, each with its sentence while it does not."""

from confluent_kafka.schema_registry import SchemaRegistryClient

from producers.publisher import Contracts, registered
from producers.transport import Transport
from schemas.codec import REGISTRY_FAULTS
from schemas.settings import Registry, Settings
from schemas.waiting import NotYetError, wait_until


def connect(settings: Settings) -> tuple[Transport, Contracts]:
    """Brokers and contracts, as soon as both are there.

    Raises:
        HandrailError: they are there, and refuse this user or do not know this release.
    """
    transport = Transport(settings)
    wait_until(transport.check)
    return transport, Contracts.of(wait_until(lambda: schema_ids(settings.registry)))


def schema_ids(registry: Registry) -> dict[str, int]:
    """The ids of the records that a publisher sends.

    Raises:
        NotYetError: the registry does not answer.
        HandrailError: it answers, but does not hold this release's schemas.
    """
    try:
        with SchemaRegistryClient(registry.client()) as client:
            return registered(client)
    except REGISTRY_FAULTS as fault:
        raise NotYetError(f"the schema registry at {registry.url} does not answer ({type(fault).__name__})") from None
