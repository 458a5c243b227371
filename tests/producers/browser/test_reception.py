"""Behind the agent's socket, what browsers tell goes out by the agent's own gate; who speaks no sense is let go."""

import json
import socket
import stat
from collections import Counter
from contextlib import closing

import pytest

from producers.browser.link import AWAY, Relay, socket_of
from producers.desktop.browser import Agency, Reception
from producers.desktop.home import Home
from schemas.events import Context, Focus, Input, Key, Pointer
from tests.producers.browser.conftest import Remembering
from tests.producers.browser.messages import EVENTS, HELLO, RECORDING, encoded, message
from tests.producers.desktop.desktops import until


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "h")
    home.make()
    return home


def received(home, recorder):
    reception = Reception(socket_of(home), recorder)
    reception.start()
    return reception


def test_an_agent_that_starts_later_or_again_is_found_and_told_who_the_browser_is(home):
    relay, recorder = Relay(home), Remembering()
    assert relay.take(encoded(HELLO)) == AWAY
    for sequence in (1, 2):
        assert relay.take(encoded(message(EVENTS[8], sequence=sequence))) == AWAY
        reception = received(home, recorder)
        assert relay.take(encoded({"type": "state"})) == RECORDING
        assert relay.take(encoded(message(EVENTS[8], sequence=sequence))) == RECORDING
        reception.stop()
        relay.close()
    assert [type(event) for event in recorder.events].count(Input) == 2
    assert recorder.dropped == {}


def test_a_browser_is_heard_as_long_as_its_extension_is_there(home):
    reception, relay = received(home, Remembering()), Relay(home)
    assert not reception.hears()
    relay.take(encoded(HELLO))
    assert reception.hears()
    relay.close()
    assert until(lambda: not reception.hears(), 5)
    reception.stop()


def test_of_a_browser_that_tells_itself_the_desktop_adds_the_pointers_path_alone(home):
    reception, relay = received(home, Remembering()), Relay(home)
    desk, other = Context("chromium", "Orders - Chromium"), Context("xterm", "shell")
    saw = [(Key(1, "a", "KeyA", down=True), desk), (Pointer(2, 5, 6), desk), (Focus(3, "xterm", "shell"), other)]
    assert list(reception.leave_out(saw)) == saw
    relay.take(encoded(HELLO))
    assert list(reception.leave_out(saw)) == saw[2:]
    relay.take(encoded(message(EVENTS[8])))
    (path, context), after = reception.leave_out(saw)
    assert (path, context.window_title, after) == (saw[1][0], "Orders | orders.example/", saw[2])
    relay.close()
    reception.stop()


def test_a_line_without_end_is_let_go_and_the_next_caller_is_served(home):
    recorder = Remembering()
    reception = received(home, recorder)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(socket_of(home)))
        caller.settimeout(10)
        with pytest.raises(OSError, match=r"[Bb]roken pipe|reset"):
            caller.sendall(b"x" * (20 << 20))
    with closing(Relay(home)) as relay:
        assert relay.take(encoded(HELLO)) == RECORDING
    assert stat.S_IMODE(socket_of(home).stat().st_mode) == 0o600
    reception.stop()


def test_the_agency_does_as_the_agent_does():
    published, wishes, dropped = [], [], Counter()
    agency = Agency(published.extend, lambda: wishes.append("pause"), lambda: wishes.append("resume"), lambda: True, dropped)
    agency.record(["stamped"])
    agency.wish("pause")
    agency.wish("resume")
    agency.drop("browser_overflow", 2)
    assert (published, wishes, dropped, agency.state()) == (["stamped"], ["pause", "resume"], {"browser_overflow": 2}, "paused")


def test_a_message_on_many_lines_is_one(home):
    reception = received(home, Remembering())
    with closing(Relay(home)) as relay:
        assert relay.take(json.dumps(HELLO, indent=1).encode()) == RECORDING
    reception.stop()
