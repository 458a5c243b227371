"""One Delta table, which holds with its rows how far each partition has been read: the log of the table is the truth.

`offset-<p>` is the next offset of the table's topic that is not in it, `valid-through-<p>` the partition's watermark in
epoch milliseconds. Both are app transactions: they are committed with the rows, survive checkpoints, and two writers of one
partition conflict.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import Enum
from typing import Any

from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema, Transaction
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from deltalake.transaction import AddAction

from schemas.errors import HandrailError
from sinks import erasure
from sinks.batch import Span, follows
from sinks.erasure import Erasures

_CONFIGURATION: Mapping[str, str | None] = {
    "delta.dataSkippingStatsColumns": "start_time",  # never subject or device: what the log says outlives an erasure
    "delta.checkpointInterval": "100",  # for other writers: the sink goes by _CHECKPOINT
    "delta.enableExpiredLogCleanup": "false",
}


STARTS = "handrail.starts"
"""Where a commit began to read, by partition: for verification, which looks whether commits follow each other without a gap."""

_CHECKPOINT = 100  # commits after which whoever starts is spared reading them one by one
_NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
"""A commit is nothing but the commit: see `Table.checkpoint`. What the log may forget is for whoever knows the pins."""


class Outcome(Enum):
    """What became of a commit."""

    COMMITTED = "committed"
    RETRY = "retried"  # something else was committed in between: the same files may be committed now
    OVERTAKEN = "discarded"  # another writer has taken these records


class Table:
    """A Delta table at one snapshot."""

    def __init__(self, uri: str, schema: Any, options: Mapping[str, str]) -> None:
        self.uri = uri
        self._schema = schema
        self._options = dict(options)
        self._delta: DeltaTable | None = None
        self._checkpointed = 0  # version of this writer's newest checkpoint

    @property
    def delta(self) -> DeltaTable:
        """The snapshot."""
        assert self._delta is not None, "the table has been refreshed at least once"
        return self._delta

    def refresh(self) -> None:
        """Take the newest snapshot; the first time, create the table where there is none.

        Raises:
            HandrailError: it holds other columns than this release writes.
            OSError: the store failed, as do the other `sinks.store.FAULTS`.
        """
        if self._delta is None:
            self._delta = self._open()
        else:
            self._delta.update_incremental()

    def offsets(self, partitions: Iterable[int]) -> dict[int, int | None]:
        """The next offset of each partition, None before its first commit."""
        return {p: self.delta.transaction_version(f"offset-{p}") for p in partitions}

    def valid_through(self, partition: int) -> int | None:
        """The watermark of a partition, epoch milliseconds."""
        return self.delta.transaction_version(f"valid-through-{partition}")

    @property
    def erasures(self) -> Erasures:
        """Whose rows must not come back, at the snapshot."""
        return erasure.read(self.delta.metadata().configuration)

    def append(self, files: list[AddAction], spans: Mapping[int, Span]) -> Outcome:
        """Commit files and the spans they were read from, on the snapshot at hand, once.

        After `RETRY` and `OVERTAKEN` the snapshot is the newest; after `COMMITTED` it is the old one.

        Raises:
            OSError: the store failed, as do the other `sinks.store.FAULTS`; whether it was committed is not known. Trying
                again is safe.
        """
        if not follows(spans, self.offsets(spans)):
            return Outcome.OVERTAKEN
        try:
            self._commit(files, spans)
        except CommitFailedError:
            self.refresh()
            return Outcome.RETRY if follows(spans, self.offsets(spans)) else Outcome.OVERTAKEN
        return Outcome.COMMITTED

    def _commit(self, files: list[AddAction], spans: Mapping[int, Span]) -> None:
        self.delta.create_write_transaction(
            [*files],
            mode="append",
            schema=self.delta.schema(),
            partition_by=["date"],
            commit_properties=CommitProperties(
                app_transactions=list(_transactions(spans)), custom_metadata={STARTS: json.dumps(_starts(spans))}
            ),
            post_commithook_properties=_NO_HOOKS,
        )

    def checkpoint(self) -> None:
        """Write a checkpoint of the snapshot at hand, if this writer has written none for a hundred commits, its own or others'.

        Two writers may do so at once, and one may be killed half way: a checkpoint changes nothing, and counts once it is whole.

        Raises:
            OSError: the store failed, as do the other `sinks.store.FAULTS`; the table is as it was.
        """
        if self.delta.version() - self._checkpointed >= _CHECKPOINT:
            self.delta.create_checkpoint()
            self._checkpointed = self.delta.version()

    def _open(self) -> DeltaTable:
        try:
            delta = DeltaTable(self.uri, storage_options=self._options)
        except TableNotFoundError:
            delta = self._create()
        if delta.schema() != Schema.from_arrow(self._schema):
            raise HandrailError(f"The table {self.uri} holds other columns than this release writes.")
        return delta

    def _create(self) -> DeltaTable:
        with suppress(CommitFailedError):  # another sink was faster
            DeltaTable.create(
                self.uri,
                schema=Schema.from_arrow(self._schema),
                mode="ignore",
                partition_by=["date"],
                configuration=_CONFIGURATION,
                storage_options=self._options,
                commit_properties=CommitProperties(max_commit_retries=0),  # else the slower one redefines the table
            )
        return DeltaTable(self.uri, storage_options=self._options)


def _starts(spans: Mapping[int, Span]) -> dict[int, int | None]:
    return {partition: span.start for partition, span in spans.items()}


def _transactions(spans: Mapping[int, Span]) -> Iterable[Transaction]:
    for partition, span in spans.items():
        yield Transaction(f"offset-{partition}", span.next)
        if span.valid_through is not None:
            yield Transaction(f"valid-through-{partition}", span.valid_through)
