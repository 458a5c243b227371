"""A partition with everything around it faked, and one list of every effect it has, in the order it had them."""

import asyncio
from contextlib import suppress

from confluent_kafka import KafkaError, KafkaException
from prometheus_client import CollectorRegistry

from schemas import codec
from streams.encoded import Encoded
from streams.finish import Finished
from streams.intake import Dead, TickMark
from streams.meters import Meters
from streams.outbox import Encoders, FencedError
from streams.partition import LogRecord, Partition, Parts
from streams.rows import Rows
from streams.sessions.thresholds import Thresholds
from streams.watchdog import Watchdog
from tests.schemas.examples import EXAMPLES
from tests.schemas.registered import Registered
from tests.streams.log import Rubbish, Tick

DECODE = codec.Decoder(Registered())
ENCODERS = Encoders(Registered())
WATCHDOG = Watchdog(lambda: 0.0, 1.0)
FENCED = KafkaError._FENCED


class Store:
    """What the brokers hold: only what was committed."""

    def __init__(self):
        self.committed: list[tuple[str, str, dict]] = []  # topic, record name, record

    def of(self, name, topic=None):
        return [record for where, found, record in self.committed if found == name and topic in (None, where)]

    def rows(self):
        rows = Rows()
        for _, name, row in self.committed:
            if name == "no SessionRow":
                rows.devices.pop(row["device_id"], None)
            elif name == "SessionRow" and row["device_id"]:
                rows.devices[row["device_id"]] = row
            elif name == "SessionRow":
                rows.partition = row
        return rows


class World:
    """One owner of the partition, from taking over to its end; the next is another one with the same store."""

    def __init__(self, log, store=None, *, thresholds=None, finish=None, fail=None, fault=FENCED, accepted=()):
        self.log = log
        self.store = store or Store()
        self.effects: list[str] = []
        self._finish = finish or finished
        self._fail_at, self._fault = fail, fault  # which transaction fails, and how
        self._begun, self._pending = 0, []
        parts = Parts(
            "handrail", self.intake, ENCODERS, self, Meters(CollectorRegistry()), thresholds or Thresholds(), WATCHDOG, accepted
        )
        self.partition = Partition(parts, 3, self, self.store.rows())

    async def play(self, begin=0, end=None):
        """Takes in the log from an offset."""
        for record in self.log[begin:end]:
            taken = LogRecord(record.offset, record.append_time, b"key", b"value")
            await self.partition.take(taken, lambda offset=record.offset: self.effects.append(f"ack {offset}"))

    def run(self, begin=0, end=None):
        asyncio.run(self.play(begin, end))
        return self.effects

    @property
    def acknowledged(self):
        return [int(effect.split()[1]) for effect in self.effects if effect.startswith("ack")]

    def intake(self, key, value, offset, append_time):
        record = self.log[offset]
        if isinstance(record, Rubbish):
            return Dead("undecodable")
        return TickMark(append_time) if isinstance(record, Tick) else record

    async def finish(self, closings, beat):
        """The pool's part."""
        self.effects += ["finish"] * len(closings)
        return [self._finish(closing) for closing in closings]

    def begin_transaction(self):
        """The producer's part, as the three below."""
        self.effects.append("begin")
        self._begun += 1
        self._pending = []

    def produce(self, topic, value, key, partition):
        assert partition == 3
        name, record = DECODE(value) if value else ("no SessionRow", {"device_id": key.decode()})
        self._pending.append((topic, name, record))
        self.effects.append(f"produce {name} to {topic}")

    def commit_transaction(self, timeout):
        if self._begun == self._fail_at:
            raise KafkaException(KafkaError(self._fault))
        self.effects.append("commit")
        self.store.committed += self._pending


def finished(closing):
    """What a helper would answer: an example trajectory under the closing's own ids."""
    identity, device_id = closing.identity, closing.row["device_id"]
    own = {"trajectory_id": identity.trajectory_id, "session_id": identity.session_id, "device_id": device_id}
    return Finished(Encoded.of(EXAMPLES["Trajectory"] | own | {"report_digest": ""}), EXAMPLES["RedactionReport"] | own)


def lost(closing):
    """What a helper would answer of which nothing can be opened."""
    return Finished(None, None, [(batch, "unsealable") for batch in closing.batches])


SMALL = Thresholds(session_gap=100, silence=60, soft_cap=40, hard_cap=80, events=9, bytes=80, budget=60)


async def live(log, store, fails, *, thresholds=SMALL, finish=None):
    """Owners one after another, each until it is fenced; gives all effects as (owner, effect), and every start."""
    begin, effects, starts = 0, [], []
    for owner, fail in enumerate([*fails, None]):
        world = World(log, store, thresholds=thresholds, finish=finish, fail=fail)
        starts.append(begin)
        with suppress(FencedError):
            await world.play(begin)
        effects += [(owner, effect) for effect in world.effects]
        begin += len(world.acknowledged)
    return effects, starts
