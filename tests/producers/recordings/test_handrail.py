"""Handrail's own recordings give back exactly what was written."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.recordings.content import Content
from producers.recordings.handrail import read, write
from schemas.errors import InvalidRecordingError
from schemas.events import (
    Button,
    Context,
    Element,
    ElementEvent,
    Focus,
    Input,
    Key,
    Modifier,
    Pointer,
    Screen,
    Selection,
    Wheel,
)
from schemas.rows import LAST_TIME, MAX_PIXEL

TIME = st.integers(0, LAST_TIME)
PIXEL = st.integers(-MAX_PIXEL, MAX_PIXEL)
TEXT = st.text(max_size=12)
PLACE = st.integers(-1, 2**31 - 1)
MODIFIERS = st.integers(0, 31).map(Modifier)
ELEMENT = st.builds(Element, TEXT, TEXT, TEXT, PIXEL, PIXEL, PIXEL, PIXEL)
SCREEN = st.builds(Screen, PIXEL, PIXEL, st.floats(0.01, 100), PIXEL, PIXEL, PIXEL, PIXEL)
CONTEXT = st.builds(Context, st.none() | TEXT, TEXT, st.none() | ELEMENT, st.booleans(), st.just(Screen()) | SCREEN)
EVENT = st.one_of(
    st.builds(Pointer, TIME, PIXEL, PIXEL),
    st.builds(Button, TIME, PIXEL, PIXEL, st.integers(0, 4), st.booleans()),
    st.builds(Wheel, TIME, PIXEL, PIXEL, PIXEL, PIXEL),
    st.builds(Key, TIME, TEXT, TEXT, st.booleans(), st.booleans(), MODIFIERS),
    st.builds(Focus, TIME, TEXT, TEXT),
    st.builds(ElementEvent, TIME, ELEMENT, st.booleans()),
    st.builds(Selection, TIME, ELEMENT, TEXT, PLACE),
    st.builds(Input, TIME, TEXT, st.none() | TEXT, PLACE, PLACE),
)
STAMPED = st.lists(st.tuples(EVENT, CONTEXT), max_size=12).map(lambda found: sorted(found, key=lambda stamped: stamped[0].time))
HEADER = '{"handrail":1,"start":1000}\n'


def stamped(text):
    return list(read(Content(Path("own.jsonl"), text.encode())))


@given(STAMPED)
def test_what_is_written_is_read(events):
    assert stamped(write(events)) == events


@given(STAMPED)
def test_equal_contexts_in_a_row_are_one_object(events):
    pairs = [context for _, context in stamped(write(events))]
    assert all(a is b for a, b in pairwise(pairs) if a == b)


def test_fields_are_named_as_w3c_names_them():
    shift_a = Key(1000, "A", "KeyA", down=True, modifiers=Modifier.SHIFT)
    lines = write([(shift_a, Context("word", "Essay"))]).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"handrail": 1, "start": 1000, "screen": {}},
        {"t": 0, "kind": "context", "application": "word", "window_title": "Essay"},
        {"t": 0, "kind": "keydown", "key": "A", "code": "KeyA", "modifiers": ["Shift"]},
    ]


def test_before_the_first_context_line_there_is_no_application():
    [(_, context)] = stamped(HEADER + '{"t":0,"kind":"pointermove","x":1,"y":2}\n')
    assert context == Context(None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"handrail":2,"start":0}\n', "line 1: handrail is out of range"),
        ('{"handrail":1}\n', "line 1: start is missing"),
        ('{"handrail":1,"start":0,"screen":5}\n', "line 1: screen is not an object"),
        (HEADER + '{"t":5,"kind":"focus","application":"a","window_title":""}\n{"t":4}\n', "line 3: t is out of range"),
        (HEADER + '{"t":NaN,"kind":"wheel"}\n', "line 2: t is out of range"),
        (HEADER + '{"t":99999999999999}\n', "line 2: t is out of range"),
        (HEADER + '{"t":0}\n', "line 2: kind is missing"),
        (HEADER + '{"t":0,"kind":"blink"}\n', "line 2: kind is not one of pointermove"),
        (HEADER + '{"t":0,"kind":"pointerdown","x":1,"y":1,"button":9}\n', "line 2: button is out of range"),
        (HEADER + '{"t":0,"kind":"pointermove","x":1e9,"y":1}\n', "line 2: x is out of range"),
        (HEADER + '{"t":0,"kind":"keydown","key":"a","code":"","modifiers":["Hyper"]}\n', "line 2: modifiers is not a list"),
        (HEADER + '{"t":0,"kind":"keydown","key":"a","code":"","repeat":1}\n', "line 2: repeat is not true or false"),
        (HEADER + '{"t":0,"kind":"element","element":{"role":"textbox"}}\n', "line 2: focused is missing"),
        (HEADER + '{"t":0,"kind":"context","application":5}\n', "line 2: application is not text"),
        (HEADER + '{"t":0,"kind":"context","element":5}\n', "line 2: element is not an object"),
        (HEADER + '{"t":0,"kind":"pointermo', "line 2: this is not a whole JSON object"),
    ],
)
def test_a_broken_line_is_one_sentence_that_names_it(text, fault):
    with pytest.raises(InvalidRecordingError, match=rf"^own.jsonl, {fault}"):
        stamped(text)
