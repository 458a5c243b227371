"""Local tables, made by the sink's own code."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from deltalake import DeltaTable
from deltalake.transaction import AddAction

from sinks.arrow import REPORT, TRAJECTORY, row, to_table
from sinks.batch import Span
from sinks.commit import Table
from sinks.files import by_date, encode

START = 1_767_225_600_000  # 2026-01-01
DAY = 86_400_000
NOTHING: dict[str, Any] = dict.fromkeys(
    ["application", "window_title", "x", "y", "button", "delta_x", "delta_y", "element", "option", "text", "withheld"]
)
SCREEN = {"width": 1000, "height": 500, "scale": 1.0, "window_x": 0, "window_y": 0, "window_width": 500, "window_height": 500}


def step(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "time": 0, "duration": 0} | NOTHING | {"path": [], "keys": [], "placeholders": []} | more


def trajectory(number: int, **more: Any) -> dict[str, Any]:
    at = more.get("start_time", START + number * 60_000)
    made = {
        "trajectory_id": f"trajectory-{number:04}",
        "session_id": f"session-{number // 4}",
        "previous_session_id": "",
        "session_index": 0,
        "trajectory_index": number,
        "subject": f"person-{number % 7}",
        "device_id": f"laptop-{number % 7}",
        "date": datetime.fromtimestamp(at / 1000, UTC).date().isoformat(),
        "start_time": at,
        "end_time": at + 5_000,
        "clamped": False,
        "end_reason": "silence",
        "application": "orders",
        "window_title": "Private window",
        "screen": SCREEN,
        "steps": [
            step("click", x=500, y=100, button="left", element=element("button", "Save")),
            step("type", time=900, text=f"Dear <PERSON_1>, {number}", placeholders=["<PERSON_1>"]),
        ],
        "batch_count": 1,
        "event_count": number,
        "gap_count": 0,
        "dropped": {"paused": 3},
        "policy_version": "capture-1",
        "redaction_policy": "redaction-1",
        "thresholds": "{}",
        "report_digest": "digest",
    }
    return made | more


def element(role: str, name: str) -> dict[str, Any]:
    return {"role": role, "name": name, "identifier": "", "x": 1, "y": 2, "width": 3, "height": 4}


def report(of: dict[str, Any], **more: Any) -> dict[str, Any]:
    same = {name: of[name] for name in ("trajectory_id", "session_id", "subject", "device_id", "date", "start_time")}
    finding = {"entity_type": "PERSON", "field": "text", "step": 1, "rule": "names", "score": 0.85, "placeholder": "<PERSON_1>"}
    made = {
        "redaction_policy": "redaction-1",
        "detectors": [{"name": "rules", "version": "1"}],
        "texts_examined": 2,
        "texts_withheld": 0,
        "outcome": "redacted",
        "findings": [finding],
        "previous_digest": "",
    }
    return same | made | more


def write(folder: Path, groups: Iterable[list[dict[str, Any]]], schema: Any = TRAJECTORY, *, watermark: int = START) -> str:
    """A table with one commit for each group of records, and one file for each date in it; gives its address."""
    table, next_offset = Table(str(folder), schema, {}), None
    for number, records in enumerate(groups):
        table.refresh()
        rows = to_table([row(record) for record in records], schema)
        span = Span(next_offset, (next_offset or 0) + len(records), watermark)
        table.append([_file(folder, f"{number:04}", day, part) for day, part in by_date(rows)], {0: span})
        next_offset = span.next
    return str(folder)


def added(name: str, day: date, rows: Any) -> AddAction:
    """What the log says of a file of these rows."""
    statistics = json.dumps({"numRecords": rows.num_rows})
    partition = {"date": day.isoformat()}
    return AddAction(f"date={day}/{name}.parquet", len(encode(rows)), partition, START, data_change=True, stats=statistics)


def _file(folder: Path, name: str, day: date, rows: Any) -> AddAction:
    action = added(name, day, rows)
    (folder / action.path).parent.mkdir(exist_ok=True)
    (folder / action.path).write_bytes(encode(rows))
    return action


def pair(folder: Path, records: list[dict[str, Any]], **more: Any) -> tuple[DeltaTable, DeltaTable]:
    """Both tables of the data set: trajectories and reports."""
    rows = write(folder / "trajectories", [records], **more)
    reports = write(folder / "redactions", [[report(record) for record in records]], REPORT, **more)
    return DeltaTable(rows), DeltaTable(reports)
