"""From tagged words to spans: persons and addresses are put together of their pieces.

The tags are those of the model Rampart, without the marks of where a value begins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.redaction.detector import Span

RULE = "rampart"

# From which score on a word counts, by tag: the sum of what the model gives to all tags but "none". Measured in seven languages
# on sentences, titles, labels and bare fields. The model gives most names nearly 1 and other words nearly 0: less than 0.3 finds
# 1 name in 1,000 more and takes words beside them. Streets at less than 0.7 are counters (`Line 1,024`). What
# counts with less than the policy's weak score needs a context word, too.
LEAST = {"STREET_NAME": 0.7, "CITY": 0.5, "PHONE": 0.4, "EMAIL": 0.95}
LEAST_OTHER = 0.3

# Words of an address of e-mail: name, sign and domain. Of fewer the model takes any strange word for one.
FEWEST_OF_EMAIL = 3

# The score of what the model finds in any number, so that the policy asks for a word of its context.
WEAK = 0.3

PERSON = frozenset({"GIVEN_NAME", "SURNAME"})
_PLACE = frozenset({"STREET_NAME", "CITY"})
_BESIDE_A_PLACE = frozenset({"BUILDING_NUMBER", "SECONDARY_ADDRESS", "STATE", "ZIP_CODE"})
_TYPES = {
    "PHONE": "PHONE_NUMBER",
    "EMAIL": "EMAIL_ADDRESS",
    "TAX_ID": "US_ITIN",
    "BANK_ACCOUNT": "US_BANK_NUMBER",
    "ROUTING_NUMBER": "US_BANK_NUMBER",
    "GOVERNMENT_ID": "US_SSN",
    "PASSPORT": "US_PASSPORT",
    "DRIVERS_LICENSE": "US_DRIVER_LICENSE",
    **dict.fromkeys(PERSON, "PERSON"),
    **dict.fromkeys(_PLACE | _BESIDE_A_PLACE, "LOCATION"),
}
_SURE = PERSON | _PLACE | {"PHONE", "EMAIL"}

_WITHIN_NAME = re.compile(r"[-'\u2019._]?[ \t]{0,2}|[ \t]?\r?\n|[ \t]+[^\W\d_]\.?[ \t]+")  # a hyphen, a dot, an initial
_BEFORE_GIVEN_NAME = re.compile(r",[ \t]{0,2}")
_WITHIN_ADDRESS = re.compile(r"[\s,;.:/()#\u00b0\u00ba-]{0,4}")
_WITHIN_VALUE = re.compile(r"[\s.:/()@_+-]{0,3}")


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """A word of a text with its tag.

    Attributes:
        start: its first character.
        end: the one after its last.
        tag: the likeliest.
        score: how likely it is personal, 0 to 1.
    """

    start: int
    end: int
    tag: str
    score: float

    @property
    def counts(self) -> bool:
        """Whether the score is enough for its tag."""
        return self.tag in _TYPES and self.score >= LEAST.get(self.tag, LEAST_OTHER)


def spans(text: str, words: Iterable[Word]) -> list[Span]:
    """The spans of a text whose tagged words these are, in their order."""
    return [span for stretch in _stretches(text, [word for word in words if word.counts]) for span in _spans(stretch)]


def _stretches(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words in stretches of one value each."""
    if not words:
        return
    stretch = [words[0]]
    for word, following in pairwise(words):
        if not _belong_together(word, following, text[word.end : following.start]):
            yield stretch
            stretch = []
        stretch.append(following)
    yield stretch


def _belong_together(word: Word, following: Word, gap: str) -> bool:
    kinds = {_TYPES[word.tag], _TYPES[following.tag]}
    if kinds == {"PERSON"}:
        reversed_name = (word.tag, following.tag) == ("SURNAME", "GIVEN_NAME") and _BEFORE_GIVEN_NAME.fullmatch(gap)
        return bool(reversed_name or _WITHIN_NAME.fullmatch(gap))
    within = _WITHIN_ADDRESS if kinds == {"LOCATION"} else _WITHIN_VALUE
    return len(kinds) == 1 and bool(within.fullmatch(gap))


def _spans(stretch: Sequence[Word]) -> list[Span]:
    """One span; of an address that has neither street nor town, one for each word, and weak; none of half an e-mail address."""
    sure = [word.score for word in stretch if word.tag in _SURE]
    if stretch[0].tag == "EMAIL" and len(stretch) < FEWEST_OF_EMAIL:
        return []
    parts = [stretch] if sure or stretch[0].tag not in _BESIDE_A_PLACE else [[word] for word in stretch]
    score = max(sure, default=WEAK)
    return [Span(part[0].start, part[-1].end, _TYPES[part[0].tag], RULE, score) for part in parts]
