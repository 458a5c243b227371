"""Texts as they are meant: escapes of URLs hide no value, and spans are those of the text as it is written."""

import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.redaction.escapes import unescaped

CARD, PHONE = "4012 8888 8888 1881", "+46 70 174 06 05"


def test_escapes_are_what_they_stand_for_and_every_character_has_its_place():
    assert unescaped("a%40b") == ("a@b", [0, 1, 4, 5])
    assert unescaped("%C3%BC!") == ("\u00fc!", [0, 6, 7])
    assert unescaped("x%2540y")[0] == "x@y"
    assert unescaped("s?q=a+b")[0] == "s?q=a b"
    assert unescaped("1 + 1 = 2, 50%")[0] == "1 + 1 = 2, 50%"


def test_what_is_no_utf_8_stays():
    assert unescaped("%FF%FE")[0] == "%FF%FE"


@given(st.text())
def test_every_text_can_be_read_and_its_places_rise(text):
    meant, places = unescaped(text)
    assert len(places) == len(meant) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cf", "Cs"], exclude_characters="%+"), min_size=1))
def test_an_escape_is_undone_whatever_was_escaped(text):
    assert unescaped(quote(text, safe=""))[0] == unescaped(text)[0]


@pytest.mark.parametrize("escape", [quote, quote_plus, lambda value: quote(quote(value))])
@pytest.mark.parametrize(
    "value", [CARD, PHONE, "536-22-8726 ", "DE89 3704 0044 0532 0130 00", "jane.talumen@acme.com", "Henrietta Wetherby"]
)
@pytest.mark.parametrize("key", ["card", "phone", "q"])
def test_no_escape_hides_a_value(redactor, draft, typed, shown, escape, value, key):
    url = f"https://shop.example/find?{key}={escape(value)}&page=2 - Browser"
    texts = shown(redactor.redact(draft(url, typed("ok"))))
    assert "page=2 - Browser" in texts[0]
    for piece in re.findall(r"\w+", value):
        if len(piece) > 3:
            assert not any(piece in text for text in texts)
