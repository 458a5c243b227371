"""Replaying recordings: each file is a device of its own; its ids come from its digest, so a second replay is a duplicate."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from producers import epochs
from producers.devices import enrol, pseudonym, write_private
from producers.gate import Gate
from producers.policy import Policy
from producers.publisher import Contracts, Published, Publisher
from producers.recordings.recording import Recording, Stamped
from producers.transport import Transport
from schemas.errors import HandrailError
from schemas.settings import Settings

_LEDGER = "replayed.json"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the replay of one recording did.

    Attributes:
        name: the file's name.
        device_id: the device it became.
        before: batches of this recording that an earlier replay published; the stream drops them as duplicates.
        published: what was published now.
    """

    name: str
    device_id: str
    before: int
    published: Published


class Replay:
    """Publishes recordings through one connection, one publisher each.

    Raises:
        HandrailError: keys, registry or brokers do not allow it.
    """

    def __init__(self, settings: Settings, policy: Policy, transport: Transport, contracts: Contracts) -> None:
        self._settings = settings
        self._policy = policy
        self._transport = transport
        self._contracts = contracts
        self._epochs = epochs.load(settings.keys.epochs)
        self._ledger = settings.state / _LEDGER

    def run(self, recording: Recording, pace: Callable[[Iterable[Stamped]], Iterable[Stamped]]) -> Replayed:
        """Publish one recording and wait until every batch is acknowledged."""
        subject = pseudonym(self._settings.keys, f"recording {recording.digest}")
        device = enrol(self._settings.keys, recording.digest, subject)
        publisher = Publisher(device, recording.digest, Gate(self._policy), self._epochs, self._contracts, self._transport.send)
        for event, context in pace(recording.events):
            publisher.publish(event, context)
        publisher.close()
        self._transport.flush()
        return Replayed(recording.name, device.device_id, self._note(device.device_id, publisher.published), publisher.published)

    def _note(self, device_id: str, published: Published) -> int:
        """Remember how far a recording was published; returns how far it had been before."""
        known: dict[str, int] = _read(self._ledger)
        before = known.get(device_id, 0)
        known[device_id] = max(before, published.acknowledged)
        write_private(self._ledger, json.dumps(known, indent=1, sort_keys=True).encode())
        return before


def _read(ledger: Path) -> dict[str, int]:
    try:
        return {device_id: int(batches) for device_id, batches in json.loads(ledger.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        raise HandrailError(f"{ledger} is damaged: remove it, and replays forget what they published before") from None


def paced(events: Iterable[Stamped], speed: float, sleep: Callable[[float], object] = time.sleep) -> Iterator[Stamped]:
    """Events as they come at so many times their own speed; the longest wait is a second, so that pauses do not bore."""
    previous: int | None = None
    for event, context in events:
        if previous is not None and event.time > previous:
            sleep(min((event.time - previous) / 1000 / speed, 1.0))
        previous = event.time
        yield event, context
