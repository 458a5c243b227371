"""A message is exactly what the extension sends, or it is refused with a sentence that quotes nothing of it."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.browser.fields import RefusedError
from producers.browser.messages import Events, Hello, Request, parse
from schemas.events import Button, Context, Element, ElementEvent, Input, Key, Modifier, Pointer, Screen, Selection, Wheel
from tests.producers.browser.messages import EVENTS, FIELD, HELLO, SAVE, encoded, message

CANARY = "qzxjkw"
CITY, BUTTON = Element(**FIELD), Element(**SAVE)


def test_every_kind_of_event_is_read_as_it_was_meant():
    found = parse(encoded(message(*EVENTS)))
    assert isinstance(found, Events)
    assert [one.events for one in found.groups[0].events] == [
        (),
        (Pointer(2, 5, 6),),
        (ElementEvent(3, BUTTON, focused=False), Button(3, 5, 6, 0, pressed=True)),
        (Button(4, 5, 6, 0, pressed=False),),
        (Wheel(5, 5, 6, 0, -3),),
        (Key(6, "Enter", "Enter", down=True),),
        (Key(7, "Control", "", down=True), Key(7, "s", "KeyS", down=True, modifiers=Modifier.CONTROL)),
        (Selection(8, CITY, "Rome", 2),),
        (Input(9, "change", "rome"),),
        (Input(10, "insertFromPaste", None),),
    ]
    assert found.groups[0].screen == Screen(1920, 1080, 1.5, 0, 0, 1000, 900)


def test_wishes_and_the_first_word_are_read():
    assert parse(encoded(HELLO)) == Hello("chromium")
    assert [parse(encoded({"type": wish})) for wish in ("pause", "resume", "state")] == [
        Request(wish) for wish in ("pause", "resume", "state")
    ]


KEY, SELECT, TYPED, PASTED = EVENTS[5], EVENTS[7], EVENTS[8], EVENTS[9]


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        3,
        {},
        {"type": []},
        {"type": CANARY},
        HELLO | {"version": 2},
        HELLO | {"browser": CANARY},
        HELLO | {CANARY: 1},
        message(sequence=0),
        message(sequence=True),
        message(lost=-1),
        message(heading="x" * 601),
        message({"kind": CANARY}),
        message(KEY | {"key": "q"}),
        message(KEY | {"key": "q", "modifiers": ["Shift"]}),
        message(KEY | {"key": "two words"}),
        message(KEY | {"modifiers": [CANARY]}),
        message(KEY | {"time": 1.5}),
        message(KEY | {"element": CANARY}),
        message(KEY | {"element": FIELD | {"name": "x" * 121}}),
        message(KEY | {"element": FIELD | {"width": 10**9}}),
        message(KEY | {CANARY: 1}),
        message(SELECT | {"target": None}),
        message(TYPED | {"data": "\ud800"}),
        message(TYPED | {"data": "x" * 20_001}),
        message(TYPED | {"input_type": CANARY}),
        message(PASTED | {"data": CANARY}),
    ],
)
def test_what_is_none_is_refused_without_being_quoted(found):
    with pytest.raises(RefusedError) as refused:
        parse(encoded(found))
    assert CANARY not in str(refused.value)


NAMES = [*HELLO, *message(), *EVENTS[2], "events", "screen", "heading"]
LEAVES = st.none() | st.booleans() | st.floats() | st.text(max_size=5)
DOCUMENTS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner))


@given(st.binary(max_size=200) | DOCUMENTS.map(lambda found: json.dumps(found).encode()))
def test_whatever_comes_is_refused_or_read(content):
    with suppress(RefusedError):
        parse(content)


def test_a_document_nested_too_deeply_is_refused():
    with pytest.raises(RefusedError, match="no JSON"):
        parse(b"[" * 200_000)


def test_nothing_prints_what_it_holds():
    found = parse(encoded(message(TYPED | {"data": CANARY}, heading=CANARY)))
    assert CANARY not in repr((found, found.groups, found.groups[0].events, Context("chromium")))
