"""What the agent sealed holds what was done where it is allowed, and of everything else nothing: no key, no count, no time."""

import signal
import threading
import time

import pytest

from producers.desktop.agent import Agent, Surroundings
from producers.desktop.backend import Happened, Looked, Moved
from producers.desktop.budget import Level
from producers.desktop.home import Home
from producers.desktop.journal import Journal
from producers.desktop.outlet import Outlet
from producers.desktop.pause import Pauses
from producers.desktop.rules import Rules
from producers.desktop.status import State
from producers.gate import Gate
from producers.policy import Policy, Rule
from schemas.errors import HandrailError
from schemas.events import Button, Element, ElementEvent, Focus, Key, Kind, Pointer
from tests.producers.desktop.desk import ALLOWED, Session
from tests.producers.desktop.world import FIELDS, MS, pressed
from tests.producers.test_publisher import CONTRACTS, DEVICE, EPOCHS, Publisher

CANARY = "canary"


@pytest.fixture
def session(tmp_path):
    return Session(tmp_path)


def nothing_counted(session):
    return all(body["dropped"] == {} for body in session.published.bodies)


def quiet(session, begin, end):
    """Whether nothing of the time in between (epoch milliseconds) was sealed."""
    return not any(begin <= event.time <= end for event in session.events)


def test_what_is_typed_and_clicked_arrives_with_its_place(session):
    session.desk.type("hello")
    session.desk.tab("note")
    session.desk.type("there")
    session.desk.wait(100)
    session.desk.click(Element("push button", "Save"))
    session.end()
    assert session.text == "hellothere"
    elements = [event.element.name for event in session.events if isinstance(event, ElementEvent)]
    assert elements == ["Name", "Note", "Save"]
    assert sum(isinstance(event, Focus) for event in session.events) == 1
    assert [event.pressed for event in session.events if isinstance(event, Button)] == [True, False]
    assert session.published.headers[0]["application"] == "shop"
    assert session.agent.status().dropped == {}


def test_a_password_is_nowhere(session):
    session.desk.type("ab")
    session.desk.tab("secret")
    begin = session.clock.wall()
    session.desk.type(CANARY)
    session.desk.tab("note")
    end = session.clock.wall()
    session.desk.wait(500)
    session.desk.type("cd")
    session.end()
    assert session.text == "abcd"
    assert quiet(session, begin, end)
    assert nothing_counted(session)
    assert session.agent.status().dropped == {}


def test_two_passwords_of_different_length_leave_the_same_bytes_but_for_when(tmp_path):
    def sealed(name, password):
        session = Session(tmp_path / name)
        session.desk.type("ab")
        session.desk.tab("secret")
        session.desk.type(password)
        session.desk.wait(100 * (10 - len(password)))
        session.desk.tab("note")
        session.desk.wait(500)
        session.desk.type("cd")
        session.end()
        return session.published.bodies, session.agent.status().dropped

    assert sealed("long", "longlong") == sealed("short", "s")


def test_what_is_typed_during_a_pause_is_nowhere_and_neither_is_what_was_held_when_it_began(session):
    session.desk.type("ab")
    session.desk.wait(300)
    session.agent.inbox.put(pressed(session.clock.ns // MS, "p"))
    begin = session.clock.wall()
    session.agent.pause(None)
    session.desk.type(CANARY)
    session.desk.move(times=5)
    session.agent.resume()
    end = session.clock.wall()
    session.desk.wait(500)
    session.desk.type("cd")
    session.end()
    assert session.text == "abcd"
    assert quiet(session, begin, end)
    assert nothing_counted(session)
    assert session.told == ["Recording is paused.", "Recording goes on."]


def test_a_pause_ends_by_itself_and_holds_for_the_next_agent(session, tmp_path):
    session.agent.pause(60)
    assert session.agent.status().state is State.PAUSED
    again = Session(tmp_path)
    assert again.agent.status().state is State.PAUSED
    again.desk.type(CANARY)
    again.desk.wait(61_000)
    again.desk.type("ab")
    assert again.end().text == "ab"
    assert again.agent.status().state is State.RECORDING


def test_a_pause_that_cannot_be_written_holds_all_the_same_and_says_so(session):
    session.home.path.parent.joinpath("handrail").write_text("no folder")
    with pytest.raises(HandrailError, match=r"^recording is paused, but only as long as this agent runs: .* cannot be made"):
        session.agent.pause(None)
    session.desk.type(CANARY)
    assert session.end().text == ""


def test_in_an_application_that_is_not_allowed_nothing_is_recorded_not_even_how_much(tmp_path):
    session = Session(tmp_path, Policy({"shop": ALLOWED.rules["shop"]}))
    session.desk.type("ab")
    session.desk.wait(100)
    session.desk.jump("mail")
    session.desk.wait(500)
    begin = session.clock.wall()
    assert session.agent.status().state is State.NOT_ALLOWED
    session.desk.type(CANARY)
    session.desk.move(times=30)
    session.desk.click(Element("push button", CANARY))
    end = session.clock.wall()
    session.desk.jump("name")
    session.desk.wait(500)
    session.desk.type("cd")
    session.end()
    assert session.text == "abcd"
    assert quiet(session, begin, end)
    assert nothing_counted(session)
    assert session.agent.status().dropped["not_allowed"] > 20


def test_where_keys_are_not_allowed_not_even_their_number_leaves(tmp_path):
    session = Session(tmp_path, Policy({"shop": Rule("shop", frozenset({Kind.POINTER}), window_titles=False)}))
    session.desk.type(CANARY)
    session.desk.move()
    session.end()
    assert session.keys == []
    assert nothing_counted(session)
    assert [type(event) for event in session.events] == [Pointer]


def test_while_the_focus_moves_fast_no_password_leaves(session):
    for number in range(8):
        session.desk._key("Tab", down=True)
        session.desk.jump("secret" if number % 2 == 0 else "name")
        session.desk.wait(20)
        if number % 2 == 0:
            session.desk._key(CANARY[number % 6], down=True)
        session.desk.wait(20)
    session.desk.wait(500)
    session.desk.type("ab")
    session.end()
    assert session.text == "ab"


def test_an_application_that_hangs_gives_nothing_and_holds_nothing_up(session):
    session.desk.focus = "hung"
    session.desk._later(0, lambda: session.agent.inbox.put(Moved(session.clock.ns)))
    session.desk.type(CANARY)
    session.desk.focus = "name"
    session.desk._later(0, lambda: session.agent.inbox.put(Moved(session.clock.ns)))
    session.desk.wait(500)
    session.desk.type("ab")
    session.end()
    assert session.text == "ab"
    assert nothing_counted(session)


def test_nobody_is_asked_while_nothing_happens_and_pointer_moves_need_no_look(session):
    looks = session.desk.looks
    session.desk.wait(60_000)
    session.desk.move(times=50)
    session.desk.wait(1_000)
    assert session.desk.looks == looks
    assert session.agent._patience() is not None  # what is left is to be flushed
    session.desk.wait(10_000)
    assert session.agent._patience() is None


def test_what_waits_is_sent_after_five_seconds_without_events(session):
    session.desk.type("ab")
    assert session.sent == []
    session.desk.wait(5_500)
    assert session.text == "ab"


def test_a_clock_that_is_set_loses_nothing(session):
    session.desk.type("ab")
    session.clock.set = -3_600_000 * 5
    session.desk.type("cd")
    session.clock.set = 3_600_000 * 5
    session.desk.type("ef")
    assert session.end().text == "abcdef"


def test_another_policy_takes_effect_for_what_comes_after_it(session):
    session.desk.type("ab")
    session.desk.wait(100)
    session.agent.rules = Rules(session.home.path, lambda _: Policy({}))
    session.agent.look_around()
    session.desk.wait(500)
    session.desk.type(CANARY)
    session.end()
    assert session.text == "ab"
    assert session.agent.status().state is State.NOT_ALLOWED
    assert [header["policy_version"] for header in session.published.headers] == [ALLOWED.version]


def test_over_budget_pointer_moves_go_first_then_targets_and_keys_never(session):
    for _ in range(40):
        session.cost[0] += 1
        session.desk.move()
        session.desk.wait(10_000)
    status = session.agent.status()
    assert session.agent.budget.level is Level.NO_ELEMENTS
    assert status.left_out == Level.NO_ELEMENTS.sentence
    assert status.cpu > 0.05
    assert session.agent.detail.rate == 0
    session.desk.move(times=20)
    session.desk.click(Element("push button", "Save"))
    session.desk.type("ab")
    session.end()
    assert session.text == "ab"
    assert not any(isinstance(event, ElementEvent) and not event.focused for event in session.events)
    assert session.agent.status().dropped["over_budget"] == 1


def test_more_than_the_inbox_takes_is_dropped_as_a_whole_and_counted(session):
    session.agent.inbox._limit = 10
    for number in range(50):
        session.agent.inbox.put(pressed(session.clock.ns // MS + number, "x"))
    session.desk.wait(500)
    session.desk.type("ab")
    session.end()
    assert session.text == "ab"
    assert session.agent.status().dropped["overflow"] == 10


def test_the_journal_shows_rows_without_content(session):
    session.desk.type(CANARY)
    session.end()
    rows = session.agent.outlet.journal.shown()
    assert [(row["application"], row["kind"]) for row in rows] == [("shop", "focus"), ("shop", "element"), ("shop", "key")]
    assert CANARY[0] not in {value for row in rows for value in row.values()}


class Answering:
    """A desktop for the real loop: it types one key as soon as it was looked at, and answers from another thread."""

    def __init__(self, clock):
        self.clock, self.stopped = clock, threading.Event()

    def start(self, receive, detail):
        self.receive = receive

    def look(self):
        asked = self.clock()
        threading.Timer(0.003, lambda: self.receive(Looked(asked, self.clock(), FIELDS["name"]))).start()

    def stop(self):
        self.stopped.set()


def test_the_real_loop_runs_until_sigterm_and_closes_with_the_last_batch(tmp_path):
    desk, sent, seen = Answering(time.monotonic_ns), [], threading.Event()
    gate = Gate(ALLOWED)
    publisher = Publisher(
        DEVICE, "boot", gate, EPOCHS, CONTRACTS, lambda _, value, __: sent.append(value), lambda: EPOCHS[0].not_before
    )
    rules = Rules(tmp_path / "policy.toml", lambda _: ALLOWED)
    rules.load()
    around = Surroundings(time.monotonic_ns, lambda: 0.0, lambda: 0, show=lambda status: seen.set())
    agent = Agent(desk, Outlet(publisher, gate, Journal()), rules, Pauses(Home(tmp_path / "handrail")), around)

    def act():
        time.sleep(0.3)
        desk.receive(Happened(time.monotonic_ns(), Key(EPOCHS[0].not_before, "a", "KeyA", down=True)))
        time.sleep(0.4)
        signal.raise_signal(signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, lambda *_: agent.stop())
    try:
        acting = threading.Thread(target=act)
        acting.start()
        agent.run()
        acting.join()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert len(sent) == 1
    assert desk.stopped.is_set()
    assert seen.is_set()
