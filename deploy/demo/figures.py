"""What came out, in numbers: from the tables, not from what the processes say of themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a data set.

    Attributes:
        sessions: distinct sessions.
        trajectories: rows.
        events: events they were made of.
        steps: steps by kind.
        findings: replaced values by entity type.
        withheld: texts withheld, by reason.
        bytes_at_rest: size of the Parquet files of both tables.
    """

    sessions: int
    trajectories: int
    events: int
    steps: Counter[str]
    findings: Counter[str]
    withheld: Counter[str]
    bytes_at_rest: int


def figures(rows: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]], bytes_at_rest: int) -> Figures:
    """Count."""
    findings = [finding for report in reports for finding in report["findings"]]
    return Figures(
        sessions=len({row["session_id"] for row in rows}),
        trajectories=len(rows),
        events=sum(row["event_count"] for row in rows),
        steps=Counter(step["kind"] for row in rows for step in row["steps"]),
        findings=Counter(finding["entity_type"] for finding in findings if finding["entity_type"] != "TEXT"),
        withheld=Counter(finding["rule"] for finding in findings if finding["entity_type"] == "TEXT"),
        bytes_at_rest=bytes_at_rest,
    )
