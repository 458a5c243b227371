"""The inbox is bounded, says when it lost something, and takes nothing while it is closed."""

import threading
import time

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


def test_what_comes_while_it_is_closed_is_forgotten():
    inbox = Inbox()
    inbox.open = False
    inbox.put(pressed(1))
    inbox.open = True
    assert inbox.take(0.0) == []


def test_it_is_bounded_and_tells_once_that_it_lost_something():
    inbox = Inbox(limit=2)
    for moment in range(5):
        inbox.put(pressed(moment))
    assert inbox.overflowed()
    assert not inbox.overflowed()
    assert len(inbox.take(0.0)) == 2


def test_a_wake_ends_the_wait():
    inbox = Inbox()
    inbox.wake()
    assert inbox.take(60.0) == []


def test_a_move_does_not_wake_an_agent_that_wakes_soon_and_comes_before_what_followed_it():
    inbox = Inbox()
    inbox.take(0.0)
    inbox.put(moved_pointer(1))
    inbox.put(moved_pointer(2))
    assert inbox._queue.empty()
    inbox.put(pressed(3))
    assert inbox.take(0.1) == [moved_pointer(1), moved_pointer(2), pressed(3)]


def test_a_move_wakes_an_agent_that_would_sleep_for_long():
    inbox = Inbox()
    waiting = threading.Thread(target=lambda: inbox.take(60.0))
    waiting.start()
    time.sleep(0.1)
    inbox.put(moved_pointer(1))
    waiting.join(5)
    assert not waiting.is_alive()


def test_moves_that_wait_end_the_next_sleep_and_are_bounded():
    inbox = Inbox(limit=3)
    inbox.take(0.0)
    for moment in range(5):
        inbox.put(moved_pointer(moment))
    assert inbox.overflowed()
    assert len(inbox.take(60.0)) == 3
