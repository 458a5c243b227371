"""Texts that no step shows still teach what is personal: typed and deleted again, or part of a choice."""

import pytest

from schemas.events import NO_MODIFIER, Element, ElementEvent, Key, Modifier, Selection
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.redaction.rules import numbers, secrets
from tests.streams.redaction.conftest import SCREEN

VALUE = "sunflower77"
PASSWORD, CHOICE, SEARCH = Element("textbox", "Password"), Element("combobox", "Password"), Element("textbox", "Search")


@pytest.fixture(scope="module")
def by_labels() -> Redactor:
    """A redactor without models: what is found here, labels say."""
    return Redactor([numbers.detector()], Policy())


def reduced(element: Element, *happened) -> Draft:
    """A text is typed, Control+a is a chord, an element is focused, an option is chosen."""
    events = []
    for one in happened:
        if isinstance(one, Element):
            events.append(ElementEvent(len(events) * 100, one, focused=True))
        elif isinstance(one, tuple):
            events.append(Selection(len(events) * 100, *one))
        else:
            keys, held = (["a"], Modifier.CONTROL) if one == "Control+a" else ([one], NO_MODIFIER)
            for key in keys if one in {"Control+a", "Backspace", "Tab", "Enter"} else one:
                events.append(Key(len(events) * 100, key, "", down=True, modifiers=held))
    return reduce([Opened("app", "Form", element, SCREEN, events)], Thresholds(), cut_before=False, cut_after=False)


def texts(redacted) -> list[str]:
    return [step["text"] for step in redacted.steps if step["text"] is not None]


def test_what_was_typed_and_wholly_deleted_is_replaced_elsewhere(by_labels, shown):
    draft = reduced(PASSWORD, VALUE, "Control+a", "Backspace", "Tab", SEARCH, VALUE, "Enter")
    assert [(step.element, step.text.snapshots) for step in draft.hidden] == [(PASSWORD, [VALUE])]
    redacted = by_labels.redact(draft)
    assert texts(redacted) == ["<PASSWORD_1>"]
    assert not any(VALUE in text for text in shown(redacted))


def test_what_became_part_of_a_choice_is_replaced_elsewhere(by_labels, shown):
    find = [VALUE, *["Backspace"] * len(VALUE), "Swe", (CHOICE, "Sweden")]
    draft = reduced(CHOICE, *find, SEARCH, VALUE, "Enter")
    assert [step.kind for step in draft.steps] == ["select_option", "type", "key"]
    redacted = by_labels.redact(draft)
    assert len(texts(redacted)) == 1
    assert not any(VALUE in text for text in shown(redacted))


def test_it_is_replaced_before_it_too_and_in_titles(by_labels):
    draft = reduced(SEARCH, VALUE, "Tab", PASSWORD, VALUE, "Control+a", "Backspace", "Tab")
    draft.window_title = f"{VALUE} - Form"
    redacted = by_labels.redact(draft)
    assert (redacted.window_title, texts(redacted)) == ("<PASSWORD_1> - Form", ["<PASSWORD_1>"])


def test_a_hidden_text_is_examined_and_reported_only_where_it_is_replaced(by_labels, draft, typed):
    plain, hiding = draft("Form", typed("all good")), draft("Form", typed("all good"))
    hiding.hidden = [typed("", VALUE, label="Password")]
    before, after = by_labels.redact(plain), by_labels.redact(hiding)
    assert (after.outcome, after.findings, after.steps) == ("clean", [], before.steps)
    assert after.texts_examined == before.texts_examined + 1


def test_what_a_detector_finds_in_a_hidden_text_is_replaced_elsewhere(draft, typed):
    hiding = draft("quietlantern77 - Form", typed("all good"))
    hiding.hidden = [DraftStep("type", 0, text=Text("", ["password: quietlantern77"]))]
    by_rules = Redactor([secrets.detector()], Policy())
    assert by_rules.redact(hiding).window_title == "<PASSWORD_1> - Form"


def test_hidden_texts_take_no_room_from_what_is_shown(draft, typed):
    small = Redactor([numbers.detector()], Policy(total_limit=20))
    full = draft("Form", typed("all good", label=""))
    full.hidden = [typed("", "z" * 15, label="Password")]
    assert small.redact(full).outcome == "clean"
