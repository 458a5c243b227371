"""Batches as a device really sends them: packed, sealed and signed, with fixed keys."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas import batches, envelope
from schemas.events import Context, Element, Event, Pointer
from schemas.sealing import Sealer
from tests.schemas.registered import IDS, encode
from tests.streams.log import header

EPOCH_KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
DEVICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
CHROME = Context("chrome", "Orders", Element("textbox", "To"))
MOVES = (Pointer(0, 1, 1), Pointer(5, 2, 2))


def body(events: tuple[Event, ...] = MOVES, **changes: Any) -> bytes:
    """An encoded InteractionBody."""
    return encode("InteractionBody", {**batches.pack(events, CHROME, 0, {}), **changes})


def value(content: bytes | None = None, *, device_key: Ed25519PrivateKey = DEVICE_KEY, **changes: Any) -> bytes:
    """The value of a batch; `content` is what is sealed, in place of two moves."""
    head = header(**{"key_epoch": "epoch", "event_count": 2, "last_time": 5} | changes)
    sealer = Sealer("epoch", EPOCH_KEY.public_key(), head["device_id"], head["boot_id"])
    head["wrapped_key"] = sealer.wrapped_key
    inner = body() if content is None else content
    sequence = max(0, head["sequence"])
    return envelope.assemble(IDS["InteractionBatch"], head, lambda before: sealer.seal(inner, sequence, before), device_key.sign)
