"""Putting files in the place of others, in one commit that no other rewriting can have crossed.

delta-rs does not see that two commits remove the same file: both are taken, and its rows are doubled. So each rewriting commit
carries the app transaction `rewrite`, of which only one can follow a snapshot. Appends of sinks are not hindered by it.
"""

import json
import time
import uuid
from collections.abc import Iterable, Sequence

from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, PostCommitHookProperties, RemoveAction

from sinks.dataset.objects import File, Objects, active
from sinks.files import sealed

_TRIES = 100  # at a version that a sink took: how often a rewriting commit yields


def new_path(date: str, content: bytes) -> str:
    """A path nobody has used, in the partition of a date."""
    return sealed(date, str(uuid.uuid4()), content)


def added(objects: Objects, date: str, content: bytes, statistics: str, *, data_change: bool) -> AddAction:
    """Write a file, and say what to add to the log.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`. What was written stays behind, outside the table.
    """
    path = new_path(date, content)
    objects.create(path, content)
    return AddAction(path, len(content), {"date": date}, _now(), data_change, statistics)


def replace(
    objects: Objects, delta: DeltaTable, gone: Iterable[File], come: Sequence[AddAction], *, data_change: bool, why: str
) -> bool:
    """Commit, on the snapshot at hand, once.

    Args:
        objects: the table's.
        delta: the snapshot that the files were read at; it stays the old one.
        gone: files of the snapshot.
        come: files in their place.
        data_change: whether the rows differ.
        why: for the history; names no person.

    Returns:
        False if something else was rewritten since the snapshot: what was written is not in the table and never will be.
    """
    removed = [RemoveAction(file.path, data_change, _now(), file.size, {"date": file.date}) for file in gone]
    properties = CommitProperties(
        custom_metadata={"operationParameters": {"rewrite": why}, "readVersion": delta.version()},
        max_commit_retries=_TRIES,
        app_transactions=[Transaction("rewrite", (delta.transaction_version("rewrite") or 0) + 1)],
    )
    try:
        delta.create_write_transaction(
            [*come, *removed],
            mode="append",
            schema=delta.schema(),
            partition_by=["date"],
            commit_properties=properties,
            post_commithook_properties=PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False),
        )
    except CommitFailedError:
        return _landed(objects, come)
    return True


def rows_of(action: AddAction) -> int:
    """The rows of a file that was written."""
    rows: int = json.loads(action.stats)["numRecords"]
    return rows


def _landed(objects: Objects, come: Sequence[AddAction]) -> bool:
    """Whether the commit is there all the same: a client whose answer was lost tries again, and then conflicts with itself."""
    paths = {action.path for action in come}
    return any(file.path in paths for file in active(objects.open()))


def _now() -> int:
    return time.time_ns() // 1_000_000
