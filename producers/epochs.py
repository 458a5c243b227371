"""The public keys of the key epochs: what a producer seals to."""

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from schemas.errors import HandrailError


@dataclass(frozen=True, slots=True)
class Epoch:
    """A key epoch; times in epoch milliseconds."""

    epoch: str
    not_before: int
    not_after: int
    public_key: X25519PublicKey = field(repr=False)


def load(file: Path | None) -> list[Epoch]:
    """The epochs that a file lists.

    Raises:
        HandrailError: the file is missing or lists something else.
    """
    if file is None:
        raise HandrailError("the producer's settings must name keys.epochs")
    try:
        return [
            Epoch(
                str(entry["epoch"]),
                int(entry["not_before"]),
                int(entry["not_after"]),
                X25519PublicKey.from_public_bytes(base64.b64decode(entry["public_key"])),
            )
            for entry in json.loads(file.read_bytes())
        ]
    except OSError as fault:
        raise HandrailError(f"the public epoch keys at {file} cannot be read: {fault.strerror}") from None
    except (ValueError, TypeError, KeyError):
        raise HandrailError(f"{file} does not list epoch keys") from None


def current(epochs: list[Epoch], now: int) -> Epoch:
    """The epoch of a moment, epoch milliseconds.

    Raises:
        HandrailError: none is in force: nothing may be sealed, so nothing is sent.
    """
    for epoch in epochs:
        if epoch.not_before <= now < epoch.not_after:
            return epoch
    raise HandrailError("no epoch key is in force now: get new public keys before anything is published")
