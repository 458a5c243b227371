"""Events become batches of one window and one short stretch of time; each event is in exactly one, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.batcher import MAX_EVENTS, MAX_MILLISECONDS, Batcher
from schemas.events import NO_MODIFIER, Context, Element, ElementEvent, Focus, Input, Key, Modifier, Pointer, Screen, Selection
from tests.schemas.events import events

FIELD = Element("textbox", "To")
CHROME = Context("chrome", "Orders", FIELD)
MAIL = Context("mail", "Inbox")


def batches(stamped, batcher=None):
    batcher = batcher or Batcher()
    found = [batcher.add(event, context) for event, context in stamped]
    return [batch for batch in [*found, batcher.flush()] if batch]


def lengths(stamped):
    return [len(batch.events) for batch in batches(stamped)]


def move(time=0):
    return Pointer(time, 1, 1)


def test_a_batch_is_full_at_256_events():
    assert (MAX_EVENTS, MAX_MILLISECONDS) == (256, 5_000)
    assert lengths([(move(), CHROME)] * 600) == [256, 256, 88]


def test_a_batch_spans_less_than_five_seconds():
    assert lengths([(move(time), CHROME) for time in (0, 4_999, 5_000, 9_999, 10_000)]) == [2, 2, 1]


def test_a_batch_that_has_waited_is_due():
    batcher = Batcher()
    assert not batcher.due(10_000)
    batcher.add(move(1_000), CHROME)
    assert not batcher.due(5_999)
    assert batcher.due(6_000)
    assert batcher.flush()
    assert not batcher.due(6_000)
    assert batcher.flush() is None


def test_times_that_go_backwards_begin_a_batch():
    found = batches([(move(time), CHROME) for time in (10, 20, 15, 9, 12)])
    assert [[event.time for event in batch.events] for batch in found] == [[10, 20, 15], [9, 12]]


@pytest.mark.parametrize(
    "other",
    [MAIL, Context("chrome", "Invoices", FIELD), Context("chrome", "Orders", FIELD, screen=Screen(width=1))],
    ids=["application", "title", "screen"],
)
def test_another_window_begins_a_batch_with_its_own_context(other):
    found = batches([(move(), CHROME), (move(), other), (move(), other)])
    assert [(batch.context, len(batch.events)) for batch in found] == [(CHROME, 1), (other, 2)]


def test_an_equal_context_and_another_element_do_not():
    assert lengths([(move(), CHROME), (move(), Context("chrome", "Orders", FIELD)), (move(), Context("chrome", "Orders"))]) == [3]


def test_a_focus_event_begins_a_batch_even_of_the_same_window():
    assert lengths([(move(), CHROME), (Focus(1, "chrome", "Orders"), CHROME), (move(2), CHROME)]) == [1, 2]


def key(name, modifiers=NO_MODIFIER, *, down=True):
    return Key(0, name, "", down=down, modifiers=modifiers)


TYPED = [key("a")]
TEXT_FIELD, DOCUMENT = CHROME, Context("word", "Letter", Element("document", ""))


@pytest.mark.parametrize(
    ("pressed", "context", "text_open"),
    [
        ([move()], TEXT_FIELD, False),
        ([key("a")], TEXT_FIELD, True),
        ([key("a", down=False)], TEXT_FIELD, False),
        ([key("A", Modifier.SHIFT)], TEXT_FIELD, True),
        ([key("@", Modifier.ALT_GRAPH)], TEXT_FIELD, True),
        ([key("ä")], TEXT_FIELD, True),
        ([key(" ")], TEXT_FIELD, True),
        ([key("a", Modifier.CONTROL)], TEXT_FIELD, False),
        ([key("a", Modifier.META)], TEXT_FIELD, False),
        ([key("a", Modifier.ALT)], TEXT_FIELD, False),
        ([key("Backspace")], TEXT_FIELD, True),
        ([key("Delete")], TEXT_FIELD, True),
        ([key("ArrowLeft")], TEXT_FIELD, False),
        ([key("Shift", Modifier.SHIFT)], TEXT_FIELD, False),
        ([*TYPED, key("ArrowLeft")], TEXT_FIELD, True),
        ([*TYPED, key("c", Modifier.CONTROL)], TEXT_FIELD, True),
        ([*TYPED, move()], TEXT_FIELD, True),
        ([*TYPED, key("Tab")], TEXT_FIELD, False),
        ([*TYPED, key("Tab", down=False)], TEXT_FIELD, True),
        ([*TYPED, key("Enter")], TEXT_FIELD, False),
        ([*TYPED, key("Enter")], Context("chrome", "Orders"), False),
        ([*TYPED, key("Enter", Modifier.SHIFT)], TEXT_FIELD, True),
        ([*TYPED, key("Enter")], DOCUMENT, True),
        ([key("Enter")], DOCUMENT, False),
        ([*TYPED, ElementEvent(0, FIELD, focused=True)], TEXT_FIELD, False),
        ([*TYPED, ElementEvent(0, FIELD, focused=False)], TEXT_FIELD, True),
        ([*TYPED, Selection(0, FIELD, "Sweden")], TEXT_FIELD, True),
        ([Input(0, "insertText", "a")], TEXT_FIELD, True),
        ([Input(0, "insertFromPaste")], TEXT_FIELD, True),
        ([*TYPED, Input(0, "change", "a")], TEXT_FIELD, False),
    ],
)
def test_text_is_open_after_a_printable_key_or_an_edit_until_focus_field_or_submit(pressed, context, text_open):
    [batch] = batches([(event, context) for event in pressed])
    assert batch.text_open is text_open


def test_text_stays_open_over_batches_until_another_window_has_the_focus():
    found = batches([(key("a"), CHROME), (move(6_000), CHROME), (Focus(6_001, "mail", "Inbox"), MAIL)])
    assert [batch.text_open for batch in found] == [True, True, False]


STAMPED = st.lists(st.tuples(events(st.integers(0, 20_000)), st.sampled_from([CHROME, MAIL, Context("chrome", "")])), max_size=80)


@given(STAMPED, st.integers(1, 5))
def test_every_event_is_in_exactly_one_batch_in_order(stamped, most):
    found = batches(stamped, Batcher(max_events=most))
    assert [event for batch in found for event in batch.events] == [event for event, _ in stamped]
    assert all(1 <= len(batch.events) <= most for batch in found)
    assert not any(batch.end for batch in found)


@given(STAMPED)
def test_no_batch_spans_windows_or_five_seconds(stamped):
    contexts = iter(context for _, context in stamped)
    for batch in batches(stamped):
        first = batch.events[0].time
        assert all(0 <= event.time - first < MAX_MILLISECONDS for event in batch.events)
        assert {next(contexts) for _ in batch.events} == {batch.context}
        assert not any(isinstance(event, Focus) for event in batch.events[1:])
