"""The report as Markdown: every table, in an order that a reader can follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.detection.keystreams import Leaks
from bench.detection.score import Found, Lost, Recall

_TITLES = {"type": "By entity type", "language": "By language", "shape": "By shape", "spelling": "By spelling"}
_WORST = 25  # classes of misses that are listed


@dataclass(frozen=True, slots=True)
class Measured:
    """All that one run measured.

    Attributes:
        head: what was measured, and how: names to words.
        found: scores of the corpus.
        streams: scores of the key streams, by scenario.
        clean: what clean texts lose, by where they come from.
        parts: the same of their parts: by source, language and shape.
        broken: a sentence for each floor that does not hold.
    """

    head: Mapping[str, str]
    found: Found
    streams: Sequence[Leaks]
    clean: Mapping[str, Lost]
    parts: Mapping[tuple[str, str, str], Lost]
    broken: Sequence[str]


def page(measured: Measured) -> str:
    """The whole report; it ends with a line break."""
    lines = ["# Detection", "", *(f"- {name}: {words}" for name, words in measured.head.items()), ""]
    lines += _floors(measured.broken)
    lines += _recalls(measured.found)
    lines += _keys(measured.streams)
    lines += _clean(measured)
    lines += _misses(measured.found)
    return "\n".join(lines)


def _floors(broken: Sequence[str]) -> list[str]:
    verdict = [f"- {sentence}" for sentence in broken] or ["All hold."]
    return ["## Floors", "", *(["These do not hold:", ""] if broken else []), *verdict, ""]


def _recalls(found: Found) -> list[str]:
    overall = found.overall
    lines = ["## Leak recall", "", "A value counts only when every letter and digit of it is covered.", ""]
    lines += [f"Overall {_share(overall)}; character precision {found.precision:.3f}.", ""]
    for dimension, title in _TITLES.items():
        rows = sorted(found.recall[dimension].items(), key=lambda one: (one[1].share, one[0]))
        lines += [f"### {title}", "", *_table([dimension, "values", "leak recall"], map(_recall, rows)), ""]
    return lines


def _recall(row: tuple[str, Recall]) -> list[str]:
    name, recall = row
    return [name, f"{recall.values:,}", f"{recall.share:.3f}"]


def _share(recall: Recall) -> str:
    return f"{recall.share:.3f} ({recall.covered:,} of {recall.values:,} values)"


def _keys(streams: Iterable[Leaks]) -> list[str]:
    lines = ["## Key streams", "", "A leak is four characters of the value in a row, anywhere in the steps.", ""]
    rows = ([one.scenario, str(one.values), f"{one.shares[0]:.3f}", f"{one.shares[1]:.3f}"] for one in streams)
    return [*lines, *_table(["scenario", "values", "leak from keys", "leak as finished text"], rows), ""]


def _clean(measured: Measured) -> list[str]:
    lines = ["## Over-redaction", "", "Texts in which nothing should be replaced; recordings may hold names all the same.", ""]
    heads = ["texts", "count", "touched", "characters lost"]
    lines += _table(heads, (_lost(name, one) for name, one in measured.clean.items()))
    return [*lines, "", *_table(heads, (_lost(" / ".join(part), one) for part, one in measured.parts.items())), ""]


def _lost(name: str, one: Lost) -> list[str]:
    return [name, f"{one.texts:,}", f"{one.texts_touched:.1%}", f"{one.characters_lost:.1%}"]


def _misses(found: Found) -> list[str]:
    rows = ([*kind, str(count)] for kind, count in sorted(found.classes().items(), key=lambda one: (-one[1], one[0]))[:_WORST])
    return ["## Largest classes of misses", "", *_table(["type", "language", "shape", "spelling", "misses"], rows), ""]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(heads)
    yield "|" + "---|" * len(heads)
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
