"""Error rates of a text against the document that came of it, and words counted by how they differ."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_ALIKE = 0.6  # of two spellings of one word: one letter in three may differ


@dataclass(frozen=True, slots=True)
class Rates:
    """Errors per unit of the document; 0 is the document itself, 1 as many errors as it has units.

    Attributes:
        characters: CER, Levenshtein's distance in characters.
        words: WER, the same in words.
        unordered: PER, words that differ wherever they stand; what WER has more stands in another place.
    """

    characters: float
    words: float
    unordered: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words that differ.

    Attributes:
        moved: in both, at another place.
        respelt: of the text, for each of which the document has another spelling.
        surplus: only in the text.
        missing: only in the document.
    """

    moved: int
    respelt: int
    surplus: int
    missing: int


def plain(text: str) -> str:
    """A text as it is compared: without line breaks, which the published documents lack, and blanks at its ends."""
    return text.replace("\n", "").strip()


def rates(text: str, document: str) -> Rates:
    """How far a text is from the document; an empty document counts as one unit long."""
    text, document = plain(text), plain(document)
    words, others = text.split(), document.split()
    return Rates(
        Levenshtein.distance(text, document) / max(1, len(document)),
        Levenshtein.distance(words, others) / max(1, len(others)),
        max(_bags(words, others)) / max(1, len(others)),
    )


def differing(text: str, document: str) -> Words:
    """Words by how they differ; a word that is both elsewhere and respelt counts once, as respelt."""
    words, others = plain(text).split(), plain(document).split()
    surplus, missing = _bags(words, others)
    respelt = _respelt(_left(words, others), _left(others, words))
    moved = Levenshtein.distance(words, others) - max(surplus, missing)
    return Words(moved, respelt, surplus - respelt, missing - respelt)


def _bags(words: Iterable[str], others: Iterable[str]) -> tuple[int, int]:
    """How many words only the first and only the second has, whatever their order."""
    return len(_left(words, others)), len(_left(others, words))


def _left(words: Iterable[str], others: Iterable[str]) -> list[str]:
    return list((Counter(words) - Counter(others)).elements())


def _respelt(words: Iterable[str], others: list[str]) -> int:
    """How many words find a spelling of their own among the others."""
    left, count = list(others), 0
    for word in words:
        found = process.extractOne(word, left, scorer=Levenshtein.normalized_similarity, score_cutoff=_ALIKE)
        if found:
            del left[found[2]]
            count += 1
    return count
