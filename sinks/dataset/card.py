"""A data card, made from the tables themselves: the same for the same versions, and without anything about a person.

Applications of few persons are folded into one line, so that no line tells what somebody in particular works with.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable

from sinks.dataset.loading_rows import Choice, batches, files
from sinks.tables import REPORTS, ROWS

FEWEST = 5  # persons behind a line
FOLDED = "(of fewer than 5 persons)"
_READ = 4096  # rows at once
_ROWS = ("subject", "application", "start_time", "end_time", "end_reason", "steps", "event_count", "gap_count", "clamped")
_POLICIES = ("policy_version", "redaction_policy")
_REPORTS = ("subject", "outcome", "detectors", "findings", "texts_examined", "texts_withheld")


@dataclass(slots=True)
class _Tally:
    """What is counted in one pass over the trajectories."""

    persons: set[str] = field(default_factory=set)
    applications: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sizes: Counter[str] = field(default_factory=Counter)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: int | None = None
    last: int | None = None


def card(trajectories: DeltaTable, reports: DeltaTable, valid_through: int | None) -> dict[str, Any]:
    """The card as plain values, ready for JSON.

    Args:
        trajectories: at the version to describe.
        reports: the table of redaction reports.
        valid_through: of the trajectories, epoch milliseconds.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`.
    """
    tally = _tally(_read(trajectories, (*_ROWS, *_POLICIES)))
    fields = pa.table(trajectories.get_add_actions(flatten=True))
    return {
        "versions": {ROWS.name: trajectories.version(), REPORTS.name: reports.version()},
        "size": {"files": fields.num_rows, "bytes": pc.sum(fields["size_bytes"]).as_py() or 0} | _plain(tally.sizes),
        "persons": _about(len(tally.persons)),
        "time": {"first": _day(tally.first), "last": _day(tally.last), "valid_through": _iso(valid_through)},
        "applications": _folded(tally),
        **{name: _plain(tally.counts[name]) for name in ("end_reasons", "steps", "withheld", *_POLICIES)},
        "redaction": _redaction(_read(reports, _REPORTS)),
    }


def _read(delta: DeltaTable, columns: tuple[str, ...]) -> Iterator[Any]:
    schema, choice = delta.to_pyarrow_dataset().schema, Choice(columns=columns)
    for fragment in files(delta, choice).values():
        yield from batches(fragment, schema, choice, _READ)


def _tally(read: Iterable[Any]) -> _Tally:
    tally = _Tally()
    for batch in read:
        if not batch.num_rows:
            continue
        persons, applications = batch["subject"].to_pylist(), batch["application"].to_pylist()
        tally.persons.update(persons)
        for person, application in zip(persons, applications, strict=True):
            tally.applications[application].add(person)
        steps = batch["steps"].flatten()
        _count(tally.counts, batch, steps)
        tally.counts["application"].update(applications)
        tally.sizes["rows"] += batch.num_rows
        tally.sizes["steps"] += len(steps)
        for name in ("event_count", "gap_count", "clamped"):
            tally.sizes[_SIZES[name]] += pc.sum(batch[name]).as_py()
        first, last = _milliseconds(pc.min(batch["start_time"])), _milliseconds(pc.max(batch["end_time"]))
        tally.first, tally.last = min(first, tally.first or first), max(last, tally.last or last)
    return tally


_SIZES = {"event_count": "events", "gap_count": "gaps", "clamped": "clamped"}


def _count(counts: dict[str, Counter[str]], batch: Any, steps: Any) -> None:
    counts["end_reasons"] += _values(batch["end_reason"])
    counts["steps"] += _values(steps.field("kind"))
    counts["withheld"] += _values(steps.field("withheld").drop_null())
    for name in _POLICIES:
        counts[name] += _values(batch[name])


def _values(column: Any) -> Counter[str]:
    return Counter({pair["values"]: pair["counts"] for pair in pc.value_counts(column).to_pylist()})


def _milliseconds(time: Any) -> int:
    return int(time.cast(pa.timestamp("ms", tz="UTC")).value)


def _folded(tally: _Tally) -> list[dict[str, Any]]:
    """Applications by their trajectories, most first; those of few persons together, last."""
    few = {name for name, persons in tally.applications.items() if len(persons) < FEWEST}
    lines = [(name, count) for name, count in tally.counts["application"].items() if name not in few]
    lines.sort(key=lambda line: (-line[1], line[0]))
    if few:
        lines.append((FOLDED, sum(tally.counts["application"][name] for name in few)))
    return [{"application": name, "rows": count} for name, count in lines]


def _about(persons: int) -> int | str:
    return persons if persons >= FEWEST or not persons else f"fewer than {FEWEST}"


def _redaction(read: Iterable[Any]) -> dict[str, Any]:
    outcomes, entities, rules, texts = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    detectors: set[tuple[str, str]] = set()
    for batch in read:
        outcomes += _values(batch["outcome"])
        found = batch["findings"].flatten()
        entities += _values(found.field("entity_type"))
        rules += _values(found.field("rule"))
        texts.update({name: pc.sum(batch[f"texts_{name}"]).as_py() or 0 for name in ("examined", "withheld")})
        detectors |= _detectors(batch["detectors"].flatten())
    return {
        "detectors": [{"name": name, "version": version} for name, version in sorted(detectors)],
        "texts": _plain(texts),
        "outcomes": _plain(outcomes),
        "entity_types": _plain(entities),
        "rules": _plain(rules),
    }


def _detectors(column: Any) -> set[tuple[str, str]]:
    names, versions = column.field("name").to_pylist(), column.field("version").to_pylist()
    return set(zip(names, versions, strict=True))


def _plain(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}


def _day(milliseconds: int | None) -> str | None:
    """To the day: the minute of somebody's first click is nobody's business."""
    found = _iso(milliseconds)
    return found and found[:10]


def _iso(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")
