"""The floors that detection has to hold, and which of them do not."""

from collections.abc import Iterable, Iterator, Mapping

from bench.detection.keystreams import Leaks
from bench.detection.score import Found, Lost

LEAK_RECALL = 0.97
LEAK_RECALL_OF: Mapping[str, float] = {
    "EMAIL_ADDRESS": 0.99,
    "CREDIT_CARD": 0.99,
    "IBAN_CODE": 0.99,
    "US_SSN": 0.99,
    "PHONE_NUMBER": 0.99,
    "SECRET": 0.99,
    "PERSON": 0.95,
}
"""Share of the values of a type that are covered in whole; secrets are those with context."""
KEYS_OVER_TEXT = 0.005
"""By how much key streams may leak more of the values than finished texts do."""
CLEAN_TOUCHED = 0.05
"""Share of clean texts in which anything is replaced."""
CLEAN_LOST = 0.02
"""Share of their characters that are."""


def broken(found: Found, streams: Iterable[Leaks], clean: Mapping[str, Lost]) -> list[str]:
    """A sentence for each floor that does not hold.

    Args:
        found: scores of the corpus.
        streams: of the key streams, by scenario.
        clean: of clean texts, by where they come from; one without texts holds no floor.
    """
    return [*_recall(found), *(sentence for one in streams for sentence in _keys(one)), *_spared(clean)]


def _recall(found: Found) -> Iterator[str]:
    if found.overall.share < LEAK_RECALL:
        yield f"leak recall is {found.overall.share:.3f}, not {LEAK_RECALL} or more"
    for entity_type, floor in LEAK_RECALL_OF.items():
        share = found.recall["type"][entity_type].share
        if share < floor:
            yield f"leak recall of {entity_type} is {share:.3f}, not {floor} or more"


def _keys(one: Leaks) -> Iterator[str]:
    leaked, finished = one.shares
    if leaked > finished + KEYS_OVER_TEXT:
        yield f"key streams leak {leaked:.3f} ({one.scenario}), finished texts {finished:.3f}: more than {KEYS_OVER_TEXT} more"


def _spared(clean: Mapping[str, Lost]) -> Iterator[str]:
    for name, one in clean.items():
        if one.texts_touched > CLEAN_TOUCHED:
            yield f"{one.texts_touched:.1%} of {name} are touched, not {CLEAN_TOUCHED:.0%} or less"
        if one.characters_lost > CLEAN_LOST:
            yield f"{one.characters_lost:.1%} of the characters of {name} are lost, not {CLEAN_LOST:.0%} or less"
