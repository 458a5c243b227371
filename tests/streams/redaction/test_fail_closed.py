"""What cannot be looked at is withheld and reported; nothing of a text is ever printed."""

import logging
import re
import signal
import time
from contextlib import suppress

import pytest

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.redaction import limit
from streams.redaction.detector import Span
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.redaction.rules import numbers

SECRET = "unspeakable-xyzzy"


class Stumbling:
    """Raises over texts that hold a word, with the text in its message, as recognizers do."""

    name, version, second_look = "stumbling", "1", False

    def find(self, texts):
        if any("xyzzy" in text for text in texts):
            raise ValueError(f"cannot bear {texts}")
        return [[] for _ in texts]


class Wrong:
    """Answers with a span beyond the text."""

    name, version, second_look = "wrong", "1", False

    def find(self, texts):
        return [[Span(0, len(text) + 1, "X", "x", 1.0)] for text in texts]


class Late:
    """Sees a word only at the second look."""

    name, version, second_look = "late", "1", True

    def find(self, texts):
        return [[Span(text.index("left"), text.index("left") + 4, "X", "x", 1.0)] if "<" in text else [] for text in texts]


def test_a_text_that_a_detector_fails_on_is_withheld_and_the_others_are_not(draft, typed, shown):
    redactor = Redactor([Stumbling(), numbers.detector()], Policy())
    click = DraftStep("click", 0, element=Element("button", SECRET, "save"))
    redacted = redactor.redact(draft("Bank 4111111111111111", typed(SECRET), typed("fine"), typed("fine too", SECRET), click))
    assert redacted.window_title == "Bank <CREDIT_CARD_1>"
    assert [step["text"] for step in redacted.steps] == [None, "fine", None, None]
    assert [step["withheld"] for step in redacted.steps] == ["error", None, "error", None]
    assert redacted.steps[3]["element"]["name"] == "<WITHHELD>"
    assert redacted.outcome == "withheld"
    assert redacted.texts_withheld == 3
    assert [finding["rule"] for finding in redacted.findings if finding["entity_type"] == "TEXT"] == ["error"] * 3
    assert not any(SECRET in text for text in shown(redacted))


class Hanging:
    """Never comes back from texts that hold a word, and swallows the first sign that it should."""

    name, version, second_look = "hanging", "1", False

    def find(self, texts):
        if any("xyzzy" in text for text in texts):
            with suppress(TimeoutError):
                time.sleep(600)
            while re.search("(a|a)*$", "a" * 30 + "b"):  # exponential: the regex engine itself has to be stopped
                pass
            time.sleep(600)
        return [[] for _ in texts]


def test_a_text_that_a_detector_hangs_over_is_withheld_and_the_others_are_not(draft, typed, monkeypatch):
    monkeypatch.setattr(limit, "_BASE", 0.2)
    redactor = Redactor([Hanging(), numbers.detector()], Policy())
    redacted = redactor.redact(draft("Bank 4111111111111111", typed(SECRET), typed("fine")))
    assert redacted.window_title == "Bank <CREDIT_CARD_1>"
    assert [step["withheld"] for step in redacted.steps] == ["error", None]
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_impossible_answer_is_a_failure(draft, typed):
    redacted = Redactor([Wrong()], Policy()).redact(draft("Title", typed("text")))
    assert (redacted.window_title, redacted.steps[0]["text"]) == ("<WITHHELD>", None)


def test_what_a_second_look_still_finds_is_withheld(draft, typed):
    redacted = Redactor([Late(), numbers.detector()], Policy()).redact(draft("Title", typed("4111111111111111 left")))
    assert redacted.steps[0]["text"] is None
    assert redacted.steps[0]["withheld"] == "error"
    assert redacted.steps[0]["placeholders"] == []


def test_a_text_that_was_cut_stays_withheld_but_its_values_are_looked_for(redactor, draft, typed):
    redacted = redactor.redact(draft("to ann.lee@acme.com", typed("write ann.lee@acme.com", withheld="cut")))
    assert redacted.steps[0]["text"] is None
    assert redacted.steps[0]["withheld"] == "cut"
    assert redacted.window_title == "to <EMAIL_ADDRESS_1>"


def test_an_oversize_text_is_withheld(redactor, draft, typed):
    redacted = redactor.redact(draft("Title", typed("word " * 20_000), typed("short")))
    assert [step["withheld"] for step in redacted.steps] == ["oversize", None]
    assert redacted.steps[1]["text"] == "short"


def test_a_text_that_is_no_valid_unicode_is_withheld(redactor, draft, typed):
    redacted = redactor.redact(draft("Title", typed("broken \ud800 pair", label="Password"), typed("fine")))
    assert [step["withheld"] for step in redacted.steps] == ["error", None]


def test_texts_beyond_the_total_are_withheld(draft, typed):
    redactor = Redactor([numbers.detector()], Policy(total_limit=30))
    redacted = redactor.redact(draft("Title", typed("a" * 20), typed("b" * 20)))
    assert [step["withheld"] for step in redacted.steps] == [None, "oversize"]


@pytest.mark.parametrize("text", ["." * 8000, "a." * 10_000, "1 " * 8000, "(" * 8000, "a@" * 8000, "eyJ" * 5000, "a-" * 20_000])
def test_no_text_stalls_the_redactor(redactor, draft, text):
    before = time.process_time()
    redactor.redact(draft(text))
    assert time.process_time() - before < 5


def test_nothing_is_logged_or_shown_by_a_repr(redactor, draft, typed, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    a_draft = draft(f"{SECRET} - ann.lee@acme.com", typed(SECRET, label="Password"), typed("DE00 3704 0044 0532 0130 00"))
    redacted = redactor.redact(a_draft)
    Redactor([Stumbling()], Policy()).redact(a_draft)
    printed = "".join([caplog.text, *capfd.readouterr(), repr(redacted), repr(a_draft)])
    assert not any(value in printed for value in (SECRET, "ann.lee", "3704"))
