"""Both models as one layer: Rampart's spans and spaCy's, without the names that Rampart or a list of words says are none.

spaCy's model knows English alone and takes words of other languages for names; Rampart reads seven. So Rampart is asked first,
and spaCy about the texts to which it could add something.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.redaction.detector import Detector, Span, without
from streams.redaction.models import names, ordinary, rampart
from streams.redaction.models.grow import grown, initialled, ungreeted
from streams.redaction.models.ordinary import Ordinary
from streams.redaction.models.places import extended
from streams.redaction.models.rampart import Rampart, Reading

# Below this chance of being personal, by Rampart, a name of spaCy's is none. Of 3,042 names and places, in seven languages and in
# English texts with names of others, no person is lost and hardly a town; 8 of 10 false names go.
# Rampart has no tag for nationalities, so its word on them is worth nothing.
DOUBT = {"PERSON": 0.01, "LOCATION": 0.001}
_LEAST_DOUBT = min(DOUBT.values())
_OF_NAMES = {"PERSON", "NRP"}  # which no words make that are part of no name
_REVISION = 5  # of what this file, `grow` and `places` make of the models' spans
_SYLLABLE = 2  # letters: in lower case, half of another word; and no place
_LATIN = re.compile(r"[\0-\u024f\u0300-\u036f\u1e00-\u206f]*")  # what Rampart reads


class Models:
    """Both models. `Chunked` cuts the texts for them."""

    name = "models"
    second_look = False

    def __init__(self, english: Detector, seven: Rampart, words: Ordinary) -> None:
        self.version = f"{english.name} {english.version} {seven.name} {seven.version} {DOUBT} {words.version} {_REVISION}"
        self._english = english
        self._seven = seven
        self._words = words

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        readings = self._seven.read(texts)
        is_open = [self._leaves_a_name(text, reading) for text, reading in zip(texts, readings, strict=True)]
        english = iter(self._english.find([text for text, asked in zip(texts, is_open, strict=True) if asked]))
        found = zip(texts, is_open, readings, strict=True)
        return [self._joint(text, next(english) if asked else [], reading) for text, asked, reading in found]

    def _leaves_a_name(self, text: str, reading: Reading) -> bool:
        """Whether a word that Rampart does not find may be of a name: it doubts, cannot read it, or has no tag for it."""
        left = without(text, reading.spans)
        if not _LATIN.fullmatch(left):
            return not self._words.covers(left)
        words = ((left[word.start : word.end + 1], word.score) for word in reading.words)  # with the dot of an initial
        return any((score >= _LEAST_DOUBT or value[0].isupper()) and not self._words.covers(value) for value, score in words)

    def _joint(self, text: str, english: Sequence[Span], reading: Reading) -> list[Span]:
        seven = (part for span in reading.spans for part in _title_parts(span, text))
        spans = [*(name for name in english if not _is_struck_out(name, text, reading)), *seven]
        kept = [span for span in spans if not self._is_ordinary(span, text)]
        return [
            *(extended(ungreeted(grown(span, text, self._words), text), text) for span in kept),
            *initialled(text, self._words),
        ]

    def _is_ordinary(self, span: Span, text: str) -> bool:
        value = text[span.start : span.end]
        is_syllable = len(value) <= _SYLLABLE and value[1:].islower()
        if span.entity_type == "LOCATION":
            return is_syllable or self._words.says_nothing(value)
        return span.entity_type in _OF_NAMES and ((is_syllable and value.islower()) or self._words.covers(value))


def _title_parts(span: Span, text: str) -> Iterator[Span]:
    """A person as one span for each part of a window title that the model took for one name."""
    if span.entity_type != "PERSON":
        yield span
        return
    for begin, part in names.title_parts(text[span.start : span.end]):
        yield replace(span, start=span.start + begin, end=span.start + begin + len(part))


def _is_struck_out(name: Span, text: str, reading: Reading) -> bool:
    legible = _LATIN.fullmatch(text, name.start, name.end)
    return bool(legible) and reading.chance(name.start, name.end) < DOUBT.get(name.entity_type, 0.0)


def load() -> Models:
    """Loads both, about a second.

    Raises:
        HandrailError: when one is not installed, or is not the pinned one.
    """
    return Models(names.load(), rampart.load(), ordinary.load())
