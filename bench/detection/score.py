"""Scores: how much of what is personal is covered, and how much else is. Letters and digits count, separators do not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.detection.engine import Range
from bench.detection.samples import Gold, Sample


@dataclass(slots=True)
class Recall:
    """How many values were covered in whole, of how many."""

    covered: int = 0
    values: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there was nothing to find, so that no floor holds for want of values."""
        return self.covered / self.values if self.values else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A value that was not covered in whole."""

    sample: Sample
    gold: Gold

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """Entity type, language, shape and spelling."""
        return self.gold.entity_type, self.sample.language, self.sample.shape, self.sample.spelling


@dataclass(slots=True)
class Found:
    """Scores of a corpus.

    Attributes:
        recall: by dimension, then by value of it: `recall["language"]["de"]`.
        characters: replaced, and those of them that are personal.
        misses: what was not covered.
    """

    recall: dict[str, dict[str, Recall]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Recall)))
    replaced: int = 0
    rightly: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the replaced characters that are personal; 1 where nothing was replaced."""
        return self.rightly / self.replaced if self.replaced else 1.0

    @property
    def overall(self) -> Recall:
        """Over everything."""
        return self.recall["all"]["all"]

    def classes(self) -> Counter[tuple[str, str, str, str]]:
        """How many misses there are of each kind."""
        return Counter(miss.kind for miss in self.misses)


@dataclass(frozen=True, slots=True)
class Lost:
    """What detection does to texts in which nothing is personal."""

    texts: int
    touched: int
    characters: int
    replaced: int

    @property
    def texts_touched(self) -> float:
        """Share of the texts; all of none, so that no floor holds for want of texts."""
        return self.touched / self.texts if self.texts else 1.0

    @property
    def characters_lost(self) -> float:
        """Share of the letters and digits."""
        return self.replaced / self.characters if self.characters else 1.0


DIMENSIONS: Mapping[str, Callable[[Sample, Gold], str]] = {
    "all": lambda _sample, _gold: "all",
    "type": lambda _sample, gold: gold.entity_type,
    "language": lambda sample, _gold: sample.language,
    "shape": lambda sample, _gold: sample.shape,
    "spelling": lambda sample, _gold: sample.spelling,
}


def score(samples: Sequence[Sample], found: Iterable[Sequence[Range]]) -> Found:
    """Scores of what was found in samples, in their order."""
    scores = Found()
    for sample, ranges in zip(samples, found, strict=True):
        replaced = _places(sample.text, ranges)
        personal = _places(sample.text, [(gold.start, gold.end) for gold in sample.gold])
        scores.replaced += len(replaced)
        scores.rightly += len(replaced & personal)
        for gold in sample.gold:
            _count(scores, sample, gold, covered=_places(sample.text, [(gold.start, gold.end)]) <= replaced)
    return scores


def lost(samples: Sequence[Sample], found: Iterable[Sequence[Range]]) -> Lost:
    """What was replaced in texts in which nothing is personal."""
    replaced = [len(_places(sample.text, ranges)) for sample, ranges in zip(samples, found, strict=True)]
    return Lost(len(samples), sum(map(bool, replaced)), sum(sum(map(str.isalnum, one.text)) for one in samples), sum(replaced))


def _count(scores: Found, sample: Sample, gold: Gold, *, covered: bool) -> None:
    for name, of in DIMENSIONS.items():
        recall = scores.recall[name][of(sample, gold)]
        recall.values += 1
        recall.covered += covered
    if not covered:
        scores.misses.append(Miss(sample, gold))


def _places(text: str, ranges: Iterable[Range]) -> set[int]:
    """Where the letters and digits of ranges stand."""
    return {at for start, end in ranges for at in range(start, end) if text[at].isalnum()}
