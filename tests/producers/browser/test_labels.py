"""The words of secret labels are those of the redaction, the tokens those of the gate, and both are in one file."""

import json
import os

import pytest

from producers.browser.labels import WORDS, labelled_secret, words
from producers.secure import is_secure
from schemas.events import Element
from streams.redaction.rules.label_words import ANYWHERE, AT_THE_END

TOKENS = [
    *("current-password", "new-password", "one-time-code"),
    *("cc-name", "cc-given-name", "cc-additional-name", "cc-family-name", "cc-number"),
    *("cc-exp", "cc-exp-month", "cc-exp-year", "cc-csc", "cc-type"),
]


def listed(*texts):
    return sorted({" ".join(word.split()) for text in texts for word in text.split(",")})


def generated():
    found = {
        "autocomplete": TOKENS,
        "anywhere": listed(ANYWHERE["PASSWORD"]),
        "at_the_end": listed(AT_THE_END["PASSWORD"], AT_THE_END["SECRET"], AT_THE_END["CREDIT_CARD"]),
    }
    words = json.dumps(found, indent=2, ensure_ascii=False)
    return (
        "// Generated from the words of the redaction: HANDRAIL_WRITE_WORDS=1 pytest tests/producers/browser/test_labels.py\n"
        f'"use strict";\nglobalThis.handrail = {{}};\nhandrail.words = {words};\n'
    )


def test_the_extensions_words_are_those_of_the_redaction():
    if os.environ.get("HANDRAIL_WRITE_WORDS"):
        WORDS.write_text(generated(), "utf-8")
    assert WORDS.read_text("utf-8") == generated()


def test_the_extensions_tokens_are_those_of_the_gate():
    assert all(is_secure(Element("textbox", "", token)) for token in words()["autocomplete"])
    assert not any(is_secure(Element("textbox", "", token)) for token in ("name", "email", "cc-other", "username", "tel"))


@pytest.mark.parametrize(
    "label",
    [
        "Password",
        "Passwort *",
        "userPassword",
        "Contraseña:",
        "PIN",
        "Your one-time code (6 digits)",
        "CVV2",
        "card-number",
        "Clé API",
    ],
)
def test_a_label_asks_for_a_secret(label):
    assert labelled_secret(label)


@pytest.mark.parametrize("label", ["", "City", "Shipping", "Opinion", "Spinning", "Order number", "Token ring", "e-mail"])
def test_a_label_asks_for_none(label):
    assert not labelled_secret(label)
