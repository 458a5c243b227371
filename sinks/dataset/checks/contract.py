"""The tables against the contract: the columns of this release, made of records that the registry holds."""

from collections.abc import Iterator

from confluent_kafka.schema_registry import SchemaRegistryClient
from deltalake import Schema

from schemas.codec import REGISTRY_FAULTS, registered_id
from schemas.errors import HandrailError
from schemas.settings import Registry
from sinks.dataset.checks.findings import Findings
from sinks.dataset.reading import Snapshot


def check(snapshots: tuple[Snapshot, ...], registry: Registry, found: Findings) -> None:
    """Look at both tables.

    Raises:
        HandrailError: the registry does not answer.
    """
    other = (each.kind.name for each in snapshots if each.delta.schema() != Schema.from_arrow(each.kind.schema))
    found.fault("tables that hold other columns than this release writes", other)
    try:
        with SchemaRegistryClient(registry.client()) as client:
            found.fault("records that the registry holds in another form than this release's", _unknown(snapshots, client))
    except REGISTRY_FAULTS as fault:
        kind = type(fault).__name__
        raise HandrailError(f"The schema registry at {registry.url} does not answer as it should ({kind}).") from None


def _unknown(snapshots: tuple[Snapshot, ...], client: SchemaRegistryClient) -> Iterator[str]:
    for snapshot in snapshots:
        try:
            registered_id(client, snapshot.kind.topic, snapshot.kind.record)
        except HandrailError:
            yield snapshot.kind.record
