"""Texts that are not known exactly: what may be a piece of a value goes, and nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Element
from streams.actions.draft import Draft, DraftStep, Text
from streams.redaction import unsure
from tests.streams.redaction.tables import parts

SCREEN = {"width": 0, "height": 0, "scale": 1.0, "window_x": 0, "window_y": 0, "window_width": 0, "window_height": 0}
PIECES = """
my card is [[4111 1]]
[[4111 1111 1]]11 ends here
das Konto ist [[NL78 BNZC 6]]
rimborso su [[IT60 X054 2811 101]], grazie
the token is [[ghp_9dbmVFu]]
schreib an [[jan.vries]]
escribe a [[marta_gil]]
From: Maria <[[m.rossi]]
[[mark63]]
o utilizador é [[rita_22]]
la clé est [[avant-no]]
het wachtwoord is [[bloem-]]
appelle le [[+33 6 12]]
chiama il [[(02) 555]] domani
mail [[anna@work]] and [[hellmuthweb.de]] later
I met [[B. Pa]]
vraag het aan [[Kick V]]
[[Annelendlere A]]
[[Virginiarrillo]] Ca
Hoje falei com [[Nuno]] cia, quer rever o contrato
Titolare della carta [[Reginande]], scade domani
das wlan passwort ist [[Kind]]
das wlan passwort ist [[Kind-]], nicht weitersagen
E-mail: [[jporter]]
[[gnicholls]]
Wir ziehen in die [[Geiselring 6-7]],
geboren am [[12.03.19]]
""".strip().splitlines()
ORDINARY = [
    "The committee will discuss the budget next week.",
    "I have 2 cats and 12 fish",
    "He doesn't know, I'm sure it's fine",
    "for instance, e.g. a well-known fact, as I said",
    "Row 12, column 5",
    ". And then we left",
    " see you",
    "Wir treffen uns um 9 im Büro.",
    "- first\n- second\n",
    "Anna said so.",
    "Die Vor- und Nachteile sind im Absturzbericht der Fenstergröße beschrieben.",
    "Frobnicators are sold out again, Sprint 9",
    "my teammates rescheduled",
]


def found(text):
    return {at for span in unsure.spans(text) for at in range(span.start, span.end) if text[at].isalnum()}


@pytest.mark.parametrize("marked", PIECES)
def test_a_piece_of_a_value_goes(marked):
    text, ranges = parts(marked)
    assert {at for start, end in ranges for at in range(start, end) if text[at].isalnum()} <= found(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_plain_words_and_small_numbers_stay(text):
    assert found(text) == set()


def test_the_words_around_a_piece_stay():
    text = "Please pay GB80 GYOS 505 before noon, then call +49 151 23 again today."
    assert {text[span.start : span.end] for span in unsure.spans(text)} >= {"GB80 GYOS 505", "+49 151 23"}
    assert not found(text) & {at for word in ("Please", "before", "noon", "today") for at in [text.index(word)]}


@given(st.text("aA1 @.-+(<é\n", max_size=40))
def test_spans_lie_within_the_text_and_never_are_empty(text):
    assert all(0 <= span.start < span.end <= len(text) for span in unsure.spans(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 ",
        "@",
        "a@",
        "a.",
        "A1",
        "<",
        "ABCD ",
        "+",
        "(",
        "-1",
        "a-",
        "é",
        "AB12 ",
        "A-",
        "Aa ",
        "Aa-",
        "A'a",
        "pin: ",
        "(a",
    ],
)
def test_looking_is_linear(piece):
    text = piece * (65_536 // len(piece))
    began = time.process_time()
    list(unsure.spans(text))
    assert time.process_time() - began < 2


def of(*texts, unsure):
    steps = [DraftStep("type", 0, element=Element("textbox", "Notes"), text=Text(text, unsure=unsure)) for text in texts]
    return Draft("editor", "Title 1200", SCREEN, steps)


def shown(redacted):
    return [step["text"] for step in redacted.steps]


def test_only_a_text_that_is_not_known_exactly_loses_its_numbers(redactor):
    text = "we sold 1200 pieces of part B-2047 in 3 shops"
    assert shown(redactor.redact(of(text, unsure=False))) == [text]
    assert shown(redactor.redact(of(text, unsure=True))) == ["we sold <PARTIAL_1> pieces of part <PARTIAL_2> in 3 shops"]


def test_a_short_piece_is_looked_for_nowhere_else(redactor):
    redacted = redactor.redact(of("we sold 1200", unsure=True))
    assert (shown(redacted), redacted.window_title) == (["we sold <PARTIAL_1>"], "Title 1200")
