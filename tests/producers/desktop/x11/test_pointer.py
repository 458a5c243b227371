import time
from itertools import pairwise
from typing import Any

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from producers.desktop.x11.bus import Bus
from schemas.events import Button, Pointer, Selection, Wheel
from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.watching import Watch

MOVES = 3000


def test_buttons_and_wheel_have_their_place(desktop: Desktop, application: Application, watch: Watch) -> None:
    x, y = application.of("Nothing")
    desktop.do("mousemove", x, y, "click", 1, "click", 3, "click", 5, "click", 6)
    assert until(lambda: len(watch.happened(Wheel)) == 2)
    buttons = [happened.event for happened in watch.happened(Button)]
    assert [(event.x, event.y, event.button, event.pressed) for event in buttons if isinstance(event, Button)] == [
        (x, y, button, pressed) for button in (0, 2) for pressed in (True, False)
    ]
    wheels = [happened.event for happened in watch.happened(Wheel)]
    assert [(event.delta_x, event.delta_y) for event in wheels if isinstance(event, Wheel)] == [(0, 1), (-1, 0)]


def test_no_move_is_lost_at_a_thousand_a_second(desktop: Desktop, application: Application, watch: Watch) -> None:
    path = [(20 + index % 900, 700 + index % 3) for index in range(MOVES)]
    display = Display(desktop.display)
    start = time.monotonic()
    for index, (x, y) in enumerate(path):
        time.sleep(max(0.0, start + index / 1000 - time.monotonic()))
        xtest.fake_input(display, X.MotionNotify, x=x, y=y)
        display.flush()
    display.sync()  # an answer to anybody is when the server hands out what it recorded, too
    assert until(lambda: len(watch.happened(Pointer)) >= MOVES)
    display.close()
    moves = watch.happened(Pointer)[-MOVES:]
    assert [(event.x, event.y) for event in (move.event for move in moves) if isinstance(event, Pointer)] == path
    assert all(earlier.at <= later.at for earlier, later in pairwise(moves))


def test_a_press_knows_the_element_under_the_pointer(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("City"), "click", 1)
    assert watch.finds(lambda place: place.pid == application.process.pid)
    desktop.do("click", 1)
    assert until(lambda: len(watch.happened(Button)) == 4)
    target = watch.happened(Button)[2].target
    assert target is not None
    assert (target.role, target.name) == ("text", "City")


def test_over_budget_no_application_is_asked_about_presses_and_choices(
    desktop: Desktop, application: Application, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, call = [], Bus.call

    async def counted(bus: Bus, *question: Any) -> Any:
        asked.append(question)
        return await call(bus, *question)

    assert watch.finds(lambda place: place.pid == application.process.pid)
    monkeypatch.setattr(Bus, "call", counted)
    watch.detail.elements = False
    desktop.do(*application.at("Colour"), "click", 1, "sleep", 0.3, "key", "Down", "sleep", 0.2, "key", "Return")
    assert until(lambda: len(watch.happened(Button)) == 2)
    time.sleep(0.3)
    assert (watch.happened(Button)[0].target, watch.happened(Selection), asked) == (None, [], [])
    assert watch.detail.left_out["over_budget"] == 1
    watch.detail.elements = True
    desktop.do(*application.at("City"), "click", 1)
    assert until(lambda: len(watch.happened(Button)) == 4)
    assert watch.happened(Button)[2].target is not None


def test_a_press_on_a_window_that_is_not_active_has_no_target(desktop: Desktop, application: Application, watch: Watch) -> None:
    with desktop.application("In front", "600"):
        assert watch.finds(lambda place: place.title == "In front")
        desktop.do(*application.at("City"), "click", 1)
        assert until(lambda: len(watch.happened(Button)) == 2)
        assert watch.happened(Button)[0].target is None


def test_a_press_on_the_desktop_has_no_target(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do("mousemove", 1200, 700, "click", 1)
    assert until(lambda: len(watch.happened(Button)) == 2)
    assert watch.happened(Button)[0].target is None
