"""Whose rows must not come back: a list in the table's own metadata, so that a sink cannot commit past it.

A change of metadata conflicts with every commit that began before it. A sink whose rows were read, or whose files were written,
before a person was erased is therefore refused once, looks at the list and leaves that person out. The list holds digests of
pseudonyms, and lasts as long as Kafka keeps a record that could be read again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

PROPERTY = "handrail.erased"
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erased person.

    Attributes:
        through: the last UTC day, as ISO, whose rows are left out. Later ones are of a person who came back.
        expires: when the last copy in Kafka is gone, epoch milliseconds.
    """

    through: str
    expires: int


@dataclass(frozen=True, slots=True)
class Erasures:
    """Everyone who was erased and might come back, by the digest of the subject."""

    by_digest: Mapping[str, Erasure]

    def __contains__(self, subject: str) -> bool:
        """Whether a subject was erased."""
        return digest(subject) in self.by_digest

    def drop(self, rows: Any) -> Any:
        """The rows, as a `pyarrow.Table` with `subject` and `date`, without those of erased persons."""
        if not self.by_digest:
            return rows
        for subject, through in self._among(pc.unique(rows["subject"]).to_pylist()):
            of_subject = pc.equal(rows["subject"], subject)
            covered = pc.less_equal(rows["date"], pa.scalar(date.fromisoformat(through), pa.date32()))
            rows = rows.filter(pc.invert(pc.and_(of_subject, covered)))
        return rows

    def plus(self, subject: str, erasure: Erasure, now: int) -> "Erasures":
        """The list with one more, and without what has expired by `now`, epoch milliseconds."""
        lasting = {key: each for key, each in self.by_digest.items() if each.expires > now}
        return Erasures(lasting | {digest(subject): erasure})

    def to_property(self) -> dict[str, str]:
        """The list as the table's metadata hold it."""
        held = {key: [each.through, each.expires] for key, each in sorted(self.by_digest.items())}
        return {PROPERTY: json.dumps(held, separators=(",", ":"))}

    def _among(self, subjects: Iterable[str]) -> Iterable[tuple[str, str]]:
        for subject in subjects:
            if erasure := self.by_digest.get(digest(subject)):
                yield subject, erasure.through


def read(configuration: Mapping[str, str | None]) -> Erasures:
    """The list that a table's configuration holds; an empty one where nobody was erased."""
    held = json.loads(configuration.get(PROPERTY) or "{}")
    return Erasures({key: Erasure(*each) for key, each in held.items()})


def digest(subject: str) -> str:
    """Stands for a subject, who cannot be found from it by one who does not know the pseudonym already."""
    return hashlib.blake2b(subject.encode(), digest_size=_BYTES, person=b"handrail-erased").hexdigest()
