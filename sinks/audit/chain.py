"""A device's reports as a chain: each names the digest of the one before, so that none can be changed or taken away unseen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sinks.audit.entries import Entry

End = Literal["start", "kept", "missing", "fork"]

_SENTENCES: dict[End, str] = {
    "start": "holds, back to where it starts",
    "kept": "holds, back to the oldest report that is still kept",
    "missing": "BROKEN: the report that the oldest of these follows is not there, or was changed",
    "fork": "BROKEN: two reports follow the same one",
}


@dataclass(frozen=True, slots=True)
class Chain:
    """What the way back from a report shows.

    Attributes:
        length: reports from this one back, itself among them.
        end: why it goes no further.
    """

    length: int
    end: End

    @property
    def holds(self) -> bool:
        """Whether nothing is missing, changed or doubled."""
        return self.end in ("start", "kept")

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        return f"{_SENTENCES[self.end]} ({self.length} {'report' if self.length == 1 else 'reports'})"


def look_back(entries: Sequence[Entry], *, cut: bool) -> Chain:
    """Follows the chain back from the last of a device's reports.

    Args:
        entries: the reports of one device in the order of the log, at least one.
        cut: whether older records have been deleted from the log.
    """
    places = {entry.digest: place for place, entry in enumerate(entries)}
    followers = Counter(entry.report["previous_digest"] for entry in entries)
    place, length = len(entries) - 1, 1
    while before := entries[place].report["previous_digest"]:
        if followers[before] > 1:
            return Chain(length, "fork")
        if places.get(before, place) >= place:
            return Chain(length, "kept" if cut and place == 0 else "missing")
        place, length = places[before], length + 1
    return Chain(length, "start")
