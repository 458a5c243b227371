"""The commands of the person who is recorded: they work with an agent and without, and answer in sentences."""

import re
from datetime import datetime

import pytest
from click.testing import CliRunner
from rich.console import Console

from producers.desktop import run
from producers.desktop.budget import Level
from producers.desktop.cli import agent
from producers.desktop.control import Control
from producers.desktop.home import Home
from producers.desktop.line import StatusLine, line
from producers.desktop.pause import Pauses
from producers.desktop.rules import NOTHING, Rules
from producers.desktop.status import State, Status, paused
from producers.policy import Policy
from schemas import logs
from schemas.errors import HandrailError
from tests.producers.desktop.desk import Session

NOON = datetime(2026, 11, 23, 12, 0, 0)


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "handrail")
    home.make()
    return home


def called(home, *words):
    return CliRunner().invoke(agent, [words[0], "--home", str(home.path), *words[1:]])


@pytest.fixture
def running(tmp_path):
    """An agent whose commands arrive."""
    session = Session(tmp_path)
    session.home.make()
    control = Control(session.home, run._handlers(session.agent))
    control.start()
    yield session
    control.stop()


def test_without_an_agent_a_pause_is_kept_for_the_next_one(home):
    assert called(home, "status").output == "no agent is running\n"
    assert re.fullmatch(
        r"No agent is running; when one starts, it is paused until \d\d:\d\d:\d\d\.\n", called(home, "pause", "30m").output
    )
    assert 1_790 < Pauses(home).left() <= 1_800
    assert called(home, "status").output.startswith("no agent is running; paused until")
    assert called(home, "resume").output == "The pause has ended; no agent is running.\n"
    assert Pauses(home).left() == 0
    missing = called(home, "show")
    assert isinstance(missing.exception, HandrailError)
    assert "start it with" in str(missing.exception)


def test_with_an_agent_the_pause_is_its_own_and_at_once(running):
    assert re.fullmatch(r"Recording is paused until \d\d:\d\d:\d\d\.\n", called(running.home, "pause", "30m").output)
    assert running.agent.status().state is State.PAUSED
    running.desk.type("canary")
    assert called(running.home, "pause").output == "Recording is paused until `handrail agent resume`.\n"
    assert called(running.home, "status").output.startswith(
        "paused until `handrail agent resume`\nsent 0 events; dropped nothing\n"
    )
    assert called(running.home, "resume").output.startswith("The pause has ended:")
    running.desk.wait(500)
    running.desk.type("ab")
    assert running.end().text == "ab"


def test_show_lists_what_was_sent_and_why_something_was_dropped_and_no_content(running):
    running.desk.type("canary")
    running.desk.wait(300)
    running.agent.outlet.journal.drop("not_allowed")
    shown = called(running.home, "show").output
    assert re.search(r"shop\s+key\s+entry\s+\d+", shown)
    assert re.search(r"not_allowed\s+1\s+in an application that the policy does not name", shown)
    assert "canary" not in shown


@pytest.mark.parametrize(("word", "seconds"), [("90s", 90), ("30m", 1_800), ("45", 2_700), ("2h", 7_200), ("1d", 86_400)])
def test_durations_are_read(home, word, seconds):
    called(home, "pause", word)
    assert seconds - 5 < Pauses(home).left() <= seconds


@pytest.mark.parametrize("word", ["soon", "0m", "-5m", "1.5h", "999999999d", "30mm"])
def test_a_duration_that_is_none_is_refused_in_one_sentence(home, word):
    refused = called(home, "pause", word) if not word.startswith("-") else CliRunner().invoke(agent, ["pause", "--", word])
    assert refused.exit_code == 2
    assert "is not a time such as" in refused.output


def test_an_agent_that_is_not_enrolled_says_what_to_do(home, monkeypatch):
    monkeypatch.setattr(logs, "configure", lambda: None)
    refused = called(home, "run")
    assert isinstance(refused.exception, HandrailError)
    assert "handrail agent enroll" in str(refused.exception)


def test_every_command_is_there_with_its_help():
    assert set(agent.commands) == {
        "run",
        "pause",
        "resume",
        "status",
        "show",
        "enroll",
        "install",
        "browser-host",
        "install-browser",
    }
    assert all(command.help for command in agent.commands.values())


def test_without_an_x11_desktop_it_says_so_in_one_sentence():
    with pytest.raises(HandrailError, match="no X11 desktop here"):
        run.backend({})


def test_the_status_line_names_state_counts_and_what_the_budget_leaves_out():
    status = Status(
        State.RECORDING, 0.0, 1_234, {"a": 1, "b": 3, "c": 2, "d": 9}, 0.004, 60_000_000, 1e6, Level.NO_POINTER.sentence, "late"
    )
    assert line(status, NOON).plain == (
        "● recording · sent 1,234 · dropped 15: 9 d, 3 b, 2 c · 0.4% CPU, 60 MB · pointer moves are left out · late"
    )
    assert line(Status(State.PAUSED, 90.0), NOON).plain.startswith("‖ paused until 12:01:30 · sent 0")
    assert line(Status(State.NOT_ALLOWED), NOON).plain.startswith("○ not allowed here")


def test_the_status_line_is_shown_in_a_terminal():
    console = Console(force_terminal=True, record=True, width=120)
    with StatusLine(console, lambda: NOON) as shown:
        shown.show(Status(State.RECORDING))
    assert "recording" in console.export_text()


def test_a_pause_is_told_on_the_clock_of_its_reader():
    assert paused(90, NOON) == "paused until 12:01:30"
    assert paused(86_400, NOON) == "paused until 2026-11-24 12:00"
    assert paused(None, NOON) == paused(float("inf"), NOON) == "paused until `handrail agent resume`"


def test_a_status_travels_as_a_document():
    status = Status(State.PAUSED, None, 3, {"late": 1}, 0.1, 5, 2.0, "x", "y")
    assert Status.read(status.document()) == status


def test_a_policy_is_read_again_when_its_file_changes_and_allows_nothing_while_it_is_broken(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("rules = []")
    rules = Rules(file)
    assert rules.load() == Policy({})
    assert rules.changed() is None
    file.write_text('[[rules]]\napplication = "shop"\nkinds = []\nwindow_titles = false')
    assert set(rules.changed().rules) == {"shop"}
    file.write_text("broken")
    assert rules.changed() is NOTHING
    assert rules.changed() is NOTHING
    file.unlink()
    assert rules.changed() is NOTHING
    file.write_text("rules = []")
    assert rules.changed() == Policy({})
    assert rules.changed() is None
