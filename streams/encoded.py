"""A trajectory on its way from the helper to the log: Avro already, but for the digest of its report, which ends it.

The report names the one before, which only the partition knows. Encoded where it is made, a trajectory crosses the pipe as bytes.
"""

from collections import Counter
from dataclasses import dataclass

from schemas import codec
from schemas.records import Trajectory


@dataclass(frozen=True, slots=True, repr=False)
class Encoded:
    """A trajectory's record.

    Attributes:
        event_count: as in the record.
        steps: how many there are, by kind.
        before_digest: the record's bytes up to its last field, the digest.
    """

    event_count: int
    steps: Counter[str]
    before_digest: bytes

    @classmethod
    def of(cls, trajectory: Trajectory) -> "Encoded":
        """Encode a trajectory whose digest is still empty."""
        assert not trajectory["report_digest"]
        whole = codec.encode(codec.parsed("Trajectory"), trajectory)
        steps = Counter(step["kind"] for step in trajectory["steps"])
        return cls(trajectory["event_count"], steps, whole.removesuffix(codec.encode("string", "")))

    def with_digest(self, report_digest: str) -> bytes:
        """The whole record."""
        return self.before_digest + codec.encode("string", report_digest)
