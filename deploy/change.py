"""What an apply did to a cluster, one thing at a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was not as declared and now is; or, where `left`, that a person must look at."""

    what: str  # topic, setting, permission, schema, compatibility, bucket
    name: str
    how: str
    left: bool = False
