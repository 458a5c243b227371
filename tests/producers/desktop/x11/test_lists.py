"""Rows of lists and trees that a person selects are selections, as options of dropdowns are."""

from collections.abc import Iterator

import pytest

from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.test_choices import selections
from tests.producers.desktop.x11.watching import Watch


@pytest.fixture
def application(desktop: Desktop) -> Iterator[Application]:
    """One of its own for each test: nothing is selected in it yet."""
    with desktop.application("Lists") as running:
        yield running


@pytest.fixture(autouse=True)
def known(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("City"), "click", 1)
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")


def test_rows_of_a_list_by_mouse_and_by_keys(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("Rows"), "click", 1, "sleep", "0.4", "key", "Down", "sleep", "0.4")
    assert until(lambda: len(selections(watch)) == 2)
    (role, name, first, index), (_, _, second, following) = selections(watch)
    assert (role, name, following) == ("table", "Rows", index + 1)
    assert (first, second) in {("First", "Second"), ("Second", "Third")}
    desktop.do("click", 1, "sleep", "0.4", "click", 1, "sleep", "0.4")
    assert selections(watch)[2:] == [("table", "Rows", first, index)]


def test_rows_of_a_tree(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("Folders"), "click", 1, "sleep", "0.4", "key", "Up", "sleep", "0.4")
    assert until(lambda: selections(watch) == [("tree table", "Folders", "Orders", 1), ("tree table", "Folders", "Inbox", 0)])


def test_rows_of_a_box_are_known_by_the_text_in_them(desktop: Desktop, application: Application, watch: Watch) -> None:
    desktop.do(*application.at("Sizes"), "click", 1, "sleep", "0.4", "key", "Down", "sleep", "0.4")
    assert until(lambda: selections(watch) == [("list box", "Sizes", "M", 1), ("list box", "Sizes", "L", 2)])


def test_a_row_that_is_selected_while_somebody_types_elsewhere_is_none(
    desktop: Desktop, application: Application, watch: Watch
) -> None:
    desktop.do(*application.at("Rows"), "click", 1, "sleep", "0.4", *application.at("City"), "click", 1, "sleep", "0.4")
    before = selections(watch)
    desktop.do("type", "oslo")
    application.process.send_signal(12)  # SIGUSR2: it selects its last row
    assert until(lambda: application.lines[-1] == "selected")
    desktop.do("sleep", "0.4")
    assert (len(before), selections(watch)) == (1, before)
