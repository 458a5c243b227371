"""The data card as Markdown, with what every data set of this kind lacks."""

from collections.abc import Iterable, Mapping
from typing import Any

_LIMITS = (
    "What detectors do not know as personal data stands in the texts; redaction was measured on invented and public texts alone.",
    "Only applications that a policy allowed were recorded, of persons who agreed: it is no sample of how people work.",
    "There are no screenshots, and nobody told what the task was or whether it succeeded.",
    "Text is what stood in a field when it closed, without the rhythm of typing; a text cut by a trajectory's end is withheld.",
    "Rows may still come for times after valid-through; a device that was offline may add rows before it.",
    "Erasure changes the table: a version that a person was erased from is not read again as it was.",
)


def markdown(card: Mapping[str, Any]) -> str:
    """The card for a person to read."""
    size, time, redaction = card["size"], card["time"], card["redaction"]
    return "\n\n".join(
        [
            "# Data card",
            _table("What", "How much", [*_versions(card), ("persons", card["persons"]), *size.items()]),
            f"From {time['first'] or '-'} to {time['last'] or '-'}; valid through {time['valid_through'] or '-'}.",
            _section("Applications", [(line["application"], line["rows"]) for line in card["applications"]]),
            _section("Steps", card["steps"].items()),
            _section("Texts withheld in steps", card["withheld"].items()),
            _section("Why trajectories end", card["end_reasons"].items()),
            _section("Capture policies", card["policy_version"].items()),
            _section("Redaction policies", card["redaction_policy"].items()),
            _section("Detectors", [(one["name"], one["version"]) for one in redaction["detectors"]]),
            _section("Texts looked at", redaction["texts"].items()),
            _section("What redaction did to trajectories", redaction["outcomes"].items()),
            _section("Findings by type", redaction["entity_types"].items()),
            _section("Findings by rule", redaction["rules"].items()),
            "## Known limits",
            "\n".join(f"- {limit}" for limit in _LIMITS),
        ]
    )


def _versions(card: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(f"version of {table}", version) for table, version in card["versions"].items()]


def _section(title: str, rows: Iterable[tuple[str, Any]]) -> str:
    found = list(rows)
    return f"## {title}\n\n" + (_table("What", "How much", found) if found else "None.")


def _table(first: str, second: str, rows: Iterable[tuple[str, Any]]) -> str:
    lines = [f"| {first} | {second} |", "|---|---|", *(f"| {_cell(name)} | {_cell(value)} |" for name, value in rows)]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    """Names come from devices: one with a bar or a line break must not break the table."""
    return " ".join(str(value).replace("|", "\\|").split())
