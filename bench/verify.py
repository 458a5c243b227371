"""How long `handrail dataset verify` takes on a large table, and its memory. `python -m bench.verify [TRAJECTORIES]`.

The table lies in the local S3 server, in commits as a sink makes them: invented trajectories of two steps, each with its report,
the reports of a device in a chain.
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.progress import track

from bench.sink_mix import START, trajectories
from deploy.local import stack
from schemas.records import RedactionReport
from schemas.reports import digest
from schemas.settings import Settings
from sinks.arrow import row, to_table
from sinks.batch import Rotation, Span
from sinks.commit import Table
from sinks.files import upload
from sinks.store import filesystem, options
from sinks.tables import REPORTS, ROWS, Kind, store_of

TRAJECTORIES = 1_000_000
_APART = 2_592  # milliseconds between two trajectories: a million in thirty days
_MIX, _STEPS = 2_000, 4  # different trajectories, and how many of their steps are kept
_DEVICES = 200
_console = Console(stderr=True)


def main(count: int) -> None:
    """Make the table, verify it, print a row of a table."""
    with tempfile.TemporaryDirectory() as place, stack.running(Path(place) / "stack") as servers:
        fill(servers.settings("sink"), count)
        wall, used, said = _verify(servers)
    print("| trajectories | wall s | CPU s | memory MB |\n|---|---|---|---|")
    print(f"| {count:,} | {wall:.0f} | {used.ru_utime + used.ru_stime:.0f} | {used.ru_maxrss / 1000:,.0f} |\n\n{said}")


def fill(settings: Settings, count: int) -> None:
    """Write so many trajectories and their reports, in commits of a sink's size; the reports first."""
    mix = to_table([row({**made, "steps": made["steps"][:_STEPS]}) for made in trajectories(_MIX)], ROWS.schema)
    chains: dict[str, str] = {}
    tables, size = {kind.name: _Writer(settings, kind) for kind in (REPORTS, ROWS)}, Rotation().rows
    for start in track(range(0, count, size), "writing", console=_console):
        numbers = range(start, min(start + size, count))
        reports = list(_reports(numbers, chains))
        tables[REPORTS.name].append(to_table([row(report) for report in reports], REPORTS.schema))
        tables[ROWS.name].append(_rows(mix, numbers, reports))


class _Writer:
    """Commits to one table, as the one sink there is."""

    def __init__(self, settings: Settings, kind: Kind) -> None:
        store = store_of(settings)
        self._files, self._root = filesystem(store), kind.path(store, settings.application)
        self._table = Table(f"s3://{self._root}", kind.schema, options(store))
        self._partitions = range(settings.partitions)

    def append(self, rows: Any) -> None:
        self._table.refresh()
        actions = upload(self._files, self._root, rows, {}, lambda: str(uuid.uuid4()), lambda: START)
        offsets = self._table.offsets(self._partitions)
        self._table.append(actions, {p: Span(offset, (offset or 0) + rows.num_rows, START) for p, offset in offsets.items()})


def _reports(numbers: range, chains: dict[str, str]) -> Iterator[RedactionReport]:
    for number in numbers:
        device = f"device-{number % _DEVICES:04}"
        report: RedactionReport = {
            "trajectory_id": f"{number:032x}",
            "session_id": f"{number // 10:032x}",
            "subject": f"subject-{number % _DEVICES:04}",
            "device_id": device,
            "date": datetime.fromtimestamp(_at(number) / 1000, UTC).date().isoformat(),
            "start_time": _at(number),
            "redaction_policy": "a3" * 16,
            "detectors": [{"name": "rules", "version": "1"}],
            "texts_examined": 4,
            "texts_withheld": 0,
            "outcome": "clean",
            "findings": [],
            "previous_digest": chains.get(device, ""),
        }
        chains[device] = digest(report)
        yield report


def _rows(mix: Any, numbers: range, reports: list[RedactionReport]) -> Any:
    """Rows of the mix, each made that of its report."""
    taken = mix.take([number % _MIX for number in numbers])
    times = [report["start_time"] for report in reports]
    columns: Mapping[str, Any] = {
        **{name: [report[name] for report in reports] for name in ("trajectory_id", "session_id", "subject", "device_id")},
        "date": [datetime.fromtimestamp(at / 1000, UTC).date() for at in times],
        "start_time": times,
        "end_time": [at + 1_000 for at in times],
        "report_digest": [digest(report) for report in reports],
    }
    for name, values in columns.items():
        at = taken.schema.get_field_index(name)
        taken = taken.set_column(at, taken.schema.field(at), pa.array(values, taken.schema.field(at).type))
    return taken


def _at(number: int) -> int:
    return START + number * _APART


def _verify(servers: stack.Stack) -> tuple[float, Any, str]:
    """Wall seconds, what the process used, and what it said."""
    command = [sys.executable, "-m", "handrail", "dataset", "verify", "--dir", str(servers.home.path)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - began, used, said


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRAJECTORIES)
