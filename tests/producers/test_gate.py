"""The gate lets through what the policy names, and nothing of a secure field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.gate import Gate, Reason
from producers.policy import DEFAULT_POLICY, Policy, Rule, load
from schemas.events import (
    KINDS,
    Button,
    Context,
    Element,
    ElementEvent,
    Focus,
    Input,
    Key,
    Kind,
    Pointer,
    Selection,
    Wheel,
)

FIELD = Element("textbox", "To")
SECRET = Element("password text", "Password")
ALL = frozenset(Kind)
CHROME = Context("chrome", "Orders - Google Chrome")
EVENTS = [
    Pointer(1, 2, 3),
    Button(1, 2, 3, 0, pressed=True),
    Wheel(1, 2, 3, 0, 1),
    Key(1, "a", "KeyA", down=True),
    Focus(1, "chrome", "Orders"),
    ElementEvent(1, FIELD, focused=True),
    Selection(1, FIELD, "Sweden"),
    Input(1, "insertText", "a"),
]


def gate(*, kinds=ALL, titles=True):
    return Gate(Policy({"chrome": Rule("chrome", frozenset(kinds), titles)}))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_kind_passes_where_it_is_allowed_and_no_kind_where_it_is_not(event):
    assert gate().admit(event, CHROME) == (event, CHROME)
    assert gate(kinds=ALL - {KINDS[type(event)]}).admit(event, CHROME) is Reason.KIND_NOT_ALLOWED
    assert gate().admit(event, Context("keepass")) is Reason.NOT_ALLOWED
    assert gate().admit(event, Context(None)) is Reason.UNKNOWN_APPLICATION


@given(event=st.sampled_from(EVENTS), application=st.none() | st.text(max_size=8))
def test_an_application_that_is_not_named_never_passes(event, application):
    assert isinstance(Gate(Policy({})).admit(event, Context(application)), Reason)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_nothing_of_a_secure_field_passes_and_no_count_of_it(event):
    for context in (Context("chrome", secure=True), Context("chrome", element=SECRET), Context("keepass", secure=True)):
        reason = gate().admit(event, context)
        assert reason is Reason.SECURE_FIELD
        assert not reason.counted
    paused = Gate(gate().policy, paused=True)
    assert paused.admit(event, Context("chrome", secure=True)) is Reason.SECURE_FIELD


def test_a_secure_element_of_the_event_itself_is_enough():
    assert gate().admit(Selection(1, SECRET, "07"), CHROME) is Reason.SECURE_FIELD
    assert gate().admit(ElementEvent(1, SECRET, focused=True), CHROME) is Reason.SECURE_FIELD


def test_while_it_is_paused_nothing_passes():
    paused = gate()
    paused.paused = True
    assert {paused.admit(event, CHROME) for event in EVENTS} == {Reason.PAUSED}
    paused.paused = False
    assert paused.admit(EVENTS[0], CHROME) == (EVENTS[0], CHROME)


def test_titles_that_are_not_allowed_are_blank_in_the_event_and_in_its_context():
    blank = gate(titles=False)
    event, context = blank.admit(Focus(1, "chrome", "Orders"), CHROME)
    assert event == Focus(1, "chrome", "")
    assert context == Context("chrome", "")


def test_the_focused_element_stays_behind_where_elements_are_not_allowed():
    _, context = gate(kinds={Kind.POINTER}).admit(EVENTS[0], Context("chrome", element=FIELD))
    assert context.element is None


def test_one_context_stays_one_object():
    strict = gate(titles=False)
    contexts = [strict.admit(event, CHROME)[1] for event in EVENTS]
    assert all(context is contexts[0] for context in contexts)


def test_a_change_of_policy_holds_at_once_for_the_same_context():
    changing = gate()
    assert changing.admit(EVENTS[0], CHROME)[1].window_title
    changing.policy = gate(titles=False).policy
    assert not changing.admit(EVENTS[0], CHROME)[1].window_title


def test_a_focus_event_stamped_with_the_window_before_does_not_carry_a_title_out():
    assert gate().admit(Focus(1, "keepass", "Vault"), CHROME) is Reason.NOT_ALLOWED


def test_a_key_let_go_after_the_secure_field_was_left_does_not_pass():
    leaving = gate()
    secure = Context("chrome", secure=True)
    for code in ("KeyR", ""):
        assert leaving.admit(Key(1, "r", code, down=True), secure) is Reason.SECURE_FIELD
        assert leaving.admit(Key(2, "r", code, down=False), CHROME) is Reason.SECURE_FIELD
        again = Key(3, "r", code, down=True)
        assert leaving.admit(again, CHROME) == (again, CHROME)
        released = Key(4, "r", code, down=False)
        assert leaving.admit(released, CHROME) == (released, CHROME)


def test_the_gate_shows_nothing_of_what_it_has_seen():
    seen = gate()
    seen.admit(Focus(1, "chrome", "Orders"), CHROME)
    seen.admit(Key(1, "r", "KeyR", down=True), Context("keepass"))
    assert "Orders" not in repr(seen)
    assert "KeyR" not in repr(seen)


def test_the_default_policy_allows_what_recordings_hold_and_no_vault():
    rules = load(DEFAULT_POLICY).rules
    assert {"chrome", "edge", "word", "mail", "terminal", "desktop", "explorer"} <= set(rules)
    assert not {"keepass", "unknown", "agentnet-annotator"} & set(rules)
    assert all(rule.kinds == ALL and rule.window_titles for rule in rules.values())
