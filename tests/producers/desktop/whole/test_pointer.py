"""A mouse of a thousand moves a second: ten seconds of it, or five minutes (HANDRAIL_SOAK=1)."""

import time

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from schemas.events import Button, Pointer
from tests.producers.desktop.desktops import Application, Desktop
from tests.producers.desktop.whole.agents import SOAK, Agent

SECONDS = 300 if SOAK else 10
RATE = 1_000  # moves a second
KEPT = 20  # of them, as long as the budget has nothing against it
MERGED = 0.999  # the X server makes one of moves that come before it handed out the last
GROWTH = 6_000_000  # bytes


def moved(display: Display, application: Application, begin: float) -> int:
    """A second of moves, none to where the pointer is already, and a click at the end of it."""
    left, top = application.of("Nothing")
    for number in range(RATE):
        time.sleep(max(0.0, begin + number / RATE - time.monotonic()))
        xtest.fake_input(display, X.MotionNotify, x=left + number % 300, y=top + number % 2)
        display.flush()
    for press in (X.ButtonPress, X.ButtonRelease):
        xtest.fake_input(display, press, 1)
        display.sync()
        time.sleep(0.02)
    return RATE


@pytest.mark.timeout(SECONDS + 120)
def test_a_fast_mouse_is_sampled_in_bounded_memory_and_no_click_is_lost(desktop: Desktop, agent: Agent) -> None:
    display = Display(desktop.display)
    with desktop.application("Mouse") as application, agent.running() as process:
        desktop.do(*application.at("Nothing"))
        time.sleep(1)
        moved(display, application, time.monotonic())
        memory, largest, begin, moves = process.memory_info().rss, 0, time.monotonic(), RATE
        for _ in range(SECONDS):
            moves += moved(display, application, time.monotonic())
            largest = max(largest, process.memory_info().rss)
        took = time.monotonic() - begin
        time.sleep(2.5)
        dropped = agent.status()["dropped"]
        agent.flushed()
    display.close()
    events = [event for batch in agent.sealed() for event in batch.events]
    kept = sum(isinstance(event, Pointer) for event in events)
    clicks = [event.pressed for event in events if isinstance(event, Button)]
    assert clicks == [True, False] * (SECONDS + 1)
    assert kept <= KEPT * (took + 4)
    assert set(dropped) <= {"sampled", "over_budget"}
    assert moves * MERGED <= kept + dropped["sampled"] <= moves + 2  # and where the pointer was put at first
    assert largest - memory < GROWTH
