"""Nothing leaves the hold of which it is not known where it went; what a secret field took leaves no trace."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.desktop.backend import Happened, Looked, Moved, Place
from producers.desktop.doubts import Doubt
from producers.desktop.hold import Hold
from producers.desktop.judge import Timing
from schemas.events import Button, Element, ElementEvent, Focus, Input, Key, Modifier, Pointer, Screen
from tests.producers.desktop.world import ACTS, FIELDS, LAG, LOOKS, MS, World, button, moved_pointer, pressed

RESTS = st.sampled_from([1, 20, 40, 60])  # milliseconds between two readings of input


def world(*acts, fields=tuple(FIELDS), looks=()):
    """Acts at leisure: the focus follows after 4 ms, the signal of it 4 ms later, a look takes 3 ms."""
    return World([(gap, kind, *(rest or ["name"]), 4, 4, False) for gap, kind, *rest in acts], looks, fields).run()


@settings(max_examples=400, deadline=None)
@given(st.lists(ACTS, max_size=25), st.lists(LOOKS, max_size=40), RESTS)
def test_no_key_that_a_secret_field_took_leaves_whatever_is_late_lost_or_doubled(acts, looks, rest):
    played = World(acts, looks, rest=rest).run()
    unasked = [(jump, jump + LAG) for jump in played.jumps]
    for event, context in played.left:
        if isinstance(event, Key) and event.down:
            assert not context.secure
            if event.key == "x" or not any(begin <= event.time <= end for begin, end in unasked):
                assert played.where(event.time) != "secret"


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTS, max_size=25), st.lists(LOOKS, max_size=40), RESTS)
def test_text_leaves_with_the_element_that_took_it(acts, looks, rest):
    played = World(acts, looks, rest=rest).run()
    for event, context in played.left:
        if isinstance(event, Key) and event.down and event.key == "x":
            assert context.element == FIELDS[played.where(event.time)].element


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTS, max_size=25), st.lists(LOOKS, max_size=40))
def test_what_leaves_is_in_order_and_no_release_without_its_press(acts, looks):
    times = [event.time for event, _ in World(acts, looks).run().left]
    assert times == sorted(times)
    pressed_codes = set()
    for event, _ in World(acts, looks).run().left:
        if isinstance(event, Key):
            assert event.down or event.code in pressed_codes
            pressed_codes.add(event.code)


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTS, max_size=25), st.lists(LOOKS, max_size=40))
def test_without_a_secret_every_event_is_out_or_counted(acts, looks):
    fields = ("name", "note", "mail")
    played = World(acts, looks, fields)
    given_ = sum(isinstance(what, Happened) for *_, what in played._queue)
    played.run()
    now = (played.end + 1) * MS
    played.hold.take(Looked(now, now, FIELDS["name"]))
    played.left += played.hold.settle(now + 1_000 * MS)
    out = sum(not isinstance(event, Focus | ElementEvent) for event, _ in played.left)
    assert out + sum(played.hold.dropped.values()) == given_


def test_what_is_typed_at_leisure_leaves_with_its_place():
    played = world(*[(120, "type")] * 10)
    assert len(played.keys()) == 10
    (focus, context), (element, _) = played.left[:2]
    assert focus == Focus(focus.time, "shop", "Orders")
    assert element == ElementEvent(focus.time, FIELDS["name"].element, focused=True)
    assert (context.application, context.window_title, context.element) == ("shop", "Orders", FIELDS["name"].element)
    assert played.hold.dropped == {}


def test_fast_text_leaves_whole_and_a_tab_leaves_with_what_follows_a_breath_later():
    played = world(*[(15, "type")] * 30, (120, "tab", "note"), (120, "type"), (15, "type"))
    assert len(played.keys("x")) == 32
    assert len(played.keys("Tab")) == 1
    assert [event.element.name for event, _ in played.left if isinstance(event, ElementEvent)] == ["Name", "Note"]


def test_a_password_leaves_no_trace_and_is_not_counted():
    played = world((120, "type"), (120, "tab", "secret"), *[(90, "type")] * 8, (120, "tab", "note"), (200, "type"))
    first, *_, last = played.typed
    assert played.keys() == [first, last]
    assert played.hold.dropped == {}
    after = [event.time for event, _ in played.left if event.time > first + 30]
    assert min(after) >= last


def test_a_password_typed_through_a_hung_accessibility_service_is_not_counted_once_it_answers():
    hung = [("answers", 3, 0.5)] * 2 + [("nothing", 50, 0.5)] * 6
    played = world((300, "tab", "secret"), *[(90, "type")] * 6, (400, "type"), looks=hung)
    assert played.keys("x") == []
    assert played.hold.dropped == {}


def test_without_answers_nothing_typed_leaves():
    played = world(*[(100, "type")] * 5, looks=[("nothing", 3, 0.5)] * 40)
    assert played.keys() == []
    assert played.left == []


@pytest.mark.parametrize("unknown", [Place("xterm", "sh", 1, 1, None), Place(None, "", 0, 1, Element("entry", "Name"))])
def test_in_an_element_or_application_that_is_not_known_no_key_leaves(unknown):
    hold = Hold()
    look(hold, 0, unknown)
    hold.take(pressed(100))
    look(hold, 180, unknown)
    assert hold.settle(181 * MS) == []
    assert sum(hold.dropped.values()) == 1


def look(hold, time, place):
    hold.take(Looked(time * MS, (time + 2) * MS, place))


def test_a_signal_in_between_drops_what_is_typed_though_both_answers_agree():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(pressed(100))
    hold.take(Moved(150 * MS))
    look(hold, 180, FIELDS["name"])
    assert hold.settle(190 * MS) == []
    assert hold.dropped == {Doubt.MOVED: 1}


def test_an_answer_sooner_than_a_lag_after_a_key_proves_nothing():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(pressed(100))
    look(hold, 110, FIELDS["name"])
    assert hold.settle(120 * MS) == []
    hold.take(Moved(165 * MS))  # a visit to the password from 96 to 104
    look(hold, 171, FIELDS["name"])
    assert hold.settle(180 * MS) == []
    assert hold.dropped == {Doubt.MOVED: 1}


def test_of_fast_tabs_without_any_signal_only_the_first_leaves_and_no_text_between_them():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    for time in range(100, 220, 30):
        hold.take(pressed(time, "Tab", f"Tab{time}"))
        hold.take(pressed(time + 15))
    for time in (171, 201, 231, 261, 291):
        look(hold, time, FIELDS["name"])
    assert [event.time for event, _ in hold.settle(300 * MS) if isinstance(event, Key)] == [100]
    assert hold.dropped == {Doubt.MOVED: 7}


def test_what_a_field_took_other_than_by_key_waits_for_the_same_proof():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(Happened(100 * MS, Input(100, "insertFromPaste")))
    hold.take(Happened(300 * MS, Input(300, "insertFromPaste")))
    look(hold, 180, FIELDS["name"])
    look(hold, 380, FIELDS["secret"])
    assert [event.time for event, _ in hold.settle(390 * MS) if isinstance(event, Input)] == [100]
    assert hold.dropped == {}


def test_a_shortcut_that_opens_another_window_leaves_and_one_that_opens_a_password_does_not():
    for after, leaves in ("mail", 1), ("secret", 0):
        hold = Hold()
        look(hold, 0, FIELDS["name"])
        hold.take(Happened(100 * MS, Key(100, "o", "KeyO", down=True, modifiers=Modifier.CONTROL)))
        hold.take(Moved(110 * MS))
        look(hold, 180, FIELDS[after])
        assert sum(isinstance(event, Key) for event, _ in hold.settle(190 * MS)) == leaves
        assert hold.dropped == {}


def test_pointer_moves_wait_a_lag_and_need_no_look():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(moved_pointer(100))
    assert hold.look_due is None
    assert hold.due == 300 * MS  # nobody waits for a move: it leaves with what comes next, or then
    assert not hold.settle(169 * MS)
    assert hold.settle(169 * MS) == []
    assert [type(event) for event, _ in hold.settle(170 * MS)] == [Focus, ElementEvent, Pointer]


def test_a_press_tells_its_target_and_stamps_the_screen():
    hold, target = Hold(), Element("push button", "Save")
    place = Place("shop", "Orders", 7, 1, FIELDS["name"].element, screen=Screen(800, 600))
    look(hold, 0, place)
    hold.take(button(100, target=target))
    assert hold.look_due == 170 * MS
    look(hold, 171, place)
    left = hold.settle(180 * MS)
    assert left[-2][0] == ElementEvent(100, target, focused=False)
    assert isinstance(left[-1][0], Button)
    assert left[-1][1].screen == Screen(800, 600)


def test_a_press_that_brings_another_application_to_the_front_is_dropped_with_its_release():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(button(100, target=Element("push button", "Save")))
    hold.take(button(150, down=False))
    look(hold, 180, FIELDS["mail"])
    assert hold.settle(400 * MS) == []
    assert hold.dropped == {Doubt.MOVED: 2}


def test_what_is_held_when_it_is_cleared_never_leaves_and_neither_does_what_comes_late():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(pressed(100))
    hold.clear(150 * MS, Doubt.PAUSED)
    hold.take(pressed(140))
    look(hold, 145, FIELDS["name"])
    assert hold.place is None
    look(hold, 250, FIELDS["name"])
    assert hold.settle(900 * MS) == []
    assert hold.dropped == {Doubt.PAUSED: 2}


def test_memory_is_bounded_whatever_comes_and_drops_are_counted():
    hold = Hold(Timing(pending=100))
    look(hold, 0, FIELDS["name"])
    for time in range(100, 10_100):
        hold.take(moved_pointer(100 + time // 1_000))
        assert len(hold._pending) <= 100
    for time in range(10_100):
        hold.take(Moved(time * MS))
        assert len(hold._evidence) <= 101
    assert hold.settle(20_000 * MS) == []
    assert hold.dropped[Doubt.OVERFLOW] == 10_000


def test_a_clock_that_jumps_changes_nothing():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.take(Happened(100 * MS, Pointer(1_700_000_000_000, 1, 2)))
    hold.take(Happened(110 * MS, Pointer(5, 1, 2)))
    assert [event.time for event, _ in hold.settle(500 * MS) if isinstance(event, Pointer)] == [1_700_000_000_000, 5]


def test_a_window_that_moves_all_the_time_is_looked_at_once_a_second_unless_somebody_works():
    def looks(hold, begin):
        asked = 0
        for time in range(begin, begin + 5_000, 10):
            hold.take(Moved(time * MS))
            if hold.look_due <= time * MS:
                asked += 1
                hold.asked(time * MS)
                look(hold, time, FIELDS["name"])
            hold.settle(time * MS)
        return asked

    assert looks(Hold(), 10_000) <= 6


def test_after_a_look_without_an_answer_some_more_are_asked_for_each_later_than_the_one_before():
    hold, asked = Hold(), []
    hold.asked(0)
    look(hold, 0, None)
    while hold.look_due is not None:
        asked.append(hold.look_due // MS)
        hold.asked(hold.look_due)
        look(hold, asked[-1], None)
    assert asked == [252, 754, 1756, 3758, 7760, 15762]
    look(hold, 20_000, FIELDS["name"])
    assert hold.look_due is None


def test_nothing_is_asked_while_nothing_happens():
    hold = Hold()
    look(hold, 0, FIELDS["name"])
    hold.settle(10_000 * MS)
    assert hold.due is None
