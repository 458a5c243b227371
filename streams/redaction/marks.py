"""What is said of a text as a whole: that it is of a special category, or in a script which no model reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from streams.redaction.rules import scripts, special, special_words

_TABLES = (special_words.STRONG, special_words.WEAK, special_words.PERSONS)
VERSION = blake2b(repr(_TABLES).encode(), digest_size=8).hexdigest()  # of the words that make a category


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a report says of a text, and that replaces nothing in it."""

    entity_type: str
    rule: str
    score: float


def of(text: str, categories: Sequence[special.Category], policy: special.SpecialPolicy) -> Iterator[Mark]:
    """The marks of a text of these categories. Every one that the policy does not keep quiet about is a mark."""
    for category in categories:
        if policy.action([category]) != "keep":
            yield Mark(f"SPECIAL_{category.name.upper().replace(' ', '_')}", "special", category.score)
    if scripts.beyond_models(text):
        yield Mark("NON_LATIN", "patterns_only", 1.0)
