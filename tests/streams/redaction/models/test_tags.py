"""Tagged words become persons and addresses; numbers that stand alone stay weak."""

import pytest

from streams.redaction.models.tags import WEAK, Word, spans
from streams.redaction.policy import Policy


def tagged(text, *tags, score=0.9):
    """The spans of words whose tags these are, `None` for a word without one."""
    words, at = [], 0
    for word, tag in zip(text.split(), tags, strict=True):
        start = text.index(word, at)
        at = start + len(word)
        bare = word.rstrip(",.")
        words.append(Word(start, start + len(bare), tag or "CITY", score if tag else 0.0))
    return [(text[span.start : span.end], span.entity_type, span.score) for span in spans(text, words)]


@pytest.mark.parametrize("name", ["Jane Doe", "Jane  Doe", "Jane-Doe", "jane_doe", "Jane Q. Doe", "J. Doe"])
def test_the_parts_of_a_name_are_one_person(name):
    ends = (name[0], name[-3:])
    given = Word(0, 1 if name[1] == "." else 4, "GIVEN_NAME", 0.9)
    surname = Word(len(name) - 3, len(name), "SURNAME", 0.8)
    (span,) = spans(name, [given, surname])
    assert (name[span.start : span.end], span.entity_type, span.score) == (name, "PERSON", 0.9), ends


def test_a_name_with_the_surname_first_is_one_person():
    assert tagged("Doe, Jane", "SURNAME", "GIVEN_NAME") == [("Doe, Jane", "PERSON", 0.9)]


def test_two_persons_of_a_list_are_two():
    assert [value for value, *_ in tagged("Jane, John", "GIVEN_NAME", "GIVEN_NAME")] == ["Jane", "John"]
    assert [value for value, *_ in tagged("Jane and John", "GIVEN_NAME", None, "GIVEN_NAME")] == ["Jane", "John"]


def test_an_address_is_one_place():
    text = "to 12 Main Street, Springfield, IL 62704 today"
    found = tagged(text, None, "BUILDING_NUMBER", "STREET_NAME", "STREET_NAME", "CITY", "STATE", "ZIP_CODE", None)
    assert found == [("12 Main Street, Springfield, IL 62704", "LOCATION", 0.9)]


def test_numbers_without_a_street_or_a_town_are_weak():
    assert tagged("12 62704", "BUILDING_NUMBER", "ZIP_CODE") == [("12", "LOCATION", WEAK), ("62704", "LOCATION", WEAK)]
    assert tagged("D1234567", "DRIVERS_LICENSE") == [("D1234567", "US_DRIVER_LICENSE", WEAK)]


def test_weak_is_below_what_the_policy_takes_without_context():
    assert Policy().weak_score > WEAK


def test_what_the_model_is_not_sure_of_does_not_count():
    assert tagged("Port 8443", "STREET_NAME", "BUILDING_NUMBER", score=0.6) == [("8443", "LOCATION", WEAK)]
    assert tagged("jane", "GIVEN_NAME", score=0.1) == []


def test_nothing_tagged_gives_nothing():
    assert spans("", []) == []


def test_half_an_address_of_e_mail_is_none():
    assert tagged("org", "EMAIL", score=1.0) == []
    assert tagged("jane at acme", "EMAIL", "EMAIL", "EMAIL", score=1.0) == [("jane at acme", "EMAIL_ADDRESS", 1.0)]
