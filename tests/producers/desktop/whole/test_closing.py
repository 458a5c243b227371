"""A window is closed while somebody types: what goes on to the next window is not taken for its own."""

import random
import subprocess
import time

import pytest

from producers.desktop.control import ask
from tests.producers.desktop.desktops import Desktop, until
from tests.producers.desktop.whole.agents import SOAK, Agent, keys

TYPED = "abcdefghijklmnopqrstuvwxyz"
ROUNDS = 20 if SOAK else 1


def told(agent: Agent) -> int:
    """How many keys it says it sent or dropped."""
    return agent.dropped() + sum(row["count"] for row in ask(agent.home, "show")["rows"] if row["kind"] == "key")


@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_key_that_another_window_took_is_recorded(desktop: Desktop, agent: Agent, number: int) -> None:
    chance, said = random.Random(number), desktop.folder / "elsewhere.said"
    elsewhere = ["stdbuf", "-oL", "xev", "-name", "elsewhere", "-event", "keyboard", "-geometry", "200x200+700+80"]
    with said.open("wb") as out, agent.running():
        other = subprocess.Popen(elsewhere, env=desktop.environment, stdout=out)
        try:
            assert until(lambda: desktop.title() == "elsewhere")
            with desktop.application("Closing") as closing:
                desktop.do(*closing.at("City"), "click", 1)
                time.sleep(0.5)
                person = subprocess.Popen(["xdotool", "type", "--delay", "90", TYPED], env=desktop.environment)
                time.sleep(chance.uniform(0.3, 1.2))
                desktop.do("getactivewindow", "windowclose") if number % 2 else closing.process.kill()
                assert person.wait(20) == 0
            desktop.do("mousemove", 750, 130, "click", 1)  # then it is asked once more where input goes
            assert until(lambda: told(agent) >= 2 * len(TYPED) + 2, 15)  # and the click
        finally:
            other.terminate()
            other.wait()
    took = {line.split('"')[1] for line in said.read_text().splitlines() if "XLookupString" in line and '"' in line}
    recorded = keys(agent.sealed())
    assert took & set(TYPED), "nothing was typed after the window was closed"
    assert not took & {key.key for key in recorded}
    assert recorded
