"""The redactor as it runs: the layers, cheapest first, and the policy."""

import os

from streams.redaction.cache import KEY_SIZE, Cached
from streams.redaction.chunks import Chunked
from streams.redaction.detector import Detector
from streams.redaction.models import joint as models
from streams.redaction.models import ordinary
from streams.redaction.models.gate import Behind, Gated
from streams.redaction.policy import Policy
from streams.redaction.presidio import patterns
from streams.redaction.redactor import Redactor
from streams.redaction.rules import labelled, mails, numbers, people, secrets, urls


def build(entries: int = 20_000) -> Redactor:
    """Makes the redactor and loads its models; takes a few seconds, once per process.

    Args:
        entries: texts of which it remembers what the models said, by a digest under a key of this process.

    Raises:
        HandrailError: when a model is missing or is not the pinned one.
    """
    plain = ordinary.load()
    layers: list[Detector] = [
        secrets.detector(),
        urls.detector(),
        numbers.detector(),
        labelled.detector(),
        people.detector(),
        mails.detector(),
        Chunked(patterns.load()),
        Behind(Chunked(Cached(Gated(models.load(), plain), os.urandom(KEY_SIZE), entries)), plain),
    ]
    return Redactor(layers, Policy())
