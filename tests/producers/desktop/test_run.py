"""The agent as a process of its own: one at a time, obedient, and what it recorded lies sealed in its spool whatever ends it."""

import io
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from deploy.keys import ensure
from producers.desktop.contracts import _contracts
from producers.desktop.control import ask
from producers.desktop.enrolment import accept
from producers.desktop.enrolment import ask as request
from producers.desktop.granting import grant
from producers.desktop.home import Home
from producers.desktop.spool import Spool
from schemas import batches, codec
from schemas.envelope import Reader
from schemas.errors import HandrailError
from schemas.events import Key
from schemas.sealing import Opener
from schemas.settings import Settings
from tests.producers.desktop.desktops import until
from tests.schemas.registered import IDS, Registered

ROOT = Path(__file__).parents[3]
COMMAND = [
    sys.executable,
    "-c",
    "import handrail; from producers.desktop.cli import agent; handrail.cli = agent; handrail.main()",
]
KINDS = '["pointer", "button", "wheel", "key", "focus", "element", "selection", "input"]'
POLICY = f'[[rules]]\napplication = "application.py"\nkinds = {KINDS}\nwindow_titles = true\n'
CANARY = "qzxjkw"


class Enrolled:
    """An enrolled folder whose brokers are away; `command` runs the agent's commands, `keys` opens what it sealed."""

    def __init__(self, desktop, folder):
        ensure(folder / "keys", datetime.now(UTC))
        keys = {"epochs": "epochs.json", "devices": "devices.json", "signing": "signing", "organisation": "organisation.key"}
        kafka = {"bootstrap": "127.0.0.1:9", "username": "u", "password": "p"}
        chosen = Settings(
            role="producer",
            kafka=kafka,
            registry={"url": "http://127.0.0.1:9"},
            keys={name: folder / "keys" / file for name, file in keys.items()},
        )
        self.home = Home(folder / "home")
        assert accept(self.home, grant(chosen, "Ada", request(self.home, None), POLICY), yes=True)
        _contracts(self.home, lambda: IDS)
        self._private = folder / "keys" / "private"
        self._desktop = desktop

    def command(self, *words, **more):
        environment = {**self._desktop.environment, "HANDRAIL_AGENT_HOME": str(self.home.path), "HANDRAIL_AGENT_HOLD": "2000"}
        return subprocess.Popen([*COMMAND, *words], cwd=ROOT, env=environment, **more)

    def says(self, *words):
        done = self.command(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = done.communicate(timeout=60)
        return done.returncode, out, err

    @contextmanager
    def running(self):
        agent = self.command("run", stderr=subprocess.PIPE)
        try:
            assert until(lambda: self.state() is not None, 30), agent.poll()
            time.sleep(0.7)
            yield agent
        finally:
            agent.kill()
            agent.wait()
            agent.stderr.close()

    def state(self):
        try:
            return ask(self.home, "status")["state"]
        except HandrailError:
            return None

    def events(self):
        """What the spool holds, opened."""
        opener = Opener({file.stem: load_pem_private_key(file.read_bytes(), None) for file in self._private.glob("*.pem")})
        read, schema = Reader(codec.Decoder(Registered())), codec.parsed("InteractionBody")
        found, index, spool = [], 0, Spool(self.home.spool)
        spool.open()
        while (entry := spool.read(index)) is not None:
            index, envelope = entry.index + 1, read(entry.value)
            body = opener.open(envelope.header, envelope.header_bytes, envelope.body)
            content = codec.read(io.BytesIO(body[codec.PREFIX :]), schema, schema)
            found += batches.unpack(content, envelope.header["first_time"])
        spool.close()
        return found

    def text(self):
        return "".join(event.key for event in self.events() if isinstance(event, Key) and event.down)


@pytest.fixture
def enrolled(desktop, tmp_path):
    return Enrolled(desktop, tmp_path)


def typed(desktop, text):
    desktop.do("type", "--delay", 100, text)
    time.sleep(0.3)


def test_a_process_records_pauses_and_ends_when_it_is_told(desktop, enrolled):
    with desktop.application("Process"), enrolled.running() as agent:
        typed(desktop, "rome")
        code, out, _ = enrolled.says("pause", "30m")
        assert (code, out.startswith("Recording is paused until")) == (0, True)
        typed(desktop, CANARY)
        second = enrolled.says("run")
        assert second[0] == 1
        assert second[2] == f"handrail: an agent is running already (process {agent.pid}): there is one for each person\n"
        assert enrolled.says("resume")[0] == 0
        time.sleep(0.5)
        typed(desktop, "oslo")
        shown = enrolled.says("show")[1]
        assert "application.py" in shown
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(20) == 0
        assert CANARY not in shown
        assert not enrolled.home.socket.exists()
    assert enrolled.text() == "romeoslo"
    assert enrolled.says("status")[:2] == (0, "no agent is running\n")


def test_after_kill_9_what_was_flushed_is_there_and_the_next_agent_goes_on_even_paused(desktop, enrolled):
    with desktop.application("Killed"):
        with enrolled.running() as agent:
            typed(desktop, "rome")
            time.sleep(5.5)
            agent.kill()
            agent.wait()
        assert enrolled.says("pause")[1].startswith("No agent is running")
        with enrolled.running():
            assert enrolled.state() == "paused"
            typed(desktop, CANARY)
            enrolled.says("resume")
            time.sleep(0.5)
            typed(desktop, "oslo")
            time.sleep(5.5)
    assert enrolled.text() == "romeoslo"


def test_what_keeps_it_from_running_is_one_sentence(desktop, enrolled):
    code, out, err = enrolled.says("run", "--home", str(enrolled.home.path / "other"))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "handrail agent enroll" in err


def test_in_a_terminal_the_state_is_always_shown(desktop, enrolled):
    leader, follower = pty.openpty()
    with desktop.application("Shown"):
        agent = enrolled.command("run", stdout=follower, stderr=follower, stdin=follower)
        assert until(lambda: enrolled.state() == "recording", 30)
        time.sleep(1.5)
        enrolled.says("pause")
        os.set_blocking(leader, False)
        time.sleep(1)
        agent.send_signal(signal.SIGINT)
        assert agent.wait(20) == 0
    shown = os.read(leader, 1 << 20).decode()
    os.close(leader)
    os.close(follower)
    assert "● recording" in shown
    assert "paused until `handrail agent resume`" in shown


def test_its_files_are_the_owners_alone(desktop, enrolled):
    with desktop.application("Files"), enrolled.running():
        typed(desktop, "ro")
    for path in enrolled.home.path.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path.name
