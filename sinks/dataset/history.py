"""`handrail dataset history`: what became of a table, version by version."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

from sinks.dataset.info import instant
from sinks.dataset.objects import Objects
from sinks.dataset.pins import Pin


def table(objects: Objects, pins: Iterable[Pin], limit: int) -> Table:
    """The newest versions of a table first, with the pins that hold them."""
    names: dict[int, list[str]] = {}
    for pin in pins:
        names.setdefault(pin.tables[objects.name].version, []).append(pin.name)
    made = Table("Version", "When", "What", "Pins", box=None, padding=(0, 2, 0, 0), title=objects.name, title_justify="left")
    for entry in objects.open().history(limit):
        version = int(entry["version"])
        made.add_row(str(version), instant(entry.get("timestamp")), what(entry), " ".join(names.get(version, ())))
    return made


def what(entry: Mapping[str, Any]) -> str:
    """One word for a commit: our own name for a rewriting, else the operation's."""
    parameters = entry.get("operationParameters") or {}
    return str(parameters.get("rewrite") or entry.get("operation", "")).lower()
