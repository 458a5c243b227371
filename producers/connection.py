"""The servers that a producer needs: waited for until they answer, each with its sentence while it does not."""

from confluent_kafka.schema_registry import SchemaRegistryClient

from producers.publisher import Contracts
from producers.transport import Transport
from schemas.codec import REGISTRY_FAULTS
from schemas.settings import Settings
from schemas.waiting import NotYetError, wait_until


def connect(settings: Settings) -> tuple[Transport, Contracts]:
    """Brokers and contracts, as soon as both are there.

    Raises:
        HandrailError: they are there, and refuse this user or do not know this release.
    """
    transport = Transport(settings)
    wait_until(transport.check)
    return transport, wait_until(lambda: _contracts(settings))


def _contracts(settings: Settings) -> Contracts:
    try:
        with SchemaRegistryClient(settings.registry.client()) as registry:
            return Contracts.look_up(registry)
    except REGISTRY_FAULTS as fault:
        raise NotYetError(f"the schema registry at {settings.registry.url} does not answer ({type(fault).__name__})") from None
