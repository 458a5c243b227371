"""What is compared of rows: ids and digests as 16 bytes each, about a hundred bytes for a trajectory and its report."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, cast, get_args

import pyarrow as pa
import pyarrow.compute as pc

from schemas.records import EndReason, Outcome, RedactionReport
from schemas.reports import digest
from sinks.arrow import record

STEPS = frozenset(
    {"click", "double_click", "triple_click", "right_click", "middle_click", "drag", "scroll"}
    | {"type", "key", "hotkey", "select_option", "focus", "wait"}
)
_SIZE = 16  # bytes
KEY = pa.binary(_SIZE)

OF_TRAJECTORIES = pa.schema([("id", KEY), ("report", KEY)])
OF_REPORTS = pa.schema([("id", KEY), ("device", KEY), ("time", pa.int64()), ("digest", KEY), ("previous", KEY)])
COLUMNS = ["trajectory_id", "report_digest", "end_reason", "steps"]


def key(text: str) -> bytes:
    """Stands for a text, in 16 bytes."""
    return blake2b(text.encode(), digest_size=_SIZE).digest()


def of_trajectories(batch: Any) -> tuple[Any, set[str]]:
    """Rows of trajectories as `OF_TRAJECTORIES`, and the ids of those of kinds that nobody knows."""
    ids = batch["trajectory_id"].to_pylist()
    columns = [_keys(ids), _keys(batch["report_digest"].to_pylist())]
    return pa.RecordBatch.from_arrays(columns, schema=OF_TRAJECTORIES), _strange(batch, ids)


def of_reports(batch: Any) -> tuple[Any, set[str]]:
    """Rows of reports as `OF_REPORTS`, and the ids of those of outcomes that nobody knows."""
    reports = [cast("RedactionReport", record(row)) for row in batch.to_pylist()]
    columns = [
        _keys(report["trajectory_id"] for report in reports),
        _keys(report["device_id"] for report in reports),
        pa.array([report["start_time"] for report in reports], pa.int64()),
        _keys(map(digest, reports)),
        pa.array([key(previous) if (previous := report["previous_digest"]) else None for report in reports], KEY),
    ]
    strange = {report["trajectory_id"] for report in reports if report["outcome"] not in get_args(Outcome)}
    return pa.RecordBatch.from_arrays(columns, schema=OF_REPORTS), strange


def named(batches: Iterable[Any], keys: set[bytes]) -> Iterator[str]:
    """The trajectory ids that keys stand for, from rows that have them."""
    for batch in batches:
        yield from (each for each in batch["trajectory_id"].to_pylist() if key(each) in keys)


def _keys(texts: Iterable[str]) -> Any:
    return pa.array(map(key, texts), KEY)


def _strange(batch: Any, ids: list[str]) -> set[str]:
    steps = batch["steps"]
    known = pc.is_in(steps.flatten().field("kind"), value_set=_values(STEPS))
    at = pc.list_parent_indices(steps).filter(pc.invert(known)).to_pylist()
    ends = pc.is_in(batch["end_reason"], value_set=_values(get_args(EndReason))).to_pylist()
    return {ids[index] for index in at} | {each for each, fine in zip(ids, ends, strict=True) if not fine}


def _values(names: Iterable[str]) -> Any:
    return pa.array(sorted(names), pa.string())
