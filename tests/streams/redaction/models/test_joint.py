"""Both models together: what one strikes out of the other's, and which texts only one of them sees."""

import pytest

from streams.redaction.detector import Span
from streams.redaction.models import names, ordinary, rampart
from streams.redaction.models.joint import Models


class Eager:
    """Takes every text for a name, and notes which it was asked about."""

    name, version, second_look = "eager", "1", False

    def __init__(self):
        self.asked = []

    def find(self, texts):
        self.asked.extend(texts)
        return [[Span(0, len(text), "PERSON", "eager", 0.85)] for text in texts]


@pytest.fixture(scope="module")
def model():
    return rampart.load()


def asked(model, text):
    """Whether the English model is asked about a text."""
    Models(eager := Eager(), model, ordinary.load()).find([text])
    return bool(eager.asked)


def test_words_that_are_part_of_no_name_are_none():
    class Nothing:
        version = "1"

        def covers(self, text):
            return text == "Jane"

    english = names.load()
    both = Models(english, rampart.load(), Nothing())
    assert both.find(["Jane"]) == [[]]
    assert both.find(["Jane Whitfield"])[0]


def test_a_name_that_only_the_english_model_takes_for_one_is_struck_out(model):
    both = Models(Eager(), model, ordinary.load())
    assert both.find(["Enregistrer les modifications", "Der Vorgang wurde abgeschlossen"]) == [[], []]
    assert all(both.find(["Barbara Whitfield", "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"]))


@pytest.mark.parametrize(
    "text",
    [
        "Barbara Whitfield called",  # the other one found all there is
        "enregistrer les modifications du gabarit",  # nothing in it looks like a name
    ],
)
def test_the_english_model_is_not_asked_where_it_could_add_nothing(model, text):
    assert not asked(model, text)


@pytest.mark.parametrize(
    "text",
    [
        "the Zapotec weavers came",  # a capital: Rampart has no tag for peoples
        "it was Danny who found it, and M. Jenkins who fixed it",  # an initial
        "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",  # letters that the other cannot read
    ],
)
def test_the_english_model_is_asked_where_a_name_may_be_left(model, text):
    assert asked(model, text)


def test_each_text_gets_what_was_found_in_it_whether_or_not_it_was_asked_about(model):
    both = Models(Eager(), model, ordinary.load())
    texts = [
        "the Zapotec weavers came",
        "enregistrer les modifications du gabarit",
        "Barbara Whitfield called",
        "Zanzibar Ltd opened",
    ]
    assert both.find(texts) == [both.find([text])[0] for text in texts]


@pytest.mark.parametrize("text", ["Hello Johanna Ekberg,", "Bonjour Camille Rousseau,", "dear maria lindqvist"])
def test_a_greeting_is_no_part_of_a_name(model, text):
    (found,) = Models(names.load(), model, ordinary.load()).find([text])
    assert {text[span.start : span.end].lower() for span in found} <= {"johanna ekberg", "camille rousseau", "maria lindqvist"}
    assert found
