"""Overlapping and touching spans become one, which the best of them names."""

from collections.abc import Iterable
from dataclasses import dataclass

from streams.redaction.detector import Span


@dataclass(frozen=True, slots=True, repr=False)
class Cluster:
    """A stretch to be replaced as one.

    Attributes:
        best: the span that names it: the longest, then the surest.
    """

    start: int
    end: int
    best: Span


def merge(spans: Iterable[Span]) -> list[Cluster]:
    """Disjoint stretches that cover all the spans, in order; two that only touch are one, so that nothing shows a seam."""
    groups: list[list[Span]] = []
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.start > end:
            groups.append([])
        groups[-1].append(span)
        end = max(end, span.end) if len(groups[-1]) > 1 else span.end
    return [Cluster(group[0].start, max(span.end for span in group), max(group, key=_rank)) for group in groups]


def _rank(span: Span) -> tuple[int, bool, float, bool, str, str]:
    return span.end - span.start, span.rule != "propagated", span.score, not span.whole, span.entity_type, span.rule
