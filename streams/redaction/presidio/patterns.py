"""Presidio's pattern recognizers, run one by one: without its engine or the network, and never skipping what takes too long.

Left out: its URL recognizer, which stalls on dots (`urls` looks at URLs), and those that fire on any number.
"""

import logging
from collections.abc import Iterator, Sequence
from importlib.metadata import version

import regex
from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer.predefined_recognizers import (
    CryptoRecognizer,
    DateRecognizer,
    IpRecognizer,
    MedicalLicenseRecognizer,
    UsBankRecognizer,
    UsItinRecognizer,
    UsPassportRecognizer,
    UsSsnRecognizer,
)

from streams.redaction.detector import Span
from streams.redaction.presidio import phones

_SECONDS = 2.0  # for one pattern on one piece, before the text is withheld


class MailRecognizer(PatternRecognizer):
    """E-mail addresses, percent-encoded ones among them.

    Presidio's own swallows the query of a URL before an address, and asks the network for top-level domains.
    """

    ADDRESS = r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@|%40)\w(?:[\w-]{0,62}\w)?(?:\.\w(?:[\w-]{0,62}\w)?){1,8}"

    def __init__(self) -> None:
        super().__init__("EMAIL_ADDRESS", patterns=[Pattern("address", self.ADDRESS, 1.0)])


# A part of every text that a recognizer can match: it runs on no other. Of the library that the recognizers' patterns are written
# for, since others know other digits.
GATES = {
    MailRecognizer: regex.compile(r"@|%40"),
    IpRecognizer: regex.compile(r"\.\d{1,3}\.|:[0-9A-Fa-f]{0,4}:"),
    CryptoRecognizer: regex.compile(r"[13]"),
    DateRecognizer: regex.compile(r"\d[-/.]|-\d"),
    UsSsnRecognizer: regex.compile(r"\d{3}[- .]?\d{2}"),
    UsItinRecognizer: regex.compile(r"9\d{2}[- ]?\d{2}"),
    UsPassportRecognizer: regex.compile(r"\d{8}"),
    UsBankRecognizer: regex.compile(r"\d{8}"),
    MedicalLicenseRecognizer: regex.compile(r"\d{7}"),
}


class Patterns:
    """A detector that runs Presidio recognizers, each behind its gate, and looks for phone numbers."""

    name = "presidio-analyzer"
    second_look = True

    def __init__(self, recognizers: Sequence[PatternRecognizer]) -> None:
        self.version = f"{version('presidio-analyzer')} phonenumbers {version('phonenumbers')}"
        self._gated = tuple((GATES[type(recognizer)], recognizer) for recognizer in recognizers)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`; raises `TimeoutError` where a pattern takes too long."""
        return [list(self._spans(text)) for text in texts]

    def _spans(self, text: str) -> Iterator[Span]:
        yield from phones.find(text)
        for gate, recognizer in self._gated:
            if gate.search(text):
                yield from matches(recognizer, text)


def matches(recognizer: PatternRecognizer, text: str) -> Iterator[Span]:
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
    recognizers = [kind() for kind in GATES]
    for recognizer in recognizers:
        recognizer.analyze("", recognizer.supported_entities)
    return Patterns(recognizers)
