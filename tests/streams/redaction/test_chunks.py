"""Pieces of long texts: together they are the text, and a value on a border is whole in one of them."""

from hypothesis import given
from hypothesis import strategies as st

from streams.redaction.chunks import OVERLAP, SIZE, Chunked, pieces
from streams.redaction.detector import Span
from streams.redaction.presidio.patterns import load

WORDS = st.lists(st.text("abc.,! 1", min_size=1, max_size=40), max_size=200).map(" ".join)


@given(WORDS)
def test_every_word_is_whole_in_a_piece(text):
    found = list(pieces(text))
    assert all(text[at : at + len(piece)] == piece and len(piece) <= SIZE for at, piece in found)
    assert all(any(word in piece for _, piece in found) for word in text.split() if len(word) <= OVERLAP)


@given(st.integers(0, 1200))
def test_an_address_is_found_wherever_it_stands(place):
    text = f"{'x ' * 600}"[:place] + " ann.lee@acme.com " + "y " * 300
    (spans,) = Chunked(load()).find([text])
    assert any(text[span.start : span.end] == "ann.lee@acme.com" for span in spans)


def test_each_distinct_piece_is_looked_at_once():
    class Ledger:
        name, version, second_look = "ledger", "1", False

        def __init__(self):
            self.seen = []

        def find(self, texts):
            self.seen += texts
            return [[Span(0, 1, "X", "x", 1.0)] for _ in texts]

    ledger = Ledger()
    first = "The first sentence stands. The second one follows."
    found = Chunked(ledger).find([first, first + " A third."])
    assert ledger.seen == ["The first sentence stands.", "The second one follows.", "A third."]
    assert [[span.start for span in spans] for spans in found] == [[0, 27], [0, 27, 51]]
