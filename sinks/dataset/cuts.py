"""Where chains of reports were cut by right: what was erased or is too old is gone, and what followed it is still there.

The reports' table says so in its metadata, for verification to tell an erasure from a loss: of each erased stretch of a chain the
last digest, which names nobody, and of retention the day it kept.
"""

import json
from collections.abc import Iterable
from typing import Any, cast

from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError

from schemas.records import RedactionReport
from schemas.reports import digest
from sinks.arrow import record
from sinks.dataset.objects import Objects

_ERASED, _RETAINED = "handrail.erased-reports", "handrail.retained-from"


def erased(delta: DeltaTable) -> frozenset[str]:
    """The digests of erased reports that others may follow."""
    return frozenset(json.loads(delta.metadata().configuration.get(_ERASED) or "[]"))


def retained_from(delta: DeltaTable) -> str | None:
    """The first UTC day that retention kept; None where no row was ever too old."""
    return delta.metadata().configuration.get(_RETAINED)


def tails(removed: Iterable[Any]) -> frozenset[str]:
    """Of removed reports, as Arrow with their dates, the digests of those that no other removed one follows."""
    reports = [cast("RedactionReport", record(row)) for rows in removed for row in rows.to_pylist()]
    return frozenset(map(digest, reports)) - {report["previous_digest"] for report in reports}


def note_erased(objects: Objects, digests: Iterable[str]) -> None:
    """Add digests of erased reports to a table's metadata, beside those that are added at the same time."""
    while new := frozenset(digests) - erased(delta := objects.open()):
        _set(delta, _ERASED, json.dumps(sorted(erased(delta) | new)))


def note_retained(objects: Objects, first: str) -> None:
    """Say in a table's metadata from which day on retention keeps rows."""
    while (retained_from(delta := objects.open()) or "") < first:
        _set(delta, _RETAINED, first)


def _set(delta: DeltaTable, name: str, value: str) -> None:
    try:
        delta.alter.set_table_properties({name: value}, raise_if_not_exists=False)
    except CommitFailedError:
        return  # something else was committed: the caller looks again
