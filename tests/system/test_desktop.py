"""The desktop agent from outside: a person at a real desktop, and what of it arrives in the data set."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from confluent_kafka.schema_registry import SchemaRegistryClient

from deploy.local.stack import Stack
from schemas.batches import unpack
from schemas.codec import Decoder
from schemas.events import Key
from schemas.topics import INTERACTIONS
from streams.intake import Intake
from streams.keys import Devices, PrivateKeys
from streams.opening import BodyOpener
from streams.readback import read_to_end
from tests.producers.desktop.desktops import Application, Desktop
from tests.system.conftest import Pipeline, Process, application, until

CANARY = "wolkenschieber"
POLICY = """
[[rules]]
application = "application.py"
kinds = ["pointer", "button", "wheel", "key", "focus", "element", "selection", "input"]
window_titles = true
"""


@dataclass(frozen=True)
class Agent:
    """An enrolled agent on a desktop."""

    desktop: Desktop
    home: Path
    device: str

    def says(self, *words: str) -> str:
        """What a command of the agent prints."""
        command = [sys.executable, "-m", "handrail", "agent", *words, "--home", str(self.home)]
        done = subprocess.run(command, env=self.desktop.environment, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """The agent, recording."""
        with (self.home.parent / f"{self.device}.log").open("ab") as log:
            command = [sys.executable, "-m", "handrail", "agent", "run", "--home", str(self.home)]
            process = subprocess.Popen(command, env=self.desktop.environment, stdout=log, stderr=log)
        try:
            until(lambda: not self.says("status").startswith("no agent"), "the agent", 30)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def enrolled(pipeline: Pipeline, desktop: Desktop, folder: Path, device: str) -> Agent:
    agent = Agent(desktop, folder / device, device)
    policy = folder / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    agent.says("enroll", "Ada", "--device", device, "--policy", str(policy), "--yes", "--dir", str(pipeline.folder))
    return agent


def pressed(desktop: Desktop, *words: str | int) -> None:
    """One thing a person does, and the moment a person takes after it."""
    desktop.do(*words)
    time.sleep(0.35)


def script(desktop: Desktop, application: Application) -> None:
    """What the person does in the application that is allowed."""
    pressed(desktop, *application.at("City"), "click", 1)
    pressed(desktop, "type", "--delay", "40", "the blue notebook")
    pressed(desktop, "key", "ctrl+a")
    pressed(desktop, *application.at("Passphrase"), "click", 1)
    pressed(desktop, "type", "--delay", "40", CANARY)
    pressed(desktop, *application.at("Colour"), "click", 1)
    pressed(desktop, "key", "Down")
    pressed(desktop, "key", "Return")
    pressed(desktop, *application.at("File"), "click", 1)
    pressed(desktop, "key", "Down")
    pressed(desktop, "key", "Return")
    pressed(desktop, *application.at("Rows"), "click", 5)
    left, top = application.of("Nothing")
    pressed(desktop, "mousemove", left, top, "mousedown", 1)
    pressed(desktop, "mousemove", left + 40, top)
    pressed(desktop, "mousemove", left + 90, top)
    pressed(desktop, "mouseup", 1)


@pytest.fixture(scope="module")
def pipeline(stack: Stack) -> Iterator[Pipeline]:
    """A pipeline that takes a pause of five seconds for the end of a trajectory: the script makes none."""
    with application(stack, "handrail-desktop") as pipeline:
        pipeline.worker = Process("worker", pipeline, HANDRAIL_SESSIONS__SILENCE="5000")
        pipeline.start()
        yield pipeline


@pytest.fixture(scope="module")
def row(pipeline: Pipeline, desktop: Desktop, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The trajectory of a session: the script, then what nobody may see."""
    agent = enrolled(pipeline, desktop, tmp_path_factory.mktemp("agent"), "desk-1")
    with agent.running(), desktop.application("Orders") as orders:
        time.sleep(1)
        script(desktop, orders)
        with desktop.plain_window("elsewhere"):
            pressed(desktop, "type", "--delay", "40", CANARY)
        agent.says("pause", "30m")
        pressed(desktop, *orders.at("City"), "click", 1)
        pressed(desktop, "type", "--delay", "40", CANARY)
        agent.says("resume")
    until(lambda: pipeline.dataset.exists() and bool(of(pipeline, agent)), "the trajectory", 90)
    [row] = of(pipeline, agent)
    return row


def of(pipeline: Pipeline, agent: Agent) -> list[dict]:
    return [row for row in pipeline.rows() if row["device_id"] == agent.device]


def keys(pipeline: Pipeline, device: str) -> list[str]:
    """Every key that went down, of all that the device ever sent, opened as the redactor does."""
    settings = pipeline.stack.settings("worker")
    with SchemaRegistryClient(settings.registry.client()) as registry:
        decoder = Decoder(registry)
        intake = Intake(decoder, Devices(settings.keys.devices))
        opened = BodyOpener(PrivateKeys(settings.keys.private), decoder)
        messages = read_to_end(settings, INTERACTIONS.name, range(settings.partitions))
        sent = [intake(one.key(), one.value(), one.offset(), 0) for one in messages if one.key() == device.encode()]
        events = [event for batch in sent for event in unpack(opened(batch), batch.header["first_time"])]
    return [event.key for event in events if isinstance(event, Key) and event.down]


def test_the_script_arrives_step_by_step(row):
    steps = [(step["kind"], (step["element"] or {}).get("name"), step["option"] or step["text"]) for step in row["steps"]]
    assert steps == [
        ("click", "City", None),
        ("type", "City", "<LOCATION_1>"),  # its label says what it takes
        ("hotkey", "City", None),
        ("select_option", "Colour", "Green"),
        ("select_option", "File", "New"),
        ("scroll", None, None),
        ("drag", "", None),
    ]
    assert (row["application"], row["window_title"]) == ("application.py", "Orders")


def test_steps_have_what_a_model_needs_to_repeat_them(row):
    steps = {step["kind"]: step for step in row["steps"]}
    assert (steps["hotkey"]["keys"], steps["click"]["button"]) == (["Control", "a"], "left")
    assert steps["scroll"]["delta_y"] > 0
    drag = [(point["x"], point["y"]) for point in steps["drag"]["path"]]
    assert (drag[-1][0] - drag[0][0], drag[-1][1] - drag[0][1]) == (90, 0)
    element = steps["click"]["element"]
    assert element["role"] == "text"
    assert element["x"] <= steps["click"]["x"] < element["x"] + element["width"]
    assert (row["screen"]["width"], row["screen"]["height"]) == (1280, 800)


def test_no_key_of_a_secret_another_application_or_a_pause_was_sent(row, pipeline):
    """Not even sealed: what was sent is opened here, and is the script's open text and nothing else."""
    assert not row["dropped"]
    assert keys(pipeline, row["device_id"]) == [*"the blue notebook", "Control", "a", "ArrowDown", "Enter", "ArrowDown", "Enter"]
