"""A gap in the log as a person accepts it, and as the partition's row keeps it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import HandrailError
from streams.gaps import Gap, accept
from streams.sessions.device import new_row


@given(*[st.integers(0, 10**9 - 1)] * 3)
def test_a_gap_reads_back_as_it_is_printed(partition, first, following):
    gap = Gap(partition, first, following)
    assert Gap.parse(str(gap)) == gap


@pytest.mark.parametrize("text", ["", "1", "1:2", "1:2-", "a:1-2", "1:-2-3", "1:2-3 ", "1:2-3\n", "9" * 5000 + ":1-2"])
def test_anything_else_is_refused_in_one_sentence(text):
    with pytest.raises(HandrailError, match="wants PARTITION:FROM-TO"):
        Gap.parse(text)


def test_a_gap_is_kept_once_by_its_own_partition():
    row = new_row("")
    for _ in range(2):
        row = accept(row, 1, [Gap(1, 5, 9), Gap(2, 5, 9), Gap(1, 20, 30)])
    assert row["accepted_gaps"] == [{"from_offset": 5, "to_offset": 9}, {"from_offset": 20, "to_offset": 30}]
