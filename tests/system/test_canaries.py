"""Unique personal values through every channel, then a search of every place at rest: none of them may stand anywhere.

The control, plain words that belong in the data set, shows that the same search finds what is there.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
import pytest

from deploy.local.stack import Stack
from streams.dead_letters import read
from tests.system.canary.forms import Value
from tests.system.canary.memory import remains, searching
from tests.system.canary.places import everywhere, look
from tests.system.canary.publishing import FAULTS, Author
from tests.system.canary.scenes import Played, play_all
from tests.system.canary.search import Search
from tests.system.conftest import Pipeline, Process, application, until

CONTROL = "control/control"
SEED = int(os.environ.get("CANARY_SEED", "7"))


class Talkative(Process):
    """The worker of `canary/worker.py`: it logs at DEBUG, and its helper ends over certain words."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__("worker", pipeline)
        self._command = [self._command[0], "-m", "tests.system.canary.worker", "--dir", str(pipeline.folder)]

    @property
    def pids(self) -> dict[str, int]:
        """The worker itself and its helper."""
        assert self._process is not None
        whole = psutil.Process(self._process.pid)
        helper = max(whole.children(), key=lambda child: child.memory_info().rss)
        return {"worker": whole.pid, "helper": helper.pid}


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted, and the pipeline that it went through, idle now."""

    pipeline: Pipeline
    worker: Talkative
    shown: list[Played]
    buried: list[Played]
    batches: Counter[str]  # that were published, by channel
    cores: list[str]  # core dumps that were left, all of them leaks: taken away, because they are too large to look through

    @property
    def values(self) -> dict[str, Value]:
        return {name: value for played in (*self.shown, *self.buried) for name, value in played.values.items()}

    def device(self, channel: str) -> str:
        return f"canary-{SEED}-{channel}"

    def row(self, channel: str) -> dict:
        (row,) = (row for row in self.pipeline.rows() if row["device_id"] == self.device(channel))
        return row


@pytest.fixture(scope="module")
def planted(stack: Stack) -> Iterator[Planted]:
    with application(stack, "handrail-canary") as pipeline:
        pipeline.worker = worker = Talkative(pipeline)
        pipeline.start()
        shown, buried = play_all(SEED, FAULTS)
        found = Planted(pipeline, worker, shown, buried, Counter(), [])
        author = Author(stack.settings("producer"))
        for played in shown:
            found.batches[played.channel] = author.publish(found.device(played.channel), played.events)
        for played in buried:
            device = found.device(played.channel)
            found.batches[played.channel] = author.publish(device, played.events, FAULTS[played.channel])
        pipeline.wait_complete(author.last_append)
        for core in worker.state.glob("core*"):
            found.cores.append(core.name)
            core.unlink()
        yield found


@pytest.fixture(scope="module")
def found(planted: Planted) -> dict[str, set[tuple[str, str]]]:
    """What the search finds, by place: names of values and their forms."""
    states = (planted.worker.state, planted.pipeline.sink.state)
    return look(everywhere(planted.pipeline.stack, states), Search(planted.values))


def test_every_channel_arrived_as_it_was_meant_to(planted):
    for played in planted.shown:
        row = planted.row(played.channel)
        assert row["batch_count"] == planted.batches[played.channel]
        assert not row["dropped"]
    outcomes = {report["device_id"]: report["outcome"] for report in planted.pipeline.reports()}
    assert outcomes[planted.device("crash")] == "withheld"
    assert outcomes[planted.device("control")] == "clean"


def test_batches_that_could_not_be_taken_in_are_dead_letters(planted):
    settings = planted.pipeline.stack.settings("admin").model_copy(update={"application": planted.pipeline.application})
    for reason in FAULTS:
        device = planted.device(reason).encode()
        until(lambda device=device: any(letter["key"] == device for letter in read(settings)), reason, 30)
        reasons = Counter(letter["reason"] for letter in read(settings) if letter["key"] == device)
        assert reasons == {reason: planted.batches[reason]}


def test_the_control_is_found_where_it_belongs_and_nowhere_else(planted, found):
    places = {place for place, hits in found.items() if any(name == CONTROL for name, _ in hits)}
    topic = f"trajectories.{planted.pipeline.application}"
    expected = ("data/store/", f"data/kafka/{topic}-", f"topic {topic}", "data/kafka/trajectories-", "topic trajectories")
    assert [place for place in places if not place.startswith(expected)] == []
    assert f"topic {topic}" in places
    assert any(place.startswith(f"data/kafka/{topic}-") for place in places), "the broker's own files"
    for kind in (".parquet", ".parquet rows", ".parquet dictionaries"):
        assert any(place.startswith("data/store/") and place.endswith(kind) for place in places), kind


def test_no_canary_stands_anywhere_at_rest(found):
    leaks = {place: sorted(hit for hit in hits if hit[0] != CONTROL) for place, hits in found.items()}
    assert {place: hits for place, hits in leaks.items() if hits} == {}, f"seed {SEED}"


def test_a_crash_leaves_no_core_dump(planted):
    assert planted.cores == []


def test_idle_worker_and_sink_hold_no_canary_in_memory(planted, capsys):
    """The helper, where text is opened, may: what it freed is overwritten only by what comes next."""
    search, sink = searching(planted.values), planted.pipeline.sink._process
    try:
        held = {name: remains(pid, search) for name, pid in {**planted.worker.pids, "sink": sink.pid}.items()}
    except OSError:
        pytest.skip("the memory of other processes may not be read here")
    held = {name: values - {CONTROL} for name, values in held.items()}
    with capsys.disabled():
        print(f"\nmemory of the idle helper: {len(held['helper'])} of {len(planted.values) - 1} canaries remain in it")
    assert (held["worker"], held["sink"]) == (set(), set())
