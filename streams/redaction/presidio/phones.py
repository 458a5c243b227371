"""Phone numbers as Presidio's recognizer finds them, of every region that it knows, except those of four digits."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher
from phonenumbers.phonenumberutil import _VALID_PUNCTUATION
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.predefined_recognizers import PhoneRecognizer

from streams.redaction.detector import Span

_FEWEST_DIGITS = 5  # of fewer are only German pagers, and many rooms and years
_FEWEST_ABROAD = 7  # except after a plus, where the region does not matter
_VALID = 1  # the leniency of Presidio's recognizer
_SHORT = frozenset({"DE"})
_SAME = frozenset({"CA"})  # its numbers are those of the United States, and found as such
_REGIONS = tuple(region for region in PhoneRecognizer.DEFAULT_SUPPORTED_REGIONS if region not in _SAME)
_DIGITS = re.compile(rf"\d(?:[{_VALID_PUNCTUATION}]{{0,4}}\d){{{_FEWEST_DIGITS - 1},}}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def find(text: str) -> list[Span]:
    """The phone numbers in a text; the matcher runs only for regions that may have one in it."""
    found = EntityRecognizer.remove_duplicates([result for region in _regions(text) for result in _of(region, text)])
    return sorted(
        (
            Span(one.start, one.end, one.entity_type, PhoneRecognizer.__name__, one.score)
            for one in found
            if len(_DIGIT.findall(text, one.start, one.end)) >= _FEWEST_DIGITS
        ),
        key=lambda span: (span.start, span.end),
    )


def _regions(text: str) -> Iterator[str]:
    """The regions that may have a number of so many digits as stand together in a text."""
    most = max((len(_DIGIT.findall(run)) for run in _DIGITS.findall(text)), default=0)
    return (region for region in _REGIONS if most >= (_FEWEST_DIGITS if region in _SHORT else _FEWEST_ABROAD))


def _of(region: str, text: str) -> list[RecognizerResult]:
    matches = PhoneNumberMatcher(text, region, leniency=_VALID)
    return [RecognizerResult("PHONE_NUMBER", match.start, match.end, PhoneRecognizer.SCORE) for match in matches]
