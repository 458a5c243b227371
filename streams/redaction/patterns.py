"""Presidio's pattern recognizers, run one by one: without its engine or the network, and never skipping what takes too long.

Left out: its URL recognizer, which stalls on dots (`urls` looks at URLs), and those that fire on any number.
"""

import logging
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import cast

from presidio_analyzer import LocalRecognizer, Pattern, PatternRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import (
    CryptoRecognizer,
    DateRecognizer,
    IpRecognizer,
    MedicalLicenseRecognizer,
    PhoneRecognizer,
    UsBankRecognizer,
    UsItinRecognizer,
    UsPassportRecognizer,
    UsSsnRecognizer,
)

from streams.redaction.detector import Span

_NO_MODEL = cast("NlpArtifacts", None)  # phone numbers are found without one
_SECONDS = 2.0  # for one pattern on one piece, before the text is withheld


class EmailRecognizer(PatternRecognizer):
    """E-mail addresses, percent-encoded ones among them.

    Presidio's own swallows the query of a URL before an address, and asks the network for top-level domains.
    """

    ADDRESS = r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@|%40)\w(?:[\w-]{0,62}\w)?(?:\.\w(?:[\w-]{0,62}\w)?){1,8}"

    def __init__(self) -> None:
        super().__init__("EMAIL_ADDRESS", patterns=[Pattern("address", self.ADDRESS, 1.0)])


class Patterns:
    """A detector that runs Presidio recognizers."""

    name = "presidio-analyzer"
    second_look = True

    def __init__(self, recognizers: Sequence[LocalRecognizer]) -> None:
        self.version = f"{version('presidio-analyzer')} phonenumbers {version('phonenumbers')}"
        self._recognizers = tuple(recognizers)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`; raises `TimeoutError` where a pattern takes too long."""
        return [[span for recognizer in self._recognizers for span in _spans(recognizer, text)] for text in texts]


def _spans(recognizer: LocalRecognizer, text: str) -> Iterator[Span]:
    if isinstance(recognizer, PatternRecognizer):
        yield from _matches(recognizer, text)
    elif sum(map(str.isdigit, text)) >= 5:
        for result in recognizer.analyze(text, recognizer.supported_entities, _NO_MODEL):
            yield Span(result.start, result.end, result.entity_type, type(recognizer).__name__, result.score)


def _matches(recognizer: PatternRecognizer, text: str) -> Iterator[Span]:
    """What `PatternRecognizer.analyze` finds, but a pattern that takes too long raises instead of finding nothing."""
    for pattern in recognizer.patterns:  # type: ignore[has-type]
        for match in pattern.compiled_regex.finditer(text, timeout=_SECONDS):
            score = _score(recognizer, pattern, match[0])
            if score > 0:
                yield Span(match.start(), match.end(), recognizer.supported_entities[0], type(recognizer).__name__, score)


def _score(recognizer: PatternRecognizer, pattern: Pattern, value: str) -> float:
    valid = recognizer.validate_result(value)
    if valid is False or recognizer.invalidate_result(value):
        return 0.0
    return 1.0 if valid else float(pattern.score)


def load() -> Patterns:
    """Makes the recognizers and compiles their patterns."""
    logging.getLogger("presidio-analyzer").disabled = True  # it logs values that fail a check
    recognizers: list[LocalRecognizer] = [
        EmailRecognizer(),
        PhoneRecognizer(),
        *(kind() for kind in (IpRecognizer, CryptoRecognizer, DateRecognizer)),
        *(
            kind()
            for kind in (UsSsnRecognizer, UsItinRecognizer, UsPassportRecognizer, UsBankRecognizer, MedicalLicenseRecognizer)
        ),
    ]
    for recognizer in recognizers:
        if isinstance(recognizer, PatternRecognizer):
            recognizer.analyze("", recognizer.supported_entities)
    return Patterns(recognizers)
