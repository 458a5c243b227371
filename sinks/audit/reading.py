"""Questions to the log of the reports: the newest of some kind, one by its trajectory, and the chain behind it."""

import heapq
from collections.abc import Iterator
from operator import attrgetter

from schemas.errors import HandrailError
from sinks.audit.chain import Chain, look_back
from sinks.audit.entries import Entry, Wanted
from sinks.audit.log import ReportLog

_HOUR = 3_600_000  # milliseconds
_HOURS = (1, 8, 64, 512)  # how far back one looks, further and further, for the newest


def newest(log: ReportLog, wanted: Wanted, most: int, now: int) -> list[Entry]:
    """The newest entries that are wanted, at most so many, the oldest of them first.

    A log of a year is not read whole for a few: it is read from further and further back until they are enough.
    """
    for since in _starts(wanted.since, now):
        found = heapq.nlargest(most, filter(wanted.takes, log.since(since)), key=attrgetter("order"))
        if len(found) == most:
            break
    return found[::-1]


def _starts(earliest: int | None, now: int) -> Iterator[int | None]:
    """Times to read from, the last of which is the earliest that counts."""
    yield from (start for hours in _HOURS if (start := now - hours * _HOUR) > (earliest or 0))
    yield earliest


def find(log: ReportLog, trajectory_id: str) -> Entry:
    """The report of a trajectory.

    Raises:
        HandrailError: there is none.
    """
    for entry in log.since(None):
        if entry.report["trajectory_id"] == trajectory_id:
            return entry
    raise HandrailError(f"no report of a trajectory {trajectory_id} is kept: look for its id with `handrail redactions tail`")


def chain(log: ReportLog, entry: Entry) -> Chain:
    """The chain of the device's reports up to an entry; all of them lie in its partition."""
    device = entry.report["device_id"]
    entries = [found for found in log.before(entry) if found.report["device_id"] == device]
    return look_back(entries, cut=log.starts()[entry.partition] > 0)
