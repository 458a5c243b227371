"""Times as auditors write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import HandrailError
from sinks.audit.times import moment, words

NOW = 1_767_225_600_000  # 2026-01-01T00:00:00Z


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", NOW - 90_000),
        ("30m", NOW - 1_800_000),
        ("2h", NOW - 7_200_000),
        ("1d", NOW - 86_400_000),
        ("1w", NOW - 604_800_000),
        ("2026-01-01", NOW),
        ("2026-01-01T01:00", NOW + 3_600_000),
        ("2026-01-01T01:00:00Z", NOW + 3_600_000),
        ("2026-01-01T01:00:00+01:00", NOW),
    ],
)
def test_a_moment_is_iso_in_utc_or_an_age(text, expected):
    assert moment(text, NOW) == expected


@pytest.mark.parametrize("text", ["", "h", "2", "2 h", "-2h", "2y", "yesterday", "2026-13-01", "9" * 99])
def test_anything_else_is_one_sentence(text):
    with pytest.raises(HandrailError, match="is not a time: give one such as"):
        moment(text, NOW)


@given(st.integers(0, 253_402_300_799))
def test_words_read_back_as_the_same_second(seconds):
    assert moment(words(seconds * 1000), NOW) == seconds * 1000


def test_a_time_that_no_calendar_has_is_shown_as_a_number():
    assert words(1 << 62) == str(1 << 62)
