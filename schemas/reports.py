"""The digest that ties a trajectory to its redaction report, and each report of a device to the one before."""

from hashlib import blake2b

from schemas import codec
from schemas.records import RedactionReport


def digest(report: RedactionReport) -> str:
    """BLAKE2b-256 of the report's Avro bytes, hex."""
    return blake2b(codec.encode(codec.parsed("RedactionReport"), report), digest_size=32).hexdigest()
