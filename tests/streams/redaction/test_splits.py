"""Values typed in several fields one after another: each piece goes, and what people type into forms and cells stays."""

import pytest

from streams.redaction.fields import fields
from streams.redaction.splits import of_boxes

SPLIT = [
    ("4111", "1111", "1111", "1111"),
    ("4111 1111 ", "1111 1111"),
    ("536", "90", "4399"),
    ("GB33", "BUKB", "2020", "1555", "5555", "55"),
    ("+49/1512", "/3447685"),
    ("+33/6/12", "/72/74/35"),
    ("(030)", "2093 1234"),
    ("21 230", "2052"),
    ("Anna", "Schmidt"),
    ("Giulia", "De Santis"),
    ("Lefebvre,", "Camille"),
    ("Antunes,", "Maya"),
    ("J.", "Potter"),
    ("Thi", "baut"),
    ("612/95", "/92/03"),
    ("612-95", "92-03"),
]
APART = [
    ("Quantity", "12", "Price", "9.99"),
    ("Total", "1200", "4500", "5700"),
    ("3.5", "4.25", "1 200"),
    ("1 200", "3 400"),
    ("10.5", "20.5", "30.5"),
    ("2024", "2025", "2026"),
    ("2024-01-05", "2024-01-06"),
    ("12", "15", "18", "20"),
    ("Revenue", "Costs", "Profit"),
    ("Januar", "Februar"),
    ("Projekt", "Status"),
    ("Pro", "duct"),
    ("Save", "as"),
    ("Menge", "Betrag"),
    ("Cantidad", "Precio"),
    ("Oui", "Non"),
    ("Da fare", "Fatto"),
    ("Open", "Closed"),
    ("=A1", "=B2"),
    ("-", "--"),
]


def shown(redacted):
    return [step["text"] for step in redacted.steps]


@pytest.mark.parametrize("pieces", SPLIT, ids=" | ".join)
def test_every_piece_of_a_value_goes(redactor, draft, typed, pieces):
    texts = shown(redactor.redact(draft("Title", *(typed(piece, label="") for piece in pieces))))
    left = [piece for piece, text in zip(pieces, texts, strict=True) if text and piece.strip(" ,/()").lower() in text.lower()]
    assert left == []


@pytest.mark.parametrize("texts", APART, ids=" | ".join)
def test_what_only_stands_side_by_side_stays(redactor, draft, typed, texts):
    assert tuple(shown(redactor.redact(draft("Title", *(typed(text, label="") for text in texts))))) == texts


def test_what_a_text_shows_of_its_later_self_goes(redactor, draft, typed):
    half, whole = "I gave her the mug, ask Maria Lind", "I gave her the mug, ask Maria Lindqvist about it"
    assert shown(redactor.redact(draft("Title", typed(half), typed(whole)))) == [
        "I gave her the mug, ask <PERSON_1>",
        "I gave her the mug, ask <PERSON_1> about it",
    ]


def test_a_short_text_that_begins_like_another_is_not_the_same(draft, typed):
    assert of_boxes(list(fields(draft("", typed("the"), typed("then jane.doe@acme.com"))))) == []


def test_a_join_shows_what_its_fields_hold(draft, typed):
    every = list(fields(draft("", *(typed(text) for text in (" 4111", "/1111-", "Ann,", "Lee", "Ann,x")))))
    for join in of_boxes(every):
        for part in join.parts:
            assert part.field.final[part.start + part.offset : part.end + part.offset] == join.text[part.start : part.end]
