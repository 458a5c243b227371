"""The ids of the registered schemas: asked for at the start, and remembered for a start without a registry."""

import json
from collections.abc import Callable
from hashlib import blake2b

from producers.desktop.home import Home
from producers.desktop.registry import asked
from producers.publisher import RECORDS, Contracts
from schemas import codec
from schemas.errors import HandrailError
from schemas.settings import Registry
from schemas.waiting import NotYetError

Ids = dict[str, int]


def contracts(home: Home, registry: Registry) -> Contracts:
    """The registry's contracts for this release; what it said to an earlier run while it does not answer.

    Raises:
        NotYetError: it does not answer, and never did.
        HandrailError: it answers, but does not hold this release's schemas.
    """
    return _contracts(home, lambda: asked(registry))


def _contracts(home: Home, ask: Callable[[], Ids]) -> Contracts:
    try:
        ids = ask()
        remember(home, ids)
    except NotYetError:
        remembered = _remembered(home)
        if remembered is None:
            raise
        ids = remembered
    return Contracts.of(ids)


def remember(home: Home, ids: Ids) -> None:
    """Keep what the registry said, for a start without it.

    Raises:
        HandrailError: it cannot be written.
    """
    home.write(home.contracts, json.dumps({"release": _release(), "ids": ids}).encode())


def _release() -> str:
    """A digest of this release's schemas: ids that belong to others are of no use."""
    return blake2b("\n".join(map(codec.text, RECORDS)).encode(), digest_size=16).hexdigest()


def _remembered(home: Home) -> Ids | None:
    try:
        found = json.loads(home.read(home.contracts))
        ids = {record: int(found["ids"][record]) for record in RECORDS}
        return ids if found["release"] == _release() and all(0 <= number < 1 << 32 for number in ids.values()) else None
    except (HandrailError, ValueError, TypeError, KeyError, RecursionError):
        return None
