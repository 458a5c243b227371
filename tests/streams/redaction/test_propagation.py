"""A value found in one place is replaced in every other, in whatever form it stands there."""

import pytest

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.redaction.policy import Policy
from streams.redaction.propagate import Vocabulary


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(Policy())


def found(vocabulary: Vocabulary, text: str) -> list[str]:
    return [text[span.start : span.end] for span in vocabulary.find(text)]


@pytest.mark.parametrize(
    ("value", "entity_type", "text", "expected"),
    [
        ("4111111111111111", "CREDIT_CARD", "no 4111-1111-1111-1111!", "4111-1111-1111-1111"),
        ("ann.lee@acme.com", "EMAIL_ADDRESS", "?u=ANN.LEE%40ACME.COM&x", "ANN.LEE%40ACME.COM"),
        ("Jane Doe", "PERSON", "btn_jane_doe_1", "jane_doe"),
        ("Jane Doe", "PERSON", "JaneDoe", "JaneDoe"),
        ("s3cret-w0rd", "PASSWORD", "xs3cretw0rdx", "s3cretw0rd"),
        ("p@$$!", "PASSWORD", "is p@$$! ok", "p@$$!"),
        ("4711", "PASSWORD", "gate 4711", "4711"),
    ],
)
def test_a_value_is_found_in_other_forms(vocabulary, value, entity_type, text, expected):
    vocabulary.add(value, entity_type, 1.0)
    assert expected in found(vocabulary, text)


@pytest.mark.parametrize(
    ("value", "entity_type", "text"),
    [
        ("4711", "PASSWORD", "part 14711"),
        ("Ann", "PERSON", "annual planning"),
        ("Paris", "LOCATION", "comparison"),
        ("123", "PASSWORD", "page 123"),
        ("password", "PASSWORD", "Password"),
    ],
)
def test_a_value_is_not_found_inside_other_words_or_when_it_is_too_common(vocabulary, value, entity_type, text):
    vocabulary.add(value, entity_type, 1.0)
    assert found(vocabulary, text) == []


def test_the_parts_of_a_name_take_the_placeholder_of_the_whole(vocabulary):
    vocabulary.add("Barbara Marsh", "PERSON", 0.85)
    vocabulary.add_parts()
    assert found(vocabulary, "Dear Barbara, Ms. Marsh lives by the marsh.") == ["Barbara", "Marsh"]
    assert {span.entity_type for span in vocabulary.find("Barbara")} == {"PERSON"}


def test_a_name_in_an_address_is_found_elsewhere(vocabulary):
    vocabulary.add_name_in("jane.doe@acme.com", 1.0)
    vocabulary.add_name_in("customer.support@acme.com", 1.0)
    assert found(vocabulary, "Jane Doe asked customer support") == ["Jane Doe"]


def test_a_deleted_text_reaches_a_title(redactor, draft, typed, shown):
    title = DraftStep("focus", 0, window_title="Draft: Kx9-Secret-Value2")
    step = typed("never mind", "password: Kx9-Secret-Value2")
    redacted = redactor.redact(draft("Mail", step, title))
    assert redacted.steps[1]["window_title"] == "Draft: <PASSWORD_1>"
    assert redacted.steps[0]["text"] == "never mind"
    assert not any("Value2" in text for text in shown(redacted))


def test_a_planted_value_leaves_every_kind_of_field(redactor, draft, typed, shown):
    value = "quietlantern77"
    steps = [
        typed(value, label="Password"),
        typed(f"I typed {value} by mistake", f"oh {value}"),
        DraftStep("focus", 0, window_title=f"note {value.upper()} - Editor"),
        DraftStep("click", 0, element=Element("button", f"Open {value}", f"row-{value}-2")),
        DraftStep("select_option", 0, element=Element("combobox", "Pick"), option=f"{value} (recent)"),
    ]
    redacted = redactor.redact(draft(f"{value} - Editor", *steps))
    assert not any(value in text.lower() for text in shown(redacted))
    fields = {(finding["field"], finding["rule"]) for finding in redacted.findings}
    assert {("window_title", "propagated"), ("element_name", "propagated"), ("option", "propagated")} <= fields
    assert {finding["placeholder"] for finding in redacted.findings} == {"<PASSWORD_1>"}


def test_a_card_number_typed_into_four_boxes_is_found(redactor, draft, typed):
    boxes = [typed(part, label="") for part in ("4111", "1111", "1111", "1111")]
    redacted = redactor.redact(draft("Checkout", *boxes))
    assert all(step["text"].startswith("<CREDIT_CARD_") for step in redacted.steps)
    assert {finding["rule"] for finding in redacted.findings} == {"split"}


def test_short_numbers_that_make_no_card_stay(redactor, draft, typed):
    redacted = redactor.redact(draft("Sheet", *(typed(part, label="") for part in ("2024", "17", "350", "12"))))
    assert [step["text"] for step in redacted.steps] == ["2024", "17", "350", "12"]
