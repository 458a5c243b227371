"""Splits by person: whoever is in one split is in no other, on every machine and in every version of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.errors import HandrailError

FRACTIONS = "train=0.8,validation=0.1,test=0.1"
_WHOLE = 1 << 64
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Splits:
    """How persons are dealt out. Somebody new changes nobody else's split.

    Attributes:
        fractions: share of the persons by name of the split, in order; together 1.
        key: another key deals them out anew.
    """

    fractions: tuple[tuple[str, float], ...]
    key: str = ""

    def of(self, subject: str) -> str:
        """The split of a person."""
        digest = blake2b(subject.encode(), key=blake2b(self.key.encode()).digest(), digest_size=8).digest()
        share = int.from_bytes(digest) / _WHOLE
        bounds = accumulate(fraction for _, fraction in self.fractions)
        named = zip(self.fractions, bounds, strict=True)
        return next((name for (name, _), bound in named if share < bound), self.fractions[-1][0])

    def rows(self, batch: Any, split: str) -> Any:
        """The rows of a `pyarrow.RecordBatch` with a column `subject` whose person is in that split."""
        persons = [person for person in pc.unique(batch["subject"]).to_pylist() if self.of(person) == split]
        return batch.filter(pc.is_in(batch["subject"], value_set=pa.array(persons, pa.string())))

    def check(self, split: str) -> None:
        """See that there is such a split.

        Raises:
            HandrailError: there is none of that name.
        """
        if split not in dict(self.fractions):
            raise HandrailError(f"There is no split {split!r}: the fractions name {', '.join(dict(self.fractions))}.")


def parse(text: str, key: str = "") -> Splits:
    """Fractions as a person writes them, such as `train=0.8,test=0.2`.

    Raises:
        HandrailError: they are not written so, or do not add up to 1.
    """
    fractions = {name.strip(): _fraction(value) for name, _, value in (part.partition("=") for part in text.split(","))}
    if not _sound(fractions) or len(fractions) != text.count(",") + 1:
        raise HandrailError(f"{text!r} are no fractions: give them such as {FRACTIONS}, adding up to 1, each name once.")
    return Splits(tuple(fractions.items()), key)


def _fraction(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0


def _sound(fractions: Mapping[str, float]) -> bool:
    return all(fractions) and all(0 <= one <= 1 for one in fractions.values()) and abs(sum(fractions.values()) - 1) < _ROUNDING
