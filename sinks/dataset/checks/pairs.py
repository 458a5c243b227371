"""Trajectories against reports: one each, the one that is named, and the reports of a device in chains."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sinks.dataset.checks.rows import KEY

Keys = set[bytes]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where chains were cut by right.

    Attributes:
        erased: keys of digests of erased reports that others may follow.
        begins: rows that were too old are gone, or an erased person's, which a sink leaves out: of each device, the first report
            that is there may follow one that is not.
    """

    erased: Keys = field(default_factory=set)
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing found.

    Attributes:
        wrong: keys of trajectory ids, by sentence.
        pending: reports whose trajectories may still come.
        devices: that sent any.
        chains: that they form.
    """

    wrong: dict[str, Keys] = field(default_factory=dict)
    pending: int = 0
    devices: int = 0
    chains: int = 0


def compare(trajectories: Any, reports: Any, due: int, cut: Cut) -> Compared:
    """Compare the two tables.

    Args:
        trajectories: `rows.OF_TRAJECTORIES`.
        reports: `rows.OF_REPORTS`.
        due: reports that began before it must have their trajectories, epoch milliseconds. None need while the tables hold
            different watermarks: a sink ended between its two commits, or is between them.
        cut: where chains were cut by right.
    """
    alone = reports.join(trajectories, "id", join_type="left anti")
    late = alone.filter(pc.less(alone["time"], due))
    both = trajectories.join(reports.select(["id", "digest"]), "id", join_type="inner")
    wrong = {
        "trajectory ids that stand in more than one row": _doubled(trajectories),
        "trajectories with more than one report": _doubled(reports),
        "trajectories without a report": _ids(trajectories.join(reports, "id", join_type="left anti")),
        "trajectories whose report is not the one they name": _ids(both.filter(pc.not_equal(both["report"], both["digest"]))),
        "reports without a trajectory": _ids(late),
    }
    following = reports.filter(pc.is_valid(reports["previous"]))
    wrong |= {
        "reports that follow one that is not there": _ids(_dangling(following, reports, cut)),
        "reports that continue a chain where another one does": _ids(_forked(following)),
    }
    devices = len(pc.unique(reports["device"]))
    return Compared(wrong, alone.num_rows - late.num_rows, devices, reports.num_rows - following.num_rows)


def _dangling(following: Any, reports: Any, cut: Cut) -> Any:
    there = reports.select(["device", "digest"])
    missing = following.join(there, ["device", "previous"], ["device", "digest"], join_type="left anti")
    missing = missing.filter(pc.invert(pc.is_in(missing["previous"], pa.array(sorted(cut.erased), KEY))))
    if not cut.begins or not missing.num_rows:
        return missing
    first = reports.group_by("device").aggregate([("time", "min")])
    joined = missing.join(first, "device")
    return joined.filter(pc.greater(joined["time"], joined["time_min"]))


def _forked(following: Any) -> Any:
    counted = following.group_by(["device", "previous"]).aggregate([("id", "count")])
    twice = counted.filter(pc.greater(counted["id_count"], 1)).select(["device", "previous"])
    return following.join(twice, ["device", "previous"], join_type="left semi")


def _doubled(table: Any) -> Keys:
    counted = table.group_by("id").aggregate([([], "count_all")])
    return _ids(counted.filter(pc.greater(counted["count_all"], 1)))


def _ids(table: Any) -> Keys:
    return set(table["id"].to_pylist())
