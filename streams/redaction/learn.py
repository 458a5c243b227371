"""The vocabulary of a draft: every value that was seen in it, in any state of any field, and across fields."""

from streams.redaction.detector import Span
from streams.redaction.fields import Field
from streams.redaction.looked import Looked
from streams.redaction.propagate import Vocabulary


def learn(looked: Looked) -> Vocabulary:
    """The values of all states of all fields, shown or not, those that span several, and the pieces of these."""
    vocabulary = Vocabulary(looked.policy)
    for field in (*looked.every, *looked.hidden):
        for text in field.texts:
            for span in looked.spans(field, text):
                _add(vocabulary, text[span.start : span.end], span)
    for join, span in looked.across:
        _add(vocabulary, join.value(span), span)
    for join in looked.joins:
        if join.holds:
            vocabulary.add(join.text, join.holds, 1.0)
    vocabulary.add_parts()
    _add_pieces(vocabulary, looked)
    return vocabulary


def _add(vocabulary: Vocabulary, value: str, span: Span) -> None:
    vocabulary.add(value, span.entity_type, span.score)
    if span.entity_type == "EMAIL_ADDRESS":
        vocabulary.add_name_in(value, span.score)


def _add_pieces(vocabulary: Vocabulary, looked: Looked) -> None:
    """Adds the pieces, but not those beside a value that is whole in one field: a word before it only seems to belong to it."""
    for join, span in looked.across:
        pieces = [(field, piece) for field, piece in join.pieces(span) if piece.whole]
        if not any(_stands_alone(looked, field, piece) for field, piece in pieces):
            for field, piece in pieces:
                vocabulary.add_piece(field.final[piece.start : piece.end], piece)


def _stands_alone(looked: Looked, field: Field, piece: Span) -> bool:
    return any(
        own.entity_type == piece.entity_type and own.start <= piece.start and piece.end <= own.end
        for own in looked.spans(field, field.final)
    )
