"""What verification found, for people and for machines."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from sinks.dataset.checks.findings import Findings
from sinks.dataset.info import instant


def page(found: Findings) -> None:
    """Print a short table, then OK or each fault."""
    console = Console(soft_wrap=True, highlight=False)
    console.print(_table(found))
    for sentence, fault in found.faults.items():
        more = f", and {fault.count - len(fault.names)} more" if fault.count > len(fault.names) else ""
        console.print(f"FAULT {fault.count} {sentence}: {', '.join(fault.names)}{more}", markup=False)
    if not found.faults:
        console.print("OK")


def record(found: Findings) -> str:
    """The same as one JSON object; `names` are the first of each fault."""
    faults = [{"fault": sentence, **asdict(fault)} for sentence, fault in found.faults.items()]
    return json.dumps({**asdict(found), "ok": not faults, "faults": faults})


def _table(found: Findings) -> Table:
    heads = "Trajectories", "Reports", "Pending", "Devices", "Chains", "Files", "Commits", "Valid through"
    table = Table(*heads, box=None, padding=(0, 2, 0, 0))
    counts = found.trajectories, found.reports, found.pending, found.devices, found.chains, found.files, found.commits
    table.add_row(*map(str, counts), instant(found.valid_through))
    return table
