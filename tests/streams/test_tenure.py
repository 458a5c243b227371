"""Through the generations of the group: take over, skip what came before, be fenced, and end the process rather than guess."""

import asyncio
import os
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from streams.outbox import FencedError
from streams.tenure import EXIT_RESTART, Tenure

CANARY = b"canary-typed"


class EndedError(BaseException):
    """What ends the process, in place of os._exit."""


@pytest.fixture(autouse=True)
def _ends(monkeypatch):
    def end(code):
        assert code == EXIT_RESTART == 70
        raise EndedError

    monkeypatch.setattr(os, "_exit", end)


@dataclass
class World:
    """What a tenure has around it: partitions that note what they take, or fail as they are told."""

    faults: dict[int, BaseException] = field(default_factory=dict)  # by offset
    takeovers: list[int] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)  # owner, offset
    acknowledged: list[int] = field(default_factory=list)
    fenced: int = 0
    told: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self):
        self.tenure = Tenure(self._take_over, self._count, lambda *told: self.told.append(told))

    async def _take_over(self, number):
        if -1 in self.faults:
            raise self.faults[-1]
        self.takeovers.append(number)
        return SimpleNamespace(take=lambda record, ack: self._take(len(self.takeovers), record, ack))

    async def _take(self, owner, record, ack):
        if record.offset in self.faults:
            raise self.faults[record.offset]
        assert record.append_time == 1_001
        self.taken.append((owner, record.offset))
        ack()

    def _count(self, number):
        assert number == 3
        self.fenced += 1

    def run(self, *events):
        """Takes in events given as (generation, offset)."""

        async def play():
            for generation, offset in events:
                message = SimpleNamespace(
                    generation_id=generation, offset=offset, partition=3, timestamp=1.001, key=b"a", value=CANARY
                )
                await self.tenure.take(SimpleNamespace(message=message, ack=lambda at=offset: self.acknowledged.append(at)))

        with capture_logs() as logged:
            try:
                asyncio.run(play())
            finally:
                self.logged = logged
                assert CANARY.decode() not in str(logged)
        return self


def test_a_partition_is_taken_over_once_a_generation():
    world = World().run((1, 5), (1, 6), (2, 6), (2, 7))
    assert world.takeovers == [3, 3]
    assert world.taken == [(1, 5), (1, 6), (2, 6), (2, 7)]


def test_a_new_generation_may_begin_anywhere():
    assert World().run((1, 5), (2, 2), (3, 9)).taken == [(1, 5), (2, 2), (3, 9)]


def test_what_comes_twice_within_a_generation_is_skipped_and_not_acknowledged():
    world = World().run((1, 5), (1, 6), (1, 5), (1, 6), (1, 7))
    assert world.taken == [(1, 5), (1, 6), (1, 7)]
    assert world.acknowledged == [5, 6, 7]


@pytest.mark.parametrize("jump", [7, 100, 4, 0])
def test_an_offset_that_does_not_follow_ends_the_process(jump):
    world = World()
    with pytest.raises(EndedError):
        world.run((1, 5), (1, jump))
    assert world.acknowledged == [5]
    [line] = [line for line in world.logged if line["log_level"] == "error"]
    assert (line["offset"], line["expected"]) == (jump, 6)


@pytest.mark.parametrize("offset", [5, -1], ids=["taking in", "taking over"])
def test_what_is_not_expected_ends_the_process_and_says_its_class_alone(offset):
    world = World(faults={offset: ValueError(CANARY.decode())})
    with pytest.raises(EndedError):
        world.run((1, 5))
    assert world.acknowledged == []
    assert world.logged[-1]["error"] == "ValueError"


def test_who_is_fenced_writes_and_acknowledges_nothing_until_the_next_generation():
    world = World(faults={6: FencedError()}).run((1, 5), (1, 6), (1, 7), (1, 8))
    assert (world.taken, world.acknowledged, world.fenced) == ([(1, 5)], [5], 1)
    del world.faults[6]
    world.run((2, 6), (2, 7))
    assert world.taken == [(1, 5), (2, 6), (2, 7)]


def test_who_is_fenced_still_ends_at_a_jump():
    world = World(faults={5: FencedError()})
    with pytest.raises(EndedError):
        world.run((1, 5), (1, 9))


def test_being_cancelled_is_not_a_fault():
    world = World(faults={5: asyncio.CancelledError()})
    with pytest.raises(asyncio.CancelledError):
        world.run((1, 5))
    assert not [line for line in world.logged if line["log_level"] == "error"]


def test_the_watchdog_is_told_of_what_is_taken_in_and_of_nothing_else():
    world = World({1: FencedError()})
    world.run((1, 0), (1, 0), (1, 1), (1, 2), (2, 3))
    assert world.told == [(3, 0), (3, 3)]
