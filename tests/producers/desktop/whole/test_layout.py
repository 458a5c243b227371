"""The layout of the keyboard changes while the agent runs."""

from collections.abc import Iterator

import pytest

from tests.producers.desktop.desktops import Desktop
from tests.producers.desktop.whole.agents import Agent, text, typed

US, GERMAN = ("us", "-option", ""), ("de", "-option", "")


@pytest.fixture(autouse=True)
def layout(desktop: Desktop) -> Iterator[None]:
    desktop.run("setxkbmap", *US)
    yield
    desktop.run("setxkbmap", *US)


def test_characters_are_those_of_the_layout_in_force_when_they_were_typed(desktop: Desktop, agent: Agent) -> None:
    with desktop.application("Layout"), agent.running():
        typed(desktop, "yz;", 100)
        desktop.run("setxkbmap", *GERMAN)
        typed(desktop, "yzöß@", 100)
        desktop.run("setxkbmap", *US)
        typed(desktop, "yz;", 100)
    assert text(agent.sealed()) == "yz;yzöß@yz;"
