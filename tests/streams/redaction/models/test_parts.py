"""Parts of a text that may be a name by themselves, and what models leave of names and addresses."""

import pytest

from streams.redaction.detector import Span
from streams.redaction.models import ordinary
from streams.redaction.models.grow import grown, initialled
from streams.redaction.models.parts import LONGEST, parts
from streams.redaction.models.places import extended

WORDS = ordinary.load()


def read(text):
    return [[text[start:end] for start, end in words] for words in parts(text, WORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://crm.example.com/contacts/annegret-hohenstein/edit?tab=notes", ["annegret", "hohenstein"]),
        ("https://x.example/search?q=Giacomo Fumagalli&page=2", ["Giacomo", "Fumagalli"]),
        ("Przybylski_Tomasz_2024.xlsx", ["Przybylski", "Tomasz"]),
        ("C:\\Docs\\Giacomo Fumagalli\\offerta.docx", ["Giacomo", "Fumagalli"]),
        ("Lebenslauf Annegret Hohenstein.pdf - Word", ["Annegret", "Hohenstein"]),
        ("Fumagalli;aktiv", ["Fumagalli"]),
    ],
)
def test_the_strange_words_of_a_part_are_read_without_what_is_around_them(text, expected):
    assert expected in read(text)


def test_a_surname_before_a_comma_is_also_read_after_the_given_name():
    assert read("Hohenstein, Annegret") == [["Hohenstein", "Annegret"], ["Annegret", "Hohenstein"]]


@pytest.mark.parametrize(
    "text",
    [
        "We asked Annegret Hohenstein about it",
        "https://www.example.com/settings/search?page=2",
        "report_final.xlsx",
        "x " * LONGEST + "/annegret-hohenstein",
        "const someThing = otherThing",
    ],
)
def test_prose_hosts_ordinary_words_and_long_texts_have_no_such_parts(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("before", "found", "after", "expected"),
    [
        ("ask ", "Hohenstein", " today", "Hohenstein"),
        ("ask K. ", "Hohenstein", " today", "K. Hohenstein"),
        ("leads/k-", "hohenstein", "/edit", "k-hohenstein"),
        ("", "Annegret", "\nHohenstein called", "Annegret\nHohenstein"),
        ("Hohenstein, ", "Annegret", " (Sales)", "Hohenstein, Annegret"),
        ("", "Fumagalli", ";Giacomo;Milano", "Fumagalli;Giacomo"),
        ("", "Marloes", " van der Heijden", "Marloes van der Heijden"),
        ("Please call ", "Annegret", " Monday", "Annegret"),
        ("Settings ", "Annegret", ", Save", "Annegret"),
    ],
)
def test_a_name_grows_by_initials_and_strange_words_alone(before, found, after, expected):
    text = before + found + after
    span = grown(Span(len(before), len(before + found), "PERSON", "model", 0.9), text, WORDS)
    assert text[span.start : span.end] == expected


def test_a_doubtful_name_and_what_is_no_person_do_not_grow():
    text = "K. Hohenstein"
    for span in (Span(3, 13, "PERSON", "model", 0.4), Span(3, 13, "NRP", "model", 0.9)):
        assert grown(span, text, WORDS) == span


@pytest.mark.parametrize("text", ["K. Hohenstein", "bitte an J. R. Hoogendoorn", "vu C.\nLacroix hier", "com D. dos Vasconcelos"])
def test_initials_with_a_strange_word_are_a_person(text):
    assert len(list(initialled(text, WORDS))) == 1


@pytest.mark.parametrize("text", ["A. Introduction", "Vitamin C. Und dann?", "B. Results", "v1. Hohenstein", "U.S. market"])
def test_initials_before_ordinary_words_are_none(text):
    assert list(initialled(text, WORDS)) == []


@pytest.mark.parametrize(
    ("before", "found", "after", "expected"),
    [
        ("at ", "12 Elm Avenue", " Apt. 7, please", "12 Elm Avenue Apt. 7"),
        ("at ", "Stretto Sibilia", ", 72 Appartamento 4, ok", "Stretto Sibilia, 72 Appartamento 4"),
        ("em ", "Rua Campos", ", S/N, casa", "Rua Campos, S/N"),
        ("para Esplanada de Novais, ", "Fonseca, 8434", "", "Esplanada de Novais, Fonseca, 8434"),
        ("Lindenstr. ", "12, 24368 Kiel", "", "Lindenstr. 12, 24368 Kiel"),
        ("we met in ", "Kiel", " in 2024", "Kiel"),
    ],
)
def test_a_place_grows_by_the_rest_of_its_address(before, found, after, expected):
    text = before + found + after
    span = extended(Span(len(before), len(before + found), "LOCATION", "model", 0.9), text)
    assert text[span.start : span.end] == expected
