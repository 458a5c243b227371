"""Gaps in the log: records that retention deleted before they were read, which a person has to accept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from schemas.errors import HandrailError
from schemas.records import AcceptedGap, SessionRow

_FORM = re.compile(r"(\d{1,9}):(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Gap:
    """Offsets of a partition that are gone: from `first` to the one before `next`."""

    partition: int
    first: int
    next: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.first}-{self.next}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """A gap as `--accept-gap` takes it.

        Raises:
            HandrailError: it is not `PARTITION:FROM-TO`.
        """
        found = _FORM.fullmatch(text)
        if not found:
            raise HandrailError("--accept-gap wants PARTITION:FROM-TO, as the refusal names it")
        return cls(*map(int, found.groups()))


def accept(row: SessionRow, partition: int, accepted: Iterable[Gap]) -> SessionRow:
    """The partition's own row, with the gaps that were accepted for it."""
    known = row["accepted_gaps"]
    gaps = (AcceptedGap(from_offset=gap.first, to_offset=gap.next) for gap in accepted if gap.partition == partition)
    return {**row, "accepted_gaps": [*known, *(gap for gap in gaps if gap not in known)]}
