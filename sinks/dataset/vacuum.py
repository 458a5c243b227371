"""Removing what no version of interest needs: old files, orphans of killed writers, and the oldest part of the log.

A file that was written within the retention is never touched: it may be an upload whose commit is still to come.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from deltalake.transaction import PostCommitHookProperties

from schemas.errors import HandrailError
from sinks.dataset.objects import Objects

LEAST_HOURS = 24
LOG_DAYS = 30  # that old versions may be opened, where their files are still there
_DIGITS = 20  # of a version in the name of a log file


def vacuum(objects: Objects, keep: Iterable[int], hours: int, *, dry_run: bool) -> list[str]:
    """Remove files that the table has not held for so many hours, and files that it never held and that are as old.

    Args:
        objects: the table's.
        keep: older versions whose files stay.
        hours: at least 24.
        dry_run: only say what would go.

    Returns:
        Their paths below the root.

    Raises:
        HandrailError: the hours are too few.
    """
    if hours < LEAST_HOURS:
        raise HandrailError(
            f"A vacuum keeps files for {LEAST_HOURS} hours at least: what is younger may be an upload that is not committed yet."
        )
    return objects.open().vacuum(
        retention_hours=hours,
        dry_run=dry_run,
        enforce_retention_duration=False,
        full=True,
        keep_versions=sorted(keep) or None,
        post_commithook_properties=PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False),
    )


def clean_log(objects: Objects, keep: Iterable[int], days: int, now: datetime, *, dry_run: bool) -> list[str]:
    """Remove the log before the last checkpoint that is older than so many days and not newer than any version to keep.

    Offsets and watermarks are in that checkpoint. Versions before it can no longer be opened.
    """
    log = f"{objects.root}/_delta_log"
    found = {entry["name"]: entry for entry in objects.files.ls(log, detail=True) if _version(entry["name"]) is not None}
    needed = min([*keep, objects.open().version()])
    old = {path for path, entry in found.items() if now - _modified(entry) > timedelta(days=days)}
    bases = (at for path in old if "checkpoint" in path and (at := _version(path)) is not None)
    base = max((at for at in bases if at <= needed), default=0)
    gone = sorted(path for path in old if (_version(path) or 0) < base)
    for path in gone if not dry_run else ():
        objects.files.rm_file(path)
    return [path.rpartition("/")[2] for path in gone]


def _version(path: str) -> int | None:
    digits = path.rpartition("/")[2][:_DIGITS]
    return int(digits) if len(digits) == _DIGITS and digits.isdigit() else None


def _modified(entry: dict[str, Any]) -> datetime:
    written = entry.get("LastModified")
    return written if isinstance(written, datetime) else datetime.fromtimestamp(entry["mtime"], UTC)
