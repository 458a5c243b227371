"""`handrail dataset verify`: every row once, every trajectory with its report, every device's reports in one chain.

Ids and counts are all that is ever printed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from schemas.records import EndReason, Outcome, RedactionReport
from schemas.reports import digest
from sinks.arrow import record
from sinks.dataset.info import instant
from sinks.dataset.reading import Dataset, Snapshot

STEPS = frozenset(
    {"click", "double_click", "triple_click", "right_click", "middle_click", "drag", "scroll"}
    | {"type", "key", "hotkey", "select_option", "focus", "wait"}
)
_SHOWN = 10  # ids of one fault


@dataclass(frozen=True, slots=True)
class Report:
    """What is compared of a report."""

    trajectory_id: str
    device_id: str
    start_time: int
    digest: str
    previous_digest: str


@dataclass(slots=True)
class Findings:
    """What verification found."""

    trajectories: int = 0
    reports: int = 0
    pending: int = 0  # reports whose trajectories may still come
    devices: int = 0
    chains: int = 0  # one a device, and one more each time a device was forgotten and came back
    valid_through: int | None = None
    faults: dict[str, list[str]] = field(default_factory=dict)  # sentence → ids

    def fault(self, sentence: str, ids: Iterable[str]) -> None:
        """Note a fault, if there is any."""
        if found := list(ids):
            self.faults[sentence] = found


def show(dataset: Dataset) -> bool:
    """Print a short table, then OK or each fault. True when there is none."""
    reports = dataset.reports()
    found = verify(dataset.trajectories(), reports)  # opened in this order: a report is committed before its trajectory
    console = Console(soft_wrap=True, highlight=False)
    console.print(_table(found))
    for sentence, ids in found.faults.items():
        more = f", and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
        console.print(f"FAULT {len(ids)} {sentence}: {', '.join(sorted(ids)[:_SHOWN])}{more}", markup=False)
    if not found.faults:
        console.print("OK")
    return not found.faults


def verify(trajectories: Snapshot, reports: Snapshot) -> Findings:
    """Compare the two tables."""
    found = Findings(valid_through=trajectories.valid_through())
    expected = _read_trajectories(trajectories, found)
    given = list(_read_reports(reports, found))
    found.reports = len(given)
    level = trajectories.watermarks() == reports.watermarks()
    check_pairs(expected, given, found, level=level)
    check_chains(given, found)
    return found


def check_pairs(expected: Mapping[str, str], given: list[Report], found: Findings, *, level: bool) -> None:
    """Every trajectory has one report, whose digest it names; every report below valid-through has its trajectory.

    Args:
        expected: the report's digest by trajectory id.
        given: the reports.
        found: takes what is wrong.
        level: both tables hold the same watermarks. While they do not, a sink ended between its two commits, or is between
            them now: the trajectories of the newest reports are still to come.
    """
    by_id = {report.trajectory_id: report for report in given}
    doubled = (key for key, count in Counter(report.trajectory_id for report in given).items() if count > 1)
    found.fault("trajectories with more than one report", doubled)
    found.fault("trajectories without a report", expected.keys() - by_id.keys())
    found.fault(
        "trajectories whose report is not the one they name",
        (key for key in expected.keys() & by_id.keys() if by_id[key].digest != expected[key]),
    )
    alone = [report for report in given if report.trajectory_id not in expected]
    due = [report for report in alone if level and report.start_time < (found.valid_through or 0)]
    found.fault("reports without a trajectory", (report.trajectory_id for report in due))
    found.pending = len(alone) - len(due)


def check_chains(given: list[Report], found: Findings) -> None:
    """The reports of every device form chains: each follows one that is there, or begins a chain, and none is followed twice.

    A device that was not seen for a month is forgotten: its next report begins another chain.
    """
    there = {(report.device_id, report.digest) for report in given}
    followed = Counter((report.device_id, report.previous_digest) for report in given if report.previous_digest)
    found.devices, found.chains = len({report.device_id for report in given}), len(given) - followed.total()
    found.fault(
        "reports that follow one that is not there",
        (r.trajectory_id for r in given if r.previous_digest and (r.device_id, r.previous_digest) not in there),
    )
    found.fault(
        "reports that continue a chain where another one does",
        (r.trajectory_id for r in given if followed[r.device_id, r.previous_digest] > 1),
    )


def _read_trajectories(snapshot: Snapshot, found: Findings) -> dict[str, str]:
    ids: Counter[str] = Counter()
    digests: dict[str, str] = {}
    strange: set[str] = set()
    for batch in snapshot.batches(["trajectory_id", "report_digest", "end_reason", "steps"]):
        keys = batch["trajectory_id"].to_pylist()
        ids.update(keys)
        digests.update(zip(keys, batch["report_digest"].to_pylist(), strict=True))
        strange |= _strange(batch, keys)
    found.trajectories = ids.total()
    found.fault("trajectory ids that stand in more than one row", (key for key, count in ids.items() if count > 1))
    found.fault("trajectories of unknown kinds of step or end", strange)
    return digests


def _strange(batch: Any, keys: list[str]) -> set[str]:
    steps = batch["steps"]
    known = pc.is_in(steps.flatten().field("kind"), value_set=_values(STEPS))
    at = pc.list_parent_indices(steps).filter(pc.invert(known)).to_pylist()
    ends = pc.is_in(batch["end_reason"], value_set=_values(get_args(EndReason))).to_pylist()
    return {keys[index] for index in at} | {key for key, fine in zip(keys, ends, strict=True) if not fine}


def _values(names: Iterable[str]) -> Any:
    return pa.array(sorted(names), pa.string())


def _read_reports(snapshot: Snapshot, found: Findings) -> Iterator[Report]:
    strange = []
    for batch in snapshot.batches():
        for row in batch.to_pylist():
            report = cast("RedactionReport", record(row))
            if report["outcome"] not in get_args(Outcome):
                strange.append(report["trajectory_id"])
            yield Report(
                report["trajectory_id"],
                report["device_id"],
                report["start_time"],
                digest(report),
                report["previous_digest"],
            )
    found.fault("reports of unknown outcome", strange)


def _table(found: Findings) -> Table:
    table = Table("Trajectories", "Reports", "Pending", "Devices", "Chains", "Valid through", box=None, padding=(0, 2, 0, 0))
    counts = found.trajectories, found.reports, found.pending, found.devices, found.chains
    table.add_row(*map(str, counts), instant(found.valid_through))
    return table
