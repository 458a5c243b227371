import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.x11.input import Translator
from producers.desktop.x11.wire import KEY_PRESS, MOTION, Raw, parse
from schemas.events import NO_MODIFIER, Modifier


class Keyboard:
    def press(self, keycode: int, state: int) -> str:
        return "a"

    def modifiers(self, state: int) -> Modifier:
        return NO_MODIFIER

    def reload(self) -> None:
        return


def event(kind: int = KEY_PRESS, detail: int = 38, time: int = 7, x: int = -1, y: int = 2, state: int = 5) -> bytes:
    return struct.pack("=BBHIIIIhhhhHBx", kind, detail, 1, time, 10, 11, 12, x, y, 3, 4, state, 1)


def test_an_event_has_the_fields_that_x_sent() -> None:
    assert list(parse(event())) == [(KEY_PRESS, 38, 7, -1, 2, 5)]


def test_events_come_in_their_order() -> None:
    assert [raw.time for raw in parse(event(time=1) + event(kind=MOTION, time=2) + event(time=3))] == [1, 2, 3]


@pytest.mark.parametrize("length", range(33))
def test_an_event_that_is_cut_short_is_passed_over(length: int) -> None:
    assert len(list(parse(event() + event()[:length]))) == (2 if length == 32 else 1)


@given(st.binary(max_size=200))
def test_garbage_ends_in_no_error_up_to_the_events_made_of_it(data: bytes) -> None:
    translator = Translator(Keyboard())
    events = [translator.translate(raw, 0) for raw in parse(data)]
    assert len(events) <= len(data) // 32


def test_a_record_does_not_show_what_was_typed() -> None:
    assert repr(Raw(KEY_PRESS, 38, 1, 2, 3, 4)) == "<Raw>"
