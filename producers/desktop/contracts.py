"""The ids of the registered schemas: asked for at the start, and remembered for a start without a registry."""

import json
from collections.abc import Callable
from hashlib import blake2b

from confluent_kafka.schema_registry import SchemaRegistryClient

from producers.desktop.home import Home
from producers.publisher import Contracts
from schemas import codec
from schemas.codec import REGISTRY_FAULTS, Encoder, registered_id
from schemas.errors import HandrailError
from schemas.settings import Registry
from schemas.topics import INTERACTIONS
from schemas.waiting import NotYetError

_RECORDS = ("InteractionBatch", "InteractionBody")

Ids = dict[str, int]


def contracts(home: Home, registry: Registry) -> Contracts:
    """The registry's contracts for this release; what it said to an earlier run while it does not answer.

    Raises:
        NotYetError: it does not answer, and never did.
        HandrailError: it answers, but does not hold this release's schemas.
    """
    return _contracts(home, registry, lambda: _ask(registry))


def _contracts(home: Home, registry: Registry, ask: Callable[[], Ids]) -> Contracts:
    try:
        ids = ask()
        home.write(home.contracts, json.dumps({"release": _release(), "ids": ids}).encode())
    except REGISTRY_FAULTS as fault:
        remembered = _remembered(home)
        if remembered is None:
            raise NotYetError(f"the schema registry at {registry.url} does not answer ({type(fault).__name__})") from None
        ids = remembered
    return Contracts(ids["InteractionBatch"], Encoder("InteractionBody", ids["InteractionBody"]))


def _ask(registry: Registry) -> Ids:
    with SchemaRegistryClient(registry.client()) as client:
        return {record: registered_id(client, INTERACTIONS, record) for record in _RECORDS}


def _release() -> str:
    """A digest of this release's schemas: ids that belong to others are of no use."""
    return blake2b("\n".join(map(codec.text, _RECORDS)).encode(), digest_size=16).hexdigest()


def _remembered(home: Home) -> Ids | None:
    try:
        found = json.loads(home.read(home.contracts))
        ids = {record: int(found["ids"][record]) for record in _RECORDS}
        return ids if found["release"] == _release() and all(0 <= number < 1 << 32 for number in ids.values()) else None
    except (HandrailError, ValueError, TypeError, KeyError, RecursionError):
        return None
