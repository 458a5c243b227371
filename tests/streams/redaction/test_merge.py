"""Overlapping and touching spans are one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from streams.redaction.detector import Span
from streams.redaction.merge import merge

SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda pair: Span(pair[0], sum(pair), "X", "x", 1.0)), max_size=20
)


def test_touching_spans_are_one_and_separate_ones_are_not():
    spans = [Span(0, 3, "A", "a", 1.0), Span(3, 8, "B", "b", 0.5), Span(9, 10, "C", "c", 1.0)]
    assert [(one.start, one.end, one.best.entity_type) for one in merge(spans)] == [(0, 8, "B"), (9, 10, "C")]


def test_what_was_found_here_names_a_value_before_what_was_found_elsewhere():
    spans = [Span(0, 3, "A", "propagated", 1.0), Span(0, 3, "A", "rule", 0.4)]
    assert merge(spans)[0].best.rule == "rule"


@given(SPANS)
def test_clusters_are_apart_and_cover_what_the_spans_cover(spans):
    clusters = merge(spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {at for one in clusters for at in range(one.start, one.end)} == covered
    assert all(left.end < right.start for left, right in pairwise(clusters))
