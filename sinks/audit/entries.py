"""A report as it lies in its topic, and which ones are wanted."""

from dataclasses import dataclass

from schemas.records import Finding, RedactionReport
from schemas.reports import digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One redaction report in the log.

    Attributes:
        partition: of the topic.
        offset: in the partition.
        reported: when the worker wrote it, epoch milliseconds.
        report: the report.
    """

    partition: int
    offset: int
    reported: int
    report: RedactionReport

    @property
    def order(self) -> tuple[int, int, int]:
        """What entries of several partitions are sorted by."""
        return self.reported, self.partition, self.offset

    @property
    def digest(self) -> str:
        """The report's digest: what its trajectory and the device's next report name."""
        return digest(self.report)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports to show; what is empty or None does not limit them.

    Attributes:
        types: entity types, of which at least one was found.
        rules: rules, of which at least one found something; of these types, if any are named.
        outcomes: outcomes, of which it has one.
        device: whose it is.
        since: reported at or after this, epoch milliseconds.
        until: reported before this, epoch milliseconds.
    """

    types: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    device: str | None = None
    since: int | None = None
    until: int | None = None

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is one of them."""
        return self._in_time(entry.reported) and self._of_kind(entry.report)

    def _in_time(self, reported: int) -> bool:
        return (self.since is None or reported >= self.since) and (self.until is None or reported < self.until)

    def _of_kind(self, report: RedactionReport) -> bool:
        if self.outcomes and report["outcome"] not in self.outcomes:
            return False
        if self.device not in (None, report["device_id"]):
            return False
        return not (self.types or self.rules) or any(map(self._found, report["findings"]))

    def _found(self, finding: Finding) -> bool:
        return (not self.types or finding["entity_type"] in self.types) and (not self.rules or finding["rule"] in self.rules)
