"""The log against itself: each commit goes on where the one before it ended, and what holds now is what the last one said."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sinks.commit import STARTS
from sinks.dataset.checks.findings import Findings
from sinks.dataset.objects import Objects
from sinks.dataset.reading import Snapshot

_OFFSET, _WATERMARK = "offset-", "valid-through-"


@dataclass(slots=True)
class Commit:
    """What a commit says of partitions: next offsets, the offsets it began at, watermarks; and how many rows it adds."""

    version: int
    offsets: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int | None] = field(default_factory=dict)
    watermarks: dict[str, int] = field(default_factory=dict)
    rows: int = 0


def check(objects: Objects, snapshot: Snapshot, found: Findings) -> None:
    """Look through the commits that the log still has, up to the snapshot."""
    commits = [commit for commit in _commits(objects) if commit.version <= snapshot.delta.version()]
    found.commits += len(commits)
    faults = {
        "versions that are missing from the log": _missing(commits, snapshot.delta.version()),
        "commits that do not go on where the one before ended": _apart(commits),
        "commits by which something is less complete than before": _backwards(commits),
        "commits of more rows than records": _crowded(commits),
        "partitions of which the table holds other offsets or watermarks than its last commits say": _other(commits, snapshot),
    }
    for sentence, names in faults.items():
        found.fault(f"{sentence} ({objects.name})", set(map(str, names)))


def parse(version: int, text: str) -> Commit:
    """One entry of the log.

    Raises:
        ValueError: it is none.
    """
    commit = Commit(version)
    for line in filter(None, text.splitlines()):
        action = json.loads(line)
        if transaction := action.get("txn"):
            _take(commit, transaction["appId"], int(transaction["version"]))
        elif added := action.get("add"):
            commit.rows += int(json.loads(added["stats"])["numRecords"]) if added["dataChange"] else 0
        elif told := action.get("commitInfo", {}).get(STARTS):
            commit.starts = json.loads(told)
    return commit


def _take(commit: Commit, name: str, version: int) -> None:
    if name.startswith(_OFFSET):
        commit.offsets[name.removeprefix(_OFFSET)] = version
    elif name.startswith(_WATERMARK):
        commit.watermarks[name.removeprefix(_WATERMARK)] = version


def _commits(objects: Objects) -> Iterator[Commit]:
    for name, content in objects.log():
        try:
            yield parse(int(name), content.decode())
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # it is missing, then


def _missing(commits: list[Commit], last: int) -> Iterator[int]:
    there = {commit.version for commit in commits}
    yield from (version for version in range(min(there, default=last), last + 1) if version not in there)


def _apart(commits: list[Commit]) -> Iterator[int]:
    """Where a partition's records from one offset to another are in no commit, or in two."""
    ends: dict[str, int] = {}
    for commit in commits:
        for partition, offset in commit.offsets.items():
            start = commit.starts.get(partition)
            if (partition in ends and start != ends[partition]) or (start is not None and start > offset):
                yield commit.version
            ends[partition] = offset


def _backwards(commits: list[Commit]) -> Iterator[int]:
    for name in ("offsets", "watermarks"):
        latest: dict[str, int] = {}
        for commit in commits:
            told: Mapping[str, int] = getattr(commit, name)
            yield from (commit.version for partition, value in told.items() if value < latest.get(partition, value))
            latest.update(told)


def _crowded(commits: list[Commit]) -> Iterator[int]:
    for commit in commits:
        records = sum(offset - (commit.starts.get(partition) or 0) for partition, offset in commit.offsets.items())
        if commit.offsets and commit.rows > records:
            yield commit.version


def _other(commits: list[Commit], snapshot: Snapshot) -> Iterator[str]:
    for name, held in (("offsets", snapshot.offsets()), ("watermarks", snapshot.watermarks())):
        last: dict[str, int] = {}
        for commit in commits:
            told: dict[str, Any] = getattr(commit, name)
            last.update(told)
        yield from (partition for partition, value in last.items() if held.get(int(partition)) != value)
