"""The whole agent at a real desktop: what xdotool does is what is sealed, and canaries are nowhere in it."""

import threading
import time
from contextlib import contextmanager

import pytest

from producers.desktop import meter
from producers.desktop.agent import Agent, Surroundings
from producers.desktop.hold import Hold
from producers.desktop.home import Home
from producers.desktop.journal import Journal
from producers.desktop.judge import Timing
from producers.desktop.outlet import Outlet
from producers.desktop.pause import Pauses
from producers.desktop.rules import Rules
from producers.gate import Gate
from producers.policy import Policy, Rule
from producers.publisher import Publisher
from schemas.events import ElementEvent, Key, Kind, Selection, Wheel
from tests.producers.desktop.desktops import until
from tests.producers.test_publisher import CONTRACTS, DAY, DEVICE, EPOCHS, Publishing

backends = pytest.importorskip("producers.desktop.x11.backend", reason="the X11 libraries are not installed")

CANARY = "qzxjkw"
PATIENT = Timing(hold=2_000_000_000)  # a machine that runs tests is slow to answer


class Recording:
    """An agent that records a desktop in a thread, and what it sealed."""

    def __init__(self, desktop, folder, *applications):
        self.sent = []
        policy = Policy({name: Rule(name, frozenset(Kind), window_titles=True) for name in applications})
        gate = Gate(policy)
        publisher = Publisher(DEVICE, "boot", gate, EPOCHS, CONTRACTS, lambda _, value, __: self.sent.append(value), lambda: DAY)
        rules = Rules(folder / "policy.toml", lambda _: policy)
        rules.load()
        around = Surroundings(time.monotonic_ns, meter.cpu_seconds, meter.resident_bytes)
        backend = backends.X11Backend(desktop.display, "C.UTF-8")
        self.agent = Agent(
            backend, Outlet(publisher, gate, Journal()), rules, Pauses(Home(folder / "handrail")), around, Hold(PATIENT)
        )

    @contextmanager
    def running(self):
        thread = threading.Thread(target=self.agent.run)
        thread.start()
        assert until(lambda: self.agent.hold.place is not None, 20)
        yield self
        time.sleep(2.2)
        self.agent.stop()
        thread.join()

    @property
    def bodies(self):
        return self._published.bodies

    @property
    def events(self):
        return self._published.events

    @property
    def _published(self):
        publishing = Publishing()
        publishing.sent = self.sent
        return publishing

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def pressed(self):
        return [event.key for event in self.of(Key) if event.down]


@pytest.fixture
def recording(desktop, tmp_path, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.bus)
    return lambda *applications: Recording(desktop, tmp_path, *applications)


def typed(desktop, text):
    desktop.do("type", "--delay", 90, text)
    time.sleep(0.2)


def test_a_session_arrives_step_by_step_and_the_password_is_nowhere(desktop, recording):
    with desktop.application("Orders") as application:
        recorded = recording("application.py")
        with recorded.running():
            desktop.do(*application.at("City"), "click", 1)
            time.sleep(0.4)
            typed(desktop, "lisbon")
            desktop.do("key", "ctrl+a")
            time.sleep(0.3)
            typed(desktop, "porto")
            desktop.do("key", "Tab")
            time.sleep(0.3)
            begin = time.time() * 1000
            typed(desktop, CANARY)
            end = time.time() * 1000
            desktop.do(*application.at("City"), "click", 1)
            time.sleep(0.4)
            typed(desktop, "rome")
            desktop.do(*application.at("Rows"), "click", 5)
            time.sleep(0.3)
    assert [key for key in recorded.pressed if key != "Control"] == [*"lisbon", "a", *"porto", *"rome"]
    assert not any(begin <= event.time <= end for event in recorded.events)
    assert [event.element.name for event in recorded.of(ElementEvent)][-1] == "City"
    assert len(recorded.of(Wheel)) == 1
    assert all(body["dropped"] == {} for body in recorded.bodies)


def test_a_choice_from_a_dropdown_and_a_menu_arrives(desktop, recording):
    with desktop.application("Choices") as application:
        recorded = recording("application.py")
        with recorded.running():
            desktop.do(*application.at("Colour"), "click", 1)
            time.sleep(0.6)
            desktop.do("key", "Down")
            time.sleep(0.3)
            desktop.do("key", "Return")
            time.sleep(0.6)
            desktop.do(*application.at("File"), "click", 1)
            time.sleep(0.6)
            for key in ("Down", "Down", "Return"):
                desktop.do("key", key)
                time.sleep(0.3)
        assert application.lines == ["ready", "combo Green", "menu Open"]
    assert [event.option for event in recorded.of(Selection)] == ["Green", "Open"]
    assert recorded.pressed == ["ArrowDown", "Enter", "ArrowDown", "ArrowDown", "Enter"]
    assert recorded.agent.status().dropped == {}


def test_what_is_typed_into_another_application_or_during_a_pause_or_while_the_focus_races_is_nowhere(desktop, recording):
    with desktop.application("Secrets"):
        other = recording("mail")
        with other.running():
            typed(desktop, CANARY)
        assert other.events == []
        recorded = recording("application.py")
        with recorded.running():
            recorded.agent.pause(None)
            typed(desktop, CANARY)
            recorded.agent.resume()
            time.sleep(0.5)
            for character in CANARY:
                desktop.do("key", "--delay", 3, "Tab", character, "shift+Tab")
            time.sleep(0.5)
    assert not set(CANARY) & set(recorded.pressed)
    assert all(body["dropped"] == {} for body in [*other.bodies, *recorded.bodies])


def test_while_an_application_hangs_nothing_typed_leaves_and_afterwards_it_does_again(desktop, recording):
    with desktop.application("Hanging") as application:
        recorded = recording("application.py")
        with recorded.running():
            desktop.do(*application.at("City"), "click", 1)
            time.sleep(0.4)
            application.suspend()
            typed(desktop, CANARY)
            time.sleep(3)
            application.resume()
            assert until(lambda: recorded.agent.hold.place is not None, 20)
            typed(desktop, "rome")
    assert "".join(recorded.pressed)[-4:] == "rome"
    assert not set(CANARY) & set(recorded.pressed)
    assert recorded.agent.status().dropped["no_answer"] > 0
