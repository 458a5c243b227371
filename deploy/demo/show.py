"""What the demo prints: figures, two trajectories, and how to read the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deploy.demo.figures import Figures
from deploy.demo.snippets import PREAMBLE, SNIPPETS

_STEPS = 50  # shown of an example
_WIDE = 100  # characters of a text


def figures(console: Console, found: Figures, published: Sequence[Any]) -> None:
    """The table: in, out, and what it weighs.

    Args:
        console: where to.
        found: what is in the tables.
        published: a `producers.publisher.Published` for each recording.
    """
    events = sum(one.events for one in published)
    dropped: Counter[str] = sum((one.dropped for one in published), Counter())
    table = Table("what", "how much", title="From the log to the data set", title_justify="left", box=None, padding=(0, 3, 0, 0))
    table.add_row("events in", f"{events:,}")
    table.add_row("batches", f"{sum(one.batches for one in published):,}")
    table.add_row("dropped at the source", f"{dropped.total():,}, and whatever happened in secure fields")
    _counts(table, dropped)
    table.add_row("sessions", f"{found.sessions:,}")
    table.add_row("trajectories", f"{found.trajectories:,}")
    table.add_row("steps", f"{sum(found.steps.values()):,}")
    _counts(table, found.steps)
    table.add_row("findings", f"{sum(found.findings.values()):,}")
    _counts(table, found.findings)
    table.add_row("texts withheld", f"{sum(found.withheld.values()):,}")
    _counts(table, found.withheld)
    table.add_row("bytes per event on the wire", f"{sum(one.bytes for one in published) / max(events, 1):.1f}")
    table.add_row("bytes per event at rest", f"{found.bytes_at_rest / max(found.events, 1):.1f}")
    console.print(table)


def _counts(table: Table, counts: Mapping[str, int]) -> None:
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(f"  {name}", f"{count:,}")


def trajectories(console: Console, rows: Sequence[dict[str, Any]]) -> None:
    """Trajectories as a person reads them."""
    for row in rows:
        head = (
            f"trajectory {row['trajectory_id'][:8]} · {row['application']} · {escape(row['window_title'])} · {row['end_reason']}"
        )
        console.print(f"\n[bold]{head}[/bold]", highlight=False)
        for step in row["steps"][:_STEPS]:
            console.print(f"  {step['time'] / 1000:7.1f} s  {escape(_line(step))}", highlight=False)
        if len(row["steps"]) > _STEPS:
            console.print(f"           … and {len(row['steps']) - _STEPS} more steps")


def _line(step: Mapping[str, Any]) -> str:
    parts = [f"{step['kind']:13}"]
    if step["kind"] == "wait":
        parts.append(f"{step['duration'] / 1000:.1f} s")
    if step["window_title"] is not None:
        parts.append(f"{step['application']}: {step['window_title']}")
    if step["x"] is not None:
        parts.append(f"at {step['x']},{step['y']}")
    if step["delta_y"] or step["delta_x"]:
        parts.append(f"by {step['delta_x'] or 0},{step['delta_y'] or 0}")
    if step["keys"]:
        parts.append("+".join(step["keys"]))
    if step["element"]:
        parts.append(f"{step['element']['role']} “{step['element']['name']}”")
    if step["option"] is not None:
        parts.append(f"→ “{step['option']}”")
    if step["text"] is not None:
        parts.append(repr(step["text"])[:_WIDE])
    if step["withheld"]:
        parts.append(f"(withheld: {step['withheld']})")
    return " ".join(parts)


def snippets(console: Console, uri: str, s3: dict[str, str]) -> None:
    """The one-liners with what they really give."""
    console.print(f"\n[bold]Read it[/bold]\n{escape(PREAMBLE)}", highlight=False, soft_wrap=True)
    for snippet in SNIPPETS:
        console.print(f"\n[bold]{snippet.tool}[/bold]  {escape(snippet.imports)}", highlight=False, soft_wrap=True)
        console.print(escape(snippet.line), highlight=False, soft_wrap=True)
        console.print(escape(str(snippet.run(uri, s3))), highlight=False)
