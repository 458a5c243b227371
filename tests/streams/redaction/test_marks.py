"""Texts of special categories are withheld or marked by policy, and scripts that no model reads are reported."""

import pytest

from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.redaction.rules.special import SpecialPolicy

HEALTH = "my doctor says that I have diabetes and depression"
CYRILLIC = "\u043f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430"


def of_health(action):
    return Redactor([], Policy(special=SpecialPolicy({"health": action})))


def test_a_text_of_a_special_category_is_withheld_and_the_report_does_not_say_which(draft, typed, shown):
    redacted = of_health("withhold").redact(draft("Notes", typed(HEALTH), typed("fine")))
    assert [step["withheld"] for step in redacted.steps] == ["special", None]
    assert [(finding["entity_type"], finding["rule"]) for finding in redacted.findings] == [("TEXT", "special")]
    assert not any("diabetes" in text for text in shown(redacted))
    assert redacted.outcome == "withheld"


def test_it_may_be_marked_instead_and_nothing_is_replaced(draft, typed):
    redacted = of_health("mark").redact(draft("Notes", typed(HEALTH)))
    assert redacted.steps[0]["text"] == HEALTH
    assert [(finding["entity_type"], finding["placeholder"]) for finding in redacted.findings] == [("SPECIAL_HEALTH", "")]
    assert (redacted.outcome, redacted.steps[0]["placeholders"]) == ("clean", [])


def test_or_left_alone(draft, typed):
    assert of_health("keep").redact(draft("Notes", typed(HEALTH))).findings == []


def test_what_the_policy_says_is_part_of_its_digest():
    assert of_health("mark").policy_digest != of_health("withhold").policy_digest


@pytest.mark.parametrize(("text", "marked"), [(CYRILLIC, True), ("caf\u00e9 \u00fcber \u20ac 5", False)])
def test_a_script_that_no_model_reads_is_reported(draft, typed, text, marked):
    found = [finding["entity_type"] for finding in Redactor([], Policy()).redact(draft("Notes", typed(text))).findings]
    assert found == (["NON_LATIN"] if marked else [])
