"""Invented examples of what was missed, to look at while mending it; they never come from recordings."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from bench.detection.keystreams import Leaks
from bench.detection.score import Found, Miss

_EACH = 3  # of a class


def examples(found: Found, streams: Sequence[Leaks], classes: int) -> list[str]:
    """Lines: the largest classes of misses by type and spelling, then by type, language and shape; and leaks by scenario."""
    if not classes:
        return []
    lines = _classes(found.misses, classes, lambda miss: (miss.gold.entity_type, miss.sample.spelling))
    lines += _classes(found.misses, classes, lambda miss: (miss.gold.entity_type, miss.sample.shape, miss.sample.language))
    for one in streams:
        lines += [f"\n{one.scenario}: {len(one.examples)}\n"]
        lines += [
            f"  {typed.entity_type} [{typed.label}] {typed.before!r} {typed.value!r} {typed.after!r}\n"
            for typed in one.examples[:_EACH]
        ]
    return lines


def _classes(misses: Sequence[Miss], count: int, kind: Callable[[Miss], tuple[str, ...]]) -> list[str]:
    by_kind = defaultdict[tuple[str, ...], list[Miss]](list)
    for miss in misses:
        by_kind[kind(miss)].append(miss)
    lines = []
    for name, held in sorted(by_kind.items(), key=lambda one: -len(one[1]))[:count]:
        lines += [f"\n{' / '.join(name)}: {len(held)}\n", *map(_line, held[:_EACH])]
    return lines


def _line(miss: Miss) -> str:
    sample, gold = miss.sample, miss.gold
    marked = f"{sample.text[: gold.start]}[[{sample.text[gold.start : gold.end]}]]{sample.text[gold.end :]}"
    return f"  ({sample.label}) {marked!r}\n"
