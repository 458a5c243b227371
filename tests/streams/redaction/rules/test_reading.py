"""A text as it reads, and its spans as it is written."""

from hypothesis import given
from hypothesis import strategies as st

from streams.redaction.detector import Span
from streams.redaction.rules.reading import reading, unaccented
from streams.redaction.rules.rule import as_written


def test_what_nobody_sees_is_left_out_and_digits_and_dashes_are_plain():
    read, places = reading("a\u200bb\u2013\u0663\ufeff1")
    assert (read, list(places)) == ("ab-31", [0, 2, 3, 4, 6])


@given(st.text())
def test_every_character_that_is_read_has_its_place(text):
    read, places = reading(text)
    assert len(read) == len(places)
    assert list(places) == sorted(set(places))
    assert all(at < len(text) for at in places)
    assert len(unaccented(text)) == len(text)


@given(st.text(), st.data())
def test_spans_are_those_of_the_text_as_written(text, data):
    read, _ = reading(text)
    if read:
        start = data.draw(st.integers(0, len(read) - 1))
        end = data.draw(st.integers(start + 1, len(read)))
        (span,) = as_written(text, lambda _: [Span(start, end, "X", "x", 1.0)])
        assert reading(text[span.start : span.end])[0] == read[start:end]
