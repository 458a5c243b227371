"""The Publisher of one device: policy gate, batches, seal, sign, send. Under every source there is exactly one."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from producers.batcher import Batch, Batcher
from producers.devices import Device
from producers.epochs import Epoch, current
from producers.gate import Gate, Reason
from schemas import batches, envelope
from schemas.codec import Encoder, registered_id
from schemas.events import Context, ElementEvent, Event, Focus
from schemas.records import Header
from schemas.sealing import X25519_SUITE, Sealer
from schemas.topics import INTERACTIONS

if TYPE_CHECKING:
    from confluent_kafka.schema_registry import SchemaRegistryClient  # a publisher has none: it is given what the registry says

RECORDS = ("InteractionBatch", "InteractionBody")  # that a batch is made of
Send = Callable[[str, bytes, Callable[[int], object]], None]


@dataclass(slots=True)
class Published:
    """What a publisher has done so far.

    Attributes:
        events: events handed to Kafka.
        batches: batches handed to Kafka.
        bytes: their size on the wire, in bytes.
        acknowledged: batches that every replica has.
        last_append: when the last of them was appended to the log, epoch milliseconds.
        dropped: events the gate dropped, by reason, those in secure fields left out.
    """

    events: int = 0
    batches: int = 0
    bytes: int = 0
    acknowledged: int = 0
    last_append: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Contracts:
    """What the registry says of the records a publisher writes."""

    batch_id: int
    body: Encoder

    @classmethod
    def of(cls, ids: Mapping[str, int]) -> "Contracts":
        """By the ids of the RECORDS."""
        return cls(ids["InteractionBatch"], Encoder("InteractionBody", ids["InteractionBody"]))


def registered(registry: "SchemaRegistryClient") -> dict[str, int]:
    """The ids under which the RECORDS are registered.

    Raises:
        HandrailError: the registry does not hold this release's schemas.
    """
    return {record: registered_id(registry, INTERACTIONS, record) for record in RECORDS}


class Publisher:
    """Publishes the events of one boot of one device.

    Args:
        device: who signs.
        boot_id: this run; sequences count within it.
        gate: what may pass.
        epochs: the public keys that may be sealed to.
        contracts: the registered schemas.
        send: hands a batch to the transport.
        clock: now, epoch milliseconds: which epoch is in force. Nothing else looks at it.
        batcher: how events are batched; the usual way when None.
    """

    def __init__(
        self,
        device: Device,
        boot_id: str,
        gate: Gate,
        epochs: Sequence[Epoch],
        contracts: Contracts,
        send: Send,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        batcher: Batcher | None = None,
    ) -> None:
        self.published = Published()
        self._device = device
        self._boot_id = boot_id
        self._gate = gate
        self._epochs = epochs
        self._contracts = contracts
        self._send = send
        self._clock = clock
        self._batcher = batcher or Batcher()
        self._sealer: Sealer | None = None
        self._dropped: Counter[str] = Counter()  # since the last batch
        self._held: Batch | None = None  # kept back until it is known whether it is the last

    def publish(self, event: Event, context: Context) -> None:
        """Publish an event that happened in a context, if the policy allows it."""
        admitted = self._gate.admit(event, context)
        if isinstance(admitted, Reason):
            if admitted.counted:
                self._dropped[admitted] += 1
                self.published.dropped[admitted] += 1
            return
        self._put(self._batcher.add(*admitted))

    def flush(self) -> None:
        """Send what has been waiting: for a source that sees time pass without events."""
        self._put(self._batcher.flush())
        self._release()

    def close(self) -> None:
        """Send what is left; the last batch says that the publisher closed."""
        self._put(self._batcher.flush())
        if self._held:
            self._held.end = True
        self._release()

    def _put(self, batch: Batch | None) -> None:
        if batch:
            self._release()
            self._held = batch

    def _release(self) -> None:
        held, self._held = self._held, None
        if held:
            self._send(self._device.device_id, self._seal(held), self._acknowledged)
            self.published.batches += 1
            self.published.events += len(held.events)

    def _acknowledged(self, append_time: int) -> None:
        self.published.acknowledged += 1
        self.published.last_append = max(self.published.last_append, append_time)

    def _seal(self, batch: Batch) -> bytes:
        sealer, sequence = self._current_sealer(), self.published.batches
        dropped, self._dropped = self._dropped, Counter()
        first_time = batch.events[0].time
        body = self._contracts.body(batches.pack(batch.events, batch.context, first_time, dropped))
        value = envelope.assemble(
            self._contracts.batch_id,
            self._header(batch, sequence, sealer),
            lambda header: sealer.seal(body, sequence, header),
            self._device.signing_key.sign,
        )
        self.published.bytes += len(value)
        return value

    def _header(self, batch: Batch, sequence: int, sealer: Sealer) -> Header:
        return Header(
            device_id=self._device.device_id,
            subject=self._device.subject,
            boot_id=self._boot_id,
            sequence=sequence,
            first_time=batch.events[0].time,
            last_time=batch.events[-1].time,
            application=batch.context.application or "",
            event_count=len(batch.events),
            screen=asdict(batch.context.screen),  # type: ignore[typeddict-item]
            policy_version=self._gate.policy.version,
            key_epoch=sealer.epoch,
            hpke_suite=X25519_SUITE,
            wrapped_key=sealer.wrapped_key,
            text_open=batch.text_open,
            active=any(not isinstance(event, Focus | ElementEvent) for event in batch.events),
            end=batch.end,
        )

    def _current_sealer(self) -> Sealer:
        epoch = current(list(self._epochs), self._clock())
        if self._sealer is None or self._sealer.epoch != epoch.epoch:
            self._sealer = Sealer(epoch.epoch, epoch.public_key, self._device.device_id, self._boot_id)
        return self._sealer
