"""What nobody may see is nowhere: not in what was sealed, as keys in sequence, count or time, nor in anything the agent tells."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from producers.desktop.control import ask
from tests.producers.desktop.desktops import Desktop
from tests.producers.desktop.whole.agents import OPEN, SECRET, SOAK, Agent, keys, letters, text, typed

ROUNDS = 500 if SOAK else 15
DELAYS = (0.0, 0.002, 0.01, 0.03, 0.07, 0.12, 0.2)  # seconds between two keys
CANARY = letters("canary", 9, SECRET)


class Keyboard:
    """Keys at a machine's speed; `pressed` are those that anybody may see."""

    def __init__(self, desktop: Desktop, seed: int) -> None:
        self.pressed: list[str] = []
        self._display = Display(desktop.display)
        self._chance = random.Random(seed)

    def strike(self, name: str, holding: str = "") -> None:
        """A key, perhaps while another one is held, and a delay by chance."""
        self.pressed += [key for key in ((holding, name) if holding else (name,)) if key not in SECRET]
        for key, kind in ((holding, X.KeyPress), (name, X.KeyPress), (name, X.KeyRelease), (holding, X.KeyRelease)):
            if key:
                symbol = XK.string_to_keysym({"Shift": "Shift_L"}.get(key, key))
                xtest.fake_input(self._display, kind, self._display.keysym_to_keycode(symbol))
        self._display.flush()
        time.sleep(self._chance.choice(DELAYS))

    def race(self) -> None:
        """To the password and back, with something typed in both."""
        self.strike("Tab")
        for letter in self._chance.choices(SECRET, k=self._chance.randint(1, 3)):
            self.strike(letter)
        self.strike("Tab", holding="Shift")
        for letter in self._chance.choices(OPEN, k=self._chance.randint(0, 2)):
            self.strike(letter)

    def close(self) -> None:
        self._display.close()


@contextmanager
def keyboard(desktop: Desktop, seed: int) -> Iterator[Keyboard]:
    found = Keyboard(desktop, seed)
    yield found
    found.close()


@pytest.mark.timeout(ROUNDS * 3 + 120)
def test_what_is_typed_while_the_focus_races_in_and_out_of_a_password_is_nowhere(desktop: Desktop, agent: Agent) -> None:
    with desktop.application("Race") as application, agent.running(), keyboard(desktop, 5) as person:
        desktop.do(*application.at("City"), "click", 1)
        time.sleep(0.6)
        before = agent.dropped()
        for _ in range(ROUNDS):
            person.race()
        time.sleep(2.5)
        dropped = agent.dropped() - before
        last = typed(desktop, OPEN, 100)
    found = agent.sealed()
    recorded = [key.key for key in keys(found) if key.down]
    visible = iter([*person.pressed, *last])
    assert all(key in visible for key in recorded)
    assert text(found).endswith(last)
    assert len(recorded) > len(last)
    assert len(keys(found)) - 2 * len(last) + dropped <= 2 * len(person.pressed)  # nor is a secret in what was counted
    assert all(batch.dropped == {} for batch in found)


def test_a_secret_another_application_and_a_pause_leave_no_trace(desktop: Desktop, agent: Agent) -> None:
    with desktop.application("Quiet") as application, agent.running():
        desktop.do(*application.at("City"), "click", 1)
        time.sleep(0.5)
        first = typed(desktop, OPEN[:4], 100)
        desktop.do(*application.at("Passphrase"), "click", 1)
        time.sleep(0.5)
        before = agent.status()
        typed(desktop, CANARY)
        time.sleep(1)
        after = agent.status()
        assert {name: before[name] for name in ("sent", "dropped")} == {name: after[name] for name in ("sent", "dropped")}
        with desktop.plain_window("elsewhere"):
            desktop.do("getactivewindow", "set_window", "--class", "Notes", "--classname", "notes")
            time.sleep(0.5)
            typed(desktop, CANARY)
            time.sleep(0.5)
        ask(agent.home, "pause")
        before = agent.status()
        desktop.do(*application.at("City"), "click", 1)
        typed(desktop, CANARY)
        assert agent.status()["dropped"] == before["dropped"]
        agent.flushed()  # which ends the pause
        last = typed(desktop, OPEN[4:], 100)
        agent.flushed()
        rows, told = ask(agent.home, "show")["rows"], [*agent.says("show"), *agent.says("status")]
    found = agent.sealed()
    assert text(found) == first + last
    assert {key.key for key in keys(found)} <= {*OPEN}
    assert all(batch.dropped == {} for batch in found)
    assert sum(row["count"] for row in rows if row["kind"] == "key") == len(keys(found))
    files = [agent.log, *(file for file in agent.home.path.rglob("*") if file.is_file())]
    places = [file.read_bytes() for file in files] + [str(words).encode() for words in told]
    assert not any(CANARY.encode(coding) in place for place in places for coding in ("utf-8", "utf-16-le"))
