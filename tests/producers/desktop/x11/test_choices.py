from collections.abc import Iterator

import pytest

from schemas.events import Button, Selection
from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.watching import Watch


@pytest.fixture(autouse=True)
def known(desktop: Desktop, application: Application, watch: Watch) -> Iterator[None]:
    """The application is at the front, and was looked at."""
    desktop.do(*application.at("City"), "click", 1)
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    yield
    desktop.do("key", "Escape")


def selections(watch: Watch) -> list[tuple[str, str, str, int]]:
    events = [happened.event for happened in watch.happened(Selection)]
    return [(e.element.role, e.element.name, e.option, e.index) for e in events if isinstance(e, Selection)]


def test_an_option_of_a_dropdown_is_a_selection(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("Colour"), "click", 1, "sleep", "0.3", "key", "End", "sleep", "0.1", "key", "Return")
    assert until(lambda: selections(watch) == [("combo box", "Colour", "Blue", 2)])
    desktop.do("sleep", "0.2", "key", "Up")
    assert until(lambda: selections(watch)[1:] == [("combo box", "Colour", "Green", 1)])
    assert application.lines[-2:] == ["combo Blue", "combo Green"]
    assert watch.finds(lambda place: place.element is not None and place.element.role == "combo box")


def test_a_press_that_opens_a_dropdown_has_the_dropdown_as_its_target(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    before = len(watch.happened(Button))
    desktop.do(*application.at("Colour"), "click", 1)
    assert until(lambda: len(watch.happened(Button)) == before + 2)
    target = watch.happened(Button)[before].target
    assert target is not None
    assert (target.role, target.name) == ("combo box", "Colour")


def test_a_menu_item_that_is_clicked_is_a_selection(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("File"), "click", 1, "sleep", "0.3", "mousemove_relative", 5, 60, "sleep", "0.2", "click", 1)
    assert until(lambda: selections(watch) == [("menu", "File", "Open", 1)])
    assert application.lines[-1] == "menu Open"
    target = watch.happened(Button)[-2].target
    assert target is not None
    assert (target.role, target.name) == ("menu item", "Open")


def test_a_menu_item_that_is_entered_is_a_selection(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do("key", "F10", "sleep", "0.2", "key", "Down", "sleep", "0.2", "key", "Down", "sleep", "0.2", "key", "Return")
    assert until(lambda: len(selections(watch)) == 1)
    _, menu, option, _ = selections(watch)[0]
    assert menu == "File"
    assert application.lines[-1] == f"menu {option}"


def test_a_menu_that_is_left_by_escape_or_by_a_click_elsewhere_is_none(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    said = len(application.lines)
    desktop.do("key", "F10", "sleep", "0.2", "key", "Down", "sleep", "0.2", "key", "Escape", "sleep", "0.1", "key", "Escape")
    desktop.do(*application.at("File"), "click", 1, "sleep", "0.3", "mousemove_relative", 5, 60, "sleep", "0.2")
    desktop.do("mousemove", 1200, 700, "click", 1, "sleep", "0.3")
    assert selections(watch) == []
    assert len(application.lines) == said


def test_what_an_application_selects_by_itself_is_none(desktop: Desktop, application: Application, watch: Watch) -> None:
    said = len(application.lines)
    desktop.do("sleep", "2.2")
    application.process.send_signal(10)  # SIGUSR1: it sets its dropdown
    assert until(lambda: application.lines[said:] == ["combo Red"])
    desktop.do("sleep", "0.3")
    assert selections(watch) == []
