import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.x11.input import Translator
from producers.desktop.x11.wire import KEY_PRESS, MOTION, Raw, Stream, enable
from schemas.events import NO_MODIFIER, Modifier

FROM_SERVER, STARTED, ENDED = 0, 4, 5


class Keyboard:
    def press(self, keycode: int, state: int) -> str:
        return "a"

    def modifiers(self, state: int) -> Modifier:
        return NO_MODIFIER

    def reload(self) -> None:
        return


def event(kind: int = KEY_PRESS, detail: int = 38, time: int = 7, x: int = -1, y: int = 2, state: int = 5) -> bytes:
    return struct.pack("=BBHIIIIhhhhHBx", kind, detail, 1, time, 10, 11, 12, x, y, 3, 4, state, 1)


def reply(content: bytes = b"", category: int = FROM_SERVER, *, swapped: bool = False) -> bytes:
    return struct.pack("=BBHIBBxxIII8x", 1, category, 3, len(content) // 4, 0, swapped, 0, 7, 0) + content


def every(_: int) -> bool:
    return True


def test_an_event_has_the_fields_that_x_sent() -> None:
    assert Stream(every)(reply(event())) == [(KEY_PRESS, 38, 7, -1, 2, 5)]


def test_events_come_in_their_order_of_one_reply_and_of_many() -> None:
    received = reply(event(time=1) + event(kind=MOTION, time=2)) + reply(event(time=3))
    assert [raw.time for raw in Stream(every)(received)] == [1, 2, 3]


@given(st.lists(st.integers(0, 4), max_size=8), st.lists(st.integers(0, 2_000), max_size=8))
def test_it_does_not_matter_in_which_pieces_they_arrive(sizes: list[int], cuts: list[int]) -> None:
    times = iter(range(1_000))
    replies = [reply(b"".join(event(time=next(times)) for _ in range(size))) for size in sizes]
    received, stream = b"".join(replies), Stream(every)
    places = [0, *sorted(min(cut, len(received)) for cut in cuts), len(received)]
    found = [raw.time for begin, end in pairwise(places) for raw in stream(received[begin:end])]
    assert found == list(range(sum(sizes)))


def test_moves_that_nobody_wants_are_left_out_and_nothing_else_is() -> None:
    asked: list[int] = []

    def keeps(time: int) -> bool:
        asked.append(time)
        return time >= 3

    received = reply(event(kind=MOTION, time=1) + event(time=2) + event(kind=MOTION, time=3) + event(time=1))
    assert [raw.time for raw in Stream(keeps)(received)] == [2, 3, 1]
    assert asked == [1, 3]


def test_the_server_says_when_it_begins_and_ends() -> None:
    stream = Stream(every)
    told = [
        (stream.begun, stream.ended)
        for received in (reply(), reply(category=STARTED), reply(category=ENDED))
        if not stream(received)
    ]
    assert told == [(False, False), (True, False), (True, True)]


def test_errors_and_clients_of_another_byte_order_are_passed_over() -> None:
    assert Stream(every)(bytes(32) + reply(event(), swapped=True) + reply(event(time=9)))[0].time == 9


@pytest.mark.parametrize("length", range(0, 33, 4))
def test_an_event_that_is_cut_short_is_passed_over(length: int) -> None:
    assert len(Stream(every)(reply(event() + event()[:length]))) == (2 if length == 32 else 1)


@given(st.binary(max_size=200), st.booleans())
def test_garbage_ends_in_no_error_up_to_the_events_made_of_it(data: bytes, framed: bool) -> None:
    translator = Translator(Keyboard())
    content = data[: len(data) // 4 * 4]
    events = [translator.translate(raw, 0) for raw in Stream(every)(reply(content) if framed else data)]
    assert len(events) <= len(data) // 32


def test_the_request_to_begin_is_two_words_for_the_extension() -> None:
    assert enable(146, 0x200001) == bytes([146, 5]) + struct.pack("=HI", 2, 0x200001)


def test_a_record_does_not_show_what_was_typed() -> None:
    assert repr(Raw(KEY_PRESS, 38, 1, 2, 3, 4)) == "<Raw>"
