"""Exactly once, whatever the bucket does at whichever call: real uploads and commits by two sinks, through real HTTP.

The steps of a sink's turn are the calls it makes: each PUT of a file, the look at the log, the PUT of a commit, the next
snapshot and what it asks of it, a checkpoint and its hint. At any of them the bucket fails, falls silent, or does late what it
was asked; the sink is killed; or the other sink, a delete, a checkpoint or a vacuum comes in between, so that it wakes as a
zombie. Then the log's files are read by hand.
"""

import io
import json
import os
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from prometheus_client import CollectorRegistry

from schemas.codec import encode, frame, parsed
from schemas.errors import InvalidRecordError
from sinks import commit, files, metrics
from sinks.columns import Columns
from sinks.commit import Table
from sinks.feed import Feed
from sinks.health import Health
from sinks.reading import Reader
from sinks.retry import Pauses, Retry, Stopped
from sinks.store import filesystem, options, server
from sinks.tables import ROWS
from tests.sinks.bucket import NAME, Bucket, Fault, served
from tests.sinks.conftest import START, report_of, trajectory_of

PARTITIONS = (0, 1)
TABLE = "table"
EVERY = 20  # calls: a turn makes about as many
LONG = bool(os.environ.get("HANDRAIL_SOAK"))
CALLS = st.integers(0, 8) | st.integers(0, 60)
BETWEEN = ("rival", "neighbour", "checkpoint", "vacuum", "delete")  # a rival reads the same partitions, a neighbour others
DAYS = 86_400_000


@dataclass(frozen=True, slots=True)
class Message:
    """A record of the log, as the consumer gives it."""

    at: tuple[int, int]
    content: bytes

    def partition(self) -> int:
        return self.at[0]

    def offset(self) -> int:
        return self.at[1]

    def value(self) -> bytes:
        return self.content


def refused(_: bytes | None) -> tuple[str, dict[str, Any]]:
    raise InvalidRecordError("undecodable", "every record here is fit to be read in columns")


class Sinks(RuleBasedStateMachine):
    """Two sinks, one table, one log."""

    def __init__(self) -> None:
        super().__init__()
        self.bucket = Bucket()
        self.log: dict[int, list[Message]] = {p: [] for p in PARTITIONS}
        self.sinks: dict[int, Feed] = {}
        self.doomed: set[int] = set()
        self.open = ExitStack()
        self.store = self.open.enter_context(served(self.bucket))
        self.files = filesystem(self.store)
        self.open.enter_context(_set(commit, "_CHECKPOINT", 3))
        self.open.enter_context(_set(files, "_AT_ONCE", 1))  # in order, so that a run can be repeated

    @initialize()
    def begin(self) -> None:
        for sink in (0, 1):
            self._start(sink)

    @rule(partition=st.sampled_from(PARTITIONS), count=st.integers(1, 3), day=st.integers(0, 1))
    def records_come(self, partition: int, count: int, day: int) -> None:
        for _ in range(count):
            number = len(self.log[partition])
            report = report_of(number, f"device-{partition}", "", START + day * DAYS)
            content = frame(1, encode(parsed("Trajectory"), trajectory_of(report)))
            self.log[partition].append(Message((partition, number), content))

    @rule(sink=st.sampled_from((0, 1)))
    def a_sink_reads(self, sink: int) -> None:
        self._read(sink)

    @rule(
        sink=st.sampled_from((0, 1)),
        faults=st.dictionaries(CALLS, st.sampled_from(Fault), max_size=3),
        between=st.dictionaries(CALLS, st.sampled_from(BETWEEN), max_size=2),
    )
    def a_sink_writes(self, sink: int, faults: dict[int, Fault], between: dict[int, str]) -> None:
        self._read(sink, [sink] if "neighbour" in between.values() else PARTITIONS)
        self.bucket.plan(faults, {call: partial(self._between, sink, what) for call, what in between.items()})
        self._write(sink)
        self.bucket.plan({}, {})

    @rule(sink=st.sampled_from((0, 1)), call=CALLS, done=st.booleans())
    def a_sink_is_killed_while_it_writes(self, sink: int, call: int, done: bool) -> None:
        self._read(sink)
        fault = Fault.DEAF if done else Fault.REFUSED
        self.bucket.plan({call + more: fault if not more else Fault.REFUSED for more in range(60)}, {})
        self.doomed.add(sink)
        self._write(sink)
        self.doomed.discard(sink)
        self.bucket.plan({}, {})
        self._start(sink)

    @invariant()
    def no_row_is_there_twice_and_none_is_missing(self) -> None:
        rows, offsets = self._table()
        expected = [_id(p, number) for p in PARTITIONS for number in range(offsets.get(p, 0))]
        assert Counter(rows) == Counter(expected)

    def teardown(self) -> None:
        try:
            self.bucket.settle()
            self._start(0)
            self._read(0)
            assert self.sinks[0].write()
            offsets = self._table()[1]
            assert all(offsets.get(p, 0) == len(log) for p, log in self.log.items())
            self.no_row_is_there_twice_and_none_is_missing()
        finally:
            self.open.close()

    def _start(self, sink: int) -> None:
        retry = Retry(server(self.store), Health(lambda: 0.0), lambda _: sink in self.doomed, lambda: 0.0, Pauses())
        table = Table(f"s3://{NAME}/{TABLE}", ROWS.schema, options(self.store))
        read = Reader(ROWS, refused, Columns(ROWS, lambda _: parsed("Trajectory"), 1 << 61))
        write = partial(files.upload, self.files, f"{NAME}/{TABLE}", name=lambda: str(uuid.uuid4()), now=lambda: 1)
        self.sinks[sink] = Feed(ROWS, table, read, write, retry, metrics.on(CollectorRegistry()), lambda: 0.0)
        self._begin(sink)

    def _begin(self, sink: int) -> None:
        ends = {p: len(log) for p, log in self.log.items()}
        self.sinks[sink].begin(dict.fromkeys(PARTITIONS, 0), ends)

    def _read(self, sink: int, partitions: Sequence[int] = PARTITIONS) -> None:
        feed: Any = self.sinks[sink]
        for partition in partitions:
            feed.take(self.log[partition][feed.batch.spans[partition].next :])

    def _write(self, sink: int) -> None:
        try:
            if not self.sinks[sink].write():
                self._begin(sink)
        except Stopped:
            assert sink in self.doomed

    def _between(self, sink: int, what: str) -> None:
        if what in ("rival", "neighbour"):
            self._read(1 - sink, PARTITIONS if what == "rival" else [1 - sink])
            self._write(1 - sink)
            return
        delta = DeltaTable(f"s3://{NAME}/{TABLE}", storage_options=options(self.store))
        if what == "checkpoint":
            delta.create_checkpoint()
        elif what == "vacuum":
            delta.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
        else:
            delta.delete("trajectory_id = 'nobody'")

    def _table(self) -> tuple[list[str], dict[int, int]]:
        """Rows and offsets, by the log's files."""
        live: set[str] = set()
        offsets: dict[int, int] = {}
        for key in sorted(filter(_is_commit, self.bucket.objects)):
            for line in self.bucket.objects[key].splitlines():
                action = json.loads(line)
                if added := action.get("add"):
                    live.add(added["path"])
                if removed := action.get("remove"):
                    live.discard(removed["path"])
                if told := action.get("txn"):
                    partition = int(told["appId"].rpartition("-")[2])
                    assert told["version"] > offsets.get(partition, -1), "an offset that does not follow"
                    offsets[partition] = told["version"]
        return [name for path in live for name in self._ids(path)], offsets

    def _ids(self, path: str) -> list[str]:
        found: list[str] = pq.read_table(io.BytesIO(self.bucket.objects[f"{TABLE}/{path}"]), columns=["trajectory_id"])[
            0
        ].to_pylist()
        return found


def _is_commit(key: str) -> bool:
    return key.startswith(f"{TABLE}/_delta_log/") and key.endswith(".json")


def _id(partition: int, number: int) -> str:
    return f"device-{partition}-{number:06}"


def _set(module: Any, name: str, value: Any) -> Any:
    patch = pytest.MonkeyPatch()
    patch.setattr(module, name, value)
    stack = ExitStack()
    stack.callback(patch.undo)
    return stack


Sinks.TestCase.settings = settings(
    max_examples=300 if LONG else 8,
    stateful_step_count=20 if LONG else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_whatever_the_bucket_does_every_row_is_there_once = Sinks.TestCase


@pytest.mark.parametrize("event", [*Fault, *BETWEEN, "killed after", "killed before"], ids=str)
def test_at_every_single_call_of_a_turn(event: Fault | str) -> None:
    sinks = Sinks()
    sinks.begin()
    for call in range(EVERY):
        for partition in PARTITIONS:
            sinks.records_come(partition, 1, call % 2)
        if isinstance(event, Fault):
            sinks.a_sink_writes(0, {call: event}, {})
        elif event.startswith("killed"):
            sinks.a_sink_is_killed_while_it_writes(0, call, event.endswith("after"))
        else:
            sinks.a_sink_writes(0, {}, {call: event})
        sinks.no_row_is_there_twice_and_none_is_missing()
    sinks.teardown()
