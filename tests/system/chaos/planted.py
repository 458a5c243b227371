"""A worker with one thing broken: `python -m tests.system.chaos.planted BUG --dir DIR`. What the verifier must catch."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from confluent_kafka import Producer

from schemas import settings
from schemas.records import Header
from streams.ledger import Ledger
from streams.outbox import Outbox
from streams.process import main
from streams.sessions.device import Device

PAUSE = 1.5  # seconds between two records of a commit, so that a kill falls between them
_WATERMARKS = 3  # records of a commit that holds nothing else: the partition's row, a watermark for each table


def acknowledges_out_of_order(_: Path) -> None:
    """What is finished is acknowledged at once, whatever lies before it."""

    def finished(ledger: Ledger, offsets: Iterable[int]) -> None:
        for offset in offsets:
            ledger._pending.pop(offset)()

    patch.object(Ledger, "finished", finished).start()
    patch.object(Ledger, "acknowledge", lambda _: None).start()


def acknowledges_nothing(_: Path) -> None:
    """Whatever is finished, the group's offset stays where it is."""
    patch.object(Ledger, "acknowledge", lambda _: None).start()


def guards_against_no_duplicate(_: Path) -> None:
    """Every batch is a new one."""

    def missing(device: Device, header: Header) -> int:
        return max(0, header["sequence"] - device._boots.get(header["boot_id"], 0))

    patch.object(Device, "missing", missing).start()


def writes_without_a_transaction(folder: Path) -> None:
    """Records are produced one by one, slowly."""
    plain = Plain(Producer(settings.load("worker", folder).kafka.client(enable_idempotence=True)))
    _commit_through(lambda _: plain)


def is_only_slow(_: Path) -> None:
    """No bug: as slow as the one without a transaction, but with it."""
    _commit_through(Slow)


class Slow:
    """A producer that takes its time after every record."""

    def __init__(self, producer: Producer) -> None:
        self.producer = producer

    def begin_transaction(self) -> None:
        self.producer.begin_transaction()

    def produce(self, topic: str, value: bytes | None, *, key: bytes | None, partition: int) -> None:
        self.producer.produce(topic, value, key=key, partition=partition)
        self.producer.flush(10)
        time.sleep(PAUSE)

    def commit_transaction(self, seconds: float) -> None:
        self.producer.commit_transaction(seconds)


class Plain(Slow):
    """One that knows no transactions besides."""

    def begin_transaction(self) -> None:
        pass

    def commit_transaction(self, seconds: float) -> None:
        pass


def _commit_through(other: Callable[[Producer], Slow]) -> None:
    """Let everything that holds more than watermarks be committed through another producer."""
    sound: Callable[[Outbox, Any], None] = Outbox.commit

    def commit(outbox: Outbox, producer: Producer) -> None:
        holds_rows = len(outbox.records) > _WATERMARKS
        sound(outbox, other(producer) if holds_rows else producer)

    patch.object(Outbox, "commit", commit).start()


BUGS: dict[str, Callable[[Path], Any]] = {
    bug.__name__: bug
    for bug in (
        acknowledges_out_of_order,
        acknowledges_nothing,
        guards_against_no_duplicate,
        writes_without_a_transaction,
        is_only_slow,
    )
}

if __name__ == "__main__":
    bug = sys.argv.pop(1)
    BUGS[bug](Path(sys.argv[sys.argv.index("--dir") + 1]))
    main()
