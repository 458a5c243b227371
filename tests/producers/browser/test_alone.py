"""Without an agent the host publishes by itself: what it was told lies sealed in the spool, under its policy and pause."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from producers.desktop.alone import alone
from producers.desktop.pause import Pauses
from schemas.events import Input
from tests.producers.browser.messages import EVENTS, HELLO, encoded, message
from tests.producers.browser.test_host import CANARY, answers, frame
from tests.producers.desktop import test_run

TYPED = EVENTS[8]
COMMAND = [
    sys.executable,
    "-c",
    "import handrail; from producers.browser.cli import browser_host; handrail.cli = browser_host; handrail.main()",
    "--alone",
]


@pytest.fixture
def enrolled(tmp_path, monkeypatch):
    monkeypatch.setattr(test_run, "POLICY", test_run.POLICY.replace("application.py", "chromium"))
    return test_run.Enrolled(SimpleNamespace(environment=dict(os.environ)), tmp_path)


def host(enrolled, *found):
    environment = {**os.environ, "HANDRAIL_AGENT_HOME": str(enrolled.home.path)}
    content = b"".join(frame(encoded(one)) for one in found)
    done = subprocess.run(COMMAND, input=content, capture_output=True, env=environment, cwd=Path.cwd(), timeout=60, check=False)
    return done.returncode, _states(answers(done.stdout)), done.stderr.decode()


def _states(found):
    assert all(answer["path"] for answer in found), "nobody else records the pointer's path"
    return [answer["state"] for answer in found]


def test_what_was_told_is_sealed_in_the_spool(enrolled):
    code, states, err = host(enrolled, HELLO, message(*EVENTS), message({"kind": CANARY}, sequence=2))
    assert (code, states) == (0, ["recording"] * 3)
    assert err.count("a message of the browser extension is refused") == 1
    assert CANARY not in err
    assert [event.data for event in enrolled.events() if isinstance(event, Input)] == ["rome", None]
    assert not any(b"rome" in file.read_bytes() for file in enrolled.home.spool.rglob("*") if file.is_file())


def test_a_pause_holds_until_the_browser_or_somebody_else_resumes(enrolled):
    Pauses(enrolled.home).begin(None)
    wishes = {"type": "resume"}, message(TYPED, sequence=2), {"type": "pause"}, message(TYPED, sequence=3)
    _, states, _ = host(enrolled, HELLO, message(TYPED), *wishes)
    assert states == ["paused", "paused", "recording", "recording", "paused", "paused"]
    assert Pauses(enrolled.home).left() == float("inf")
    assert len([event for event in enrolled.events() if isinstance(event, Input)]) == 1


def test_a_device_that_is_not_enrolled_or_recorded_already_is_told_so_in_a_sentence(enrolled):
    with alone(enrolled.home):
        code, _, err = host(enrolled, HELLO)
    assert (code, err.count("\n")) == (1, 1)
    assert "an agent is running already" in err
    enrolled.home.devices.unlink()
    code, _, err = host(enrolled, HELLO)
    assert (code, err.count("\n")) == (1, 1)
    assert "handrail agent enroll" in err
