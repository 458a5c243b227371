"""Gates change nothing: what Presidio's recognizers find behind them is what they find without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer.predefined_recognizers import PhoneRecognizer

from streams.redaction.presidio import patterns, phones

WHOLE = PhoneRecognizer()
GATED = {type(recognizer): (gate, recognizer) for gate, recognizer in patterns.load()._gated}
PIECES = """
    1 9 12 123 1234 12345 123456 1234567 12345678 123456789 2026 030 0171 +49 +1 +98 0049 011 (650) [44] - -- . / // : :: , ; #
    x ext ext. ~ @ %40 a b ann.lee acme.com fe80 ffff ::1 10. 192.168 25 /24 T10:15:00Z 2026-11-23 JAN Sep -MAR- 3/4 bc1
    1BoatSLRHtKNngkdXEeobR76b53LETtpyT AB1234563 F91 900-70 078-05-1120 650 253 0000 20 7946 0018 call me
    \u0663 \u0664\u0665\u0666 \u0967\u0968\u0969\u096a\u096b \uff11\uff12\uff13 \U00010d41\U00010d42 \u200b \u00a0 \u017fep \u212a
"""
TEXTS = st.lists(
    st.sampled_from([*PIECES.split(), " ", " ", "\n"]) | st.text("0123456789-+. /():x@", max_size=6), max_size=14
).map("".join)


@pytest.mark.parametrize("kind", GATED, ids=lambda kind: kind.__name__)
@settings(max_examples=200, deadline=None)
@given(text=TEXTS | st.text(max_size=30))
def test_a_recognizer_finds_nothing_where_its_gate_is_shut(kind, text):
    gate, recognizer = GATED[kind]
    assert gate.search(text) or not list(patterns.matches(recognizer, text))


@pytest.mark.parametrize("kind", GATED, ids=lambda kind: kind.__name__)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_gate_is_open_to_whatever_a_pattern_matches(kind, data):
    gate, recognizer = GATED[kind]
    pattern = data.draw(st.sampled_from(recognizer.patterns)).regex
    assert gate.search(data.draw(st.from_regex(pattern)))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_phone_numbers_are_those_of_presidio(text):
    assert places(text) == [place for place in presidio(text) if sum(map(str.isdecimal, text[place[0] : place[1]])) >= 5]


@pytest.mark.parametrize("text", ["room 1640", "1640 and 12345678", "12 1640 (5)"])
def test_a_number_of_four_digits_is_none(text):
    assert "1640" not in {text[start:end] for start, end, _ in places(text)}


@pytest.mark.parametrize(
    "text",
    [
        "16401 x",
        "+98 9601",
        "+43 12345",
        "00 49 30 123456",
        "call 650-253-0000 or (044) 668 18 00",
        "tel:+44-20-7946-0018;ext=12",
    ],
)
def test_the_shortest_and_the_usual_numbers_are_found(text):
    assert places(text)
    assert places(text) == presidio(text)


@pytest.mark.parametrize("text", ["", "2026", "page 3 of 10", "10:15:30", "1.2.3", "word " * 50])
def test_no_number_is_found_where_none_stands(text):
    assert places(text) == []


def places(text):
    return [(span.start, span.end, span.score) for span in phones.find(text)]


def presidio(text):
    return sorted((one.start, one.end, one.score) for one in WHOLE.analyze(text, ["PHONE_NUMBER"], None))
