"""Reports in words: a line of a table, a line of JSON, a page."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from schemas.records import Finding, RedactionReport
from sinks.audit.chain import Chain
from sinks.audit.entries import Entry
from sinks.audit.times import words

HEAD = f"{'REPORTED':<20}  {'OUTCOME':<8}  {'TEXTS':>5}  {'TRAJECTORY':<32}  {'DEVICE':<24}  FOUND"


def line(entry: Entry) -> str:
    """An entry as a line below HEAD."""
    report = entry.report
    begin = f"{words(entry.reported):<20}  {report['outcome']:<8}  {report['texts_examined']:>5}"
    return f"{begin}  {report['trajectory_id']:<32}  {report['device_id']:<24}  {_found(report)}".rstrip()


def record(entry: Entry, **more: Any) -> str:
    """An entry as JSON on one line: its place and digest, then the report as its schema has it, then `more`."""
    place = {"reported": words(entry.reported), "partition": entry.partition, "offset": entry.offset, "digest": entry.digest}
    return json.dumps({**place, **entry.report, **more})


def page(entry: Entry, chain: Chain) -> None:
    """Print everything that one report says."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    facts = Table.grid(padding=(0, 2, 0, 0))
    for name, value in _facts(entry, chain):
        facts.add_row(name, value)
    console.print(facts)
    if entry.report["findings"]:
        console.print()
        console.print(_findings(entry.report["findings"]))


def _facts(entry: Entry, chain: Chain) -> Iterator[tuple[str, str]]:
    report = entry.report
    yield from (("trajectory", report["trajectory_id"]), ("session", report["session_id"]))
    yield from (("device", report["device_id"]), ("subject", report["subject"]))
    yield "started", f"{words(report['start_time'])}, in the data set under {report['date']}"
    yield "reported", f"{words(entry.reported)}, partition {entry.partition}, offset {entry.offset}"
    yield "outcome", report["outcome"]
    yield "texts", f"{report['texts_examined']} examined, {report['texts_withheld']} withheld"
    yield "found", f"{len(report['findings'])}" + (f": {_found(report)}" if report["findings"] else "")
    yield "policy", report["redaction_policy"]
    yield "detectors", "\n".join(f"{detector['name']} {detector['version']}" for detector in report["detectors"])
    yield from (("digest", entry.digest), ("previous", report["previous_digest"] or "none"))
    yield "chain", chain.sentence


def _found(report: RedactionReport) -> str:
    counts = Counter(finding["entity_type"] for finding in report["findings"])
    return ", ".join(f"{kind} {count}" for kind, count in counts.most_common())


def _findings(findings: Iterable[Finding]) -> Table:
    """The findings, field by field; step -1 is the trajectory itself."""
    table = Table("field", "step", "type", "rule", "score", "placeholder", box=None, pad_edge=False)
    for finding in sorted(findings, key=lambda finding: (finding["field"], finding["step"])):
        step = "-" if finding["step"] < 0 else str(finding["step"])
        score = f"{finding['score']:.2f}"
        table.add_row(finding["field"], step, finding["entity_type"], finding["rule"], score, finding["placeholder"])
    return table
