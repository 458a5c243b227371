"""The redactor as it runs: the layers, cheapest first, and the policy."""

from streams.redaction import names, numbers, patterns, secrets, urls
from streams.redaction.chunks import Chunked
from streams.redaction.detector import Detector
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor


def build() -> Redactor:
    """Makes the redactor and loads its model; takes a few seconds, once per process.

    Raises:
        HandrailError: when the model is missing or is not the pinned one.
    """
    layers: list[Detector] = [
        secrets.detector(),
        urls.detector(),
        numbers.detector(),
        Chunked(patterns.load()),
        Chunked(names.load()),
    ]
    return Redactor(layers, Policy())
