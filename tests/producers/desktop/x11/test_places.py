import subprocess
import time

import pytest

from producers.desktop.detail import Detail
from producers.desktop.x11.backend import X11Backend
from schemas.errors import HandrailError
from schemas.events import Key
from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.watching import Watch

LIMIT = 0.6  # seconds, also on a busy machine


def click(desktop: Desktop, application: Application, name: str) -> None:
    desktop.do(*application.at(name), "click", 1)


def test_the_active_window_is_known_with_title_process_and_bounds(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    assert watch.finds(lambda place: place.pid == application.process.pid)
    place = watch.look().place
    assert place is not None
    assert (place.application, place.title) == ("application.py", "A title ж")
    screen = place.screen
    assert (screen.width, screen.height, screen.scale) == (1280, 800, 1.0)
    assert (screen.window_x, screen.window_y) == (application.x, application.y)
    assert screen.window_width > 400
    assert screen.window_height == 400


def test_bounds_and_title_follow_the_window(desktop: Desktop, watch: Watch) -> None:
    with desktop.application("Another") as other:
        desktop.do("search", "--name", "Another", "windowmove", 300, 200, "set_window", "--name", "Renamed")
        assert watch.finds(lambda place: place.title == "Renamed" and place.screen.window_x >= 300)
        place = watch.look().place
        assert place is not None
        assert place.pid == other.process.pid


def test_a_change_of_window_is_signalled_and_then_seen(desktop: Desktop, application: Application, watch: Watch) -> None:
    assert watch.finds(lambda place: place.title == "A title ж")
    before = len(watch.moved())
    with desktop.application("Second"):
        assert until(lambda: len(watch.moved()) > before)
        assert watch.finds(lambda place: place.title == "Second")
    assert watch.finds(lambda place: place.title == "A title ж")


def test_scale_follows_the_resources_of_the_desktop(desktop: Desktop, application: Application, watch: Watch) -> None:
    try:
        subprocess.run(["xrdb", "-merge"], input=b"Xft.dpi: 144\n", env=desktop.environment, check=True)
        assert watch.finds(lambda place: place.screen.scale == 1.5)
    finally:
        desktop.run("xrdb", "-remove")


def test_a_text_entry_is_known_by_role_and_label(desktop: Desktop, application: Application, watch: Watch) -> None:
    click(desktop, application, "City")
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    place = watch.look().place
    assert place is not None
    assert place.element is not None
    assert (place.element.role, place.secure) == ("text", False)
    x, y = application.of("City")
    assert place.element.x <= x < place.element.x + place.element.width
    assert place.element.y <= y < place.element.y + place.element.height


def test_a_password_entry_is_secure_and_stays_so_when_it_is_shown(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    click(desktop, application, "Passphrase")
    assert watch.finds(lambda place: place.secure and place.element is not None and place.element.role == "password text")
    click(desktop, application, "Show")
    assert until(lambda: "visible True" in application.lines)
    click(desktop, application, "Passphrase")
    assert watch.finds(lambda place: place.secure and place.element is not None and place.element.name == "Passphrase")
    click(desktop, application, "Show")


def test_fast_tabs_are_signalled_and_end_in_the_right_element(desktop: Desktop, application: Application, watch: Watch) -> None:
    click(desktop, application, "City")
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    before = len(watch.moved())
    desktop.do("key", "--delay", "12", "Tab", "shift+Tab", "Tab", "shift+Tab", "Tab", "shift+Tab", "Tab")
    assert until(lambda: len(watch.moved()) > before)
    time.sleep(0.1)
    assert [watch.look().place is not None and watch.look().place.secure for _ in range(3)] == [True] * 3  # type: ignore[union-attr]


def test_an_application_that_hangs_gives_no_place_within_the_limit_and_one_again_afterwards(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    click(desktop, application, "City")
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    application.suspend()
    try:
        for _ in range(3):
            looked = watch.look()
            assert looked.place is None
            assert looked.at - looked.asked < LIMIT * 1e9
    finally:
        application.resume()
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")


def test_a_press_is_told_also_when_its_application_hangs(desktop: Desktop, application: Application, watch: Watch) -> None:
    assert watch.finds(lambda place: place.pid == application.process.pid)
    application.suspend()
    try:
        click(desktop, application, "City")
        desktop.do("key", "a")
        assert until(lambda: len(watch.happened(Key)) == 2)
    finally:
        application.resume()
    assert [type(happened.event).__name__ for happened in watch.happened()][-4:] == ["Button", "Button", "Key", "Key"]


def test_a_keyboard_that_a_screen_lock_took_leaves_no_element_and_takes_a_secret(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    click(desktop, application, "City")
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    with desktop.grabbed():
        assert watch.finds(lambda place: place.element is None and place.secure)
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")


def test_a_window_without_accessible_elements_has_none(desktop: Desktop, watch: Watch) -> None:
    with desktop.plain_window("Plain"):
        assert watch.finds(lambda place: place.title == "Plain" and place.element is None and not place.secure)


def test_a_display_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(HandrailError, match=r"display :4711"):
        X11Backend(":4711").start(lambda _: None, Detail())


def test_a_session_without_accessibility_service_is_one_sentence(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with pytest.raises(HandrailError, match="accessibility service"):
        X11Backend(desktop.display).start(lambda _: None, Detail())
