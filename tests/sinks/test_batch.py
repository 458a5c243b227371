"""When a batch is written, and which link of the chain it is."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinks.batch import Batch, Rotation, Span, behind, follows, lost, next_spans, partitions_differ

ROTATION = Rotation(rows=10, bytes=1000, seconds=5, idle_seconds=15)


def table(rows: int, width: int = 1) -> object:
    return pa.table({"a": ["x" * width] * rows})


def test_a_batch_is_due_by_its_rows() -> None:
    batch = Batch({0: Span(0, 0)}, since=0)
    batch.add(table(9), 0)
    assert not batch.due(ROTATION, 0)
    batch.add(table(1), 0)
    assert batch.due(ROTATION, 0)


def test_a_batch_is_due_by_its_bytes() -> None:
    batch = Batch({0: Span(0, 0)}, since=0)
    batch.add(table(1, 1000), 0)
    assert batch.due(ROTATION, 0)


def test_a_batch_is_due_by_the_age_of_its_first_row() -> None:
    batch = Batch({0: Span(0, 0)}, since=0)
    batch.add(table(1), 3)
    batch.add(table(1), 7)
    assert not batch.due(ROTATION, 7.9)
    assert batch.due(ROTATION, 8)


def test_watermarks_without_rows_are_written_more_rarely() -> None:
    batch = Batch({0: Span(5, 5)}, since=100)
    assert not batch.due(ROTATION, 1000)
    batch.spans[0].reach(6)
    batch.spans[0].watermark(7)
    assert not batch.due(ROTATION, 114)
    assert batch.due(ROTATION, 115)


def test_only_partitions_that_moved_are_told() -> None:
    batch = Batch({0: Span(5, 5), 1: Span(5, 6), 2: Span(None, 0)}, since=0)
    assert set(batch.moved) == {1, 2}


@given(st.lists(st.integers(min_value=0)))
def test_positions_and_watermarks_never_go_back(values: list[int]) -> None:
    span = Span(0, 0)
    for value in values:
        span.reach(value)
        span.watermark(value)
    assert span.next == max(values, default=0)
    assert (span.valid_through or 0) == max(values, default=0)


def test_a_span_follows_the_offset_that_the_table_holds() -> None:
    assert follows({0: Span(5, 9), 1: Span(None, 3)}, {0: 5, 1: None})
    assert not follows({0: Span(5, 9)}, {0: 9})
    assert not follows({0: Span(None, 9)}, {0: 0})


def test_reading_begins_at_the_table_or_at_the_start_of_the_log() -> None:
    assert next_spans({0: 7, 1: None}, {0: 2, 1: 3}) == {0: Span(7, 7), 1: Span(None, 3)}


@pytest.mark.parametrize(("offset", "gone"), [(None, False), (10, False), (9, True), (20, False), (21, True)])
def test_a_log_that_lacks_the_next_record_is_refused(offset: int | None, gone: bool) -> None:
    assert (lost(offset, 10, 20) is not None) is gone


def test_reports_are_behind_until_every_partition_is_read_to_its_end() -> None:
    spans = {0: Span(0, 5), 1: Span(0, 7)}
    assert behind(spans, {0: 6, 1: 7})
    assert not behind(spans, {0: 5, 1: 7})
    assert not behind(spans, {2: 100})


def test_partitions_that_belong_together_are_seen_to_differ() -> None:
    assert partitions_differ({"a": [0, 1], "b": [0]})
    assert not partitions_differ({"a": [0, 1], "b": [1, 0]})
