"""The inbox is bounded, says when it lost something, takes nothing while it is closed, and thins the pointer's moves."""

from producers.desktop.backend import Moved
from producers.desktop.inbox import Inbox
from tests.producers.desktop.world import moved_pointer, pressed


def test_signals_come_out_in_their_order_and_none_twice():
    inbox = Inbox()
    signals = [pressed(1), Moved(2), pressed(3)]
    for signal in signals:
        inbox.put(signal)
    assert inbox.take(0.0) == signals
    assert inbox.take(0.0) == []


def test_a_thousand_moves_a_second_become_twenty_and_keys_are_never_left_out():
    inbox = Inbox()
    for time in range(1_000):
        inbox.put(moved_pointer(time))
        inbox.put(pressed(time))
    assert len(inbox.take(0.0)) == 1_020
    assert inbox.counts == {"sampled": 980}


def test_at_rate_zero_no_move_comes_after_the_first():
    inbox = Inbox()
    inbox.put(moved_pointer(0))
    inbox.pointer_rate = 0
    inbox.put(moved_pointer(10_000))
    assert len(inbox.take(0.0)) == 1


def test_what_comes_while_it_is_closed_is_forgotten():
    inbox = Inbox()
    inbox.open = False
    inbox.put(pressed(1))
    inbox.open = True
    assert inbox.take(0.0) == []


def test_it_is_bounded_and_tells_once_that_it_lost_something():
    inbox = Inbox(limit=2)
    for time in range(5):
        inbox.put(pressed(time))
    assert inbox.overflowed()
    assert not inbox.overflowed()
    assert len(inbox.take(0.0)) == 2


def test_a_wake_ends_the_wait():
    inbox = Inbox()
    inbox.wake()
    assert inbox.take(60.0) == []
