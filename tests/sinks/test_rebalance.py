"""Another sink comes and goes at the worst moment: while trajectories are paused and reports are read to their end."""

import time
from collections.abc import Callable

from schemas.topics import REDACTIONS
from sinks.batch import Rotation
from tests.sinks.conftest import World
from tests.sinks.test_sink import arrived, until


def assigned(log: Callable[[], str], times: int) -> Callable[[], bool]:
    return lambda: log().count("partitions assigned") >= times


def test_a_rebalance_while_trajectories_are_paused_leaves_none_paused(world: World) -> None:
    worker, other = world.worker(), world.worker()
    first = world.sink()
    until(assigned(first.log.read_text, 1))
    other.producer.begin_transaction()
    other.raw(REDACTIONS, 1, b"never to be seen")  # the log ends behind it, and nobody can read so far yet
    other.producer.flush()
    worker.transact(0, 5)
    time.sleep(Rotation().seconds + 3)  # the sink has rows, and waits for the reports that may belong to them
    second = world.sink()
    until(assigned(second.log.read_text, 1))
    other.producer.abort_transaction()
    second.stop()
    worker.transact(0, 5)
    worker.transact(1, 5)
    until(arrived(world, worker.written))
