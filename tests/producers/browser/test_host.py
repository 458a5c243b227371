"""The host as a process: frames in, answers out. Whatever comes, it ends or goes on with one line that quotes nothing."""

import io
import json
import os
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.browser import frames, install
from producers.browser.frames import FrameError
from producers.browser.link import AWAY, socket_of
from producers.desktop.browser import Reception
from producers.desktop.home import Home
from tests.producers.browser.conftest import Remembering
from tests.producers.browser.messages import EVENTS, HELLO, RECORDING, encoded, message

COMMAND = [
    sys.executable,
    "-c",
    "import handrail; from producers.browser.cli import browser_host; handrail.cli = browser_host; handrail.main()",
]
CANARY = "qzxjkw"


def frame(content):
    return struct.pack("=I", len(content)) + content


def answers(out):
    stream, found = io.BytesIO(out), []
    while (content := frames.read(stream)) is not None:
        found.append(json.loads(content))
    return found


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "h")
    home.make()
    return home


@pytest.fixture
def recorder(home):
    recorder = Remembering()
    reception = Reception(socket_of(home), recorder)
    reception.start()
    yield recorder
    reception.stop()


def host(home, content):
    environment = {**os.environ, "HANDRAIL_AGENT_HOME": str(home.path)}
    command = [*COMMAND, f"chrome-extension://{install.EXTENSION_ID}/"]
    done = subprocess.run(command, input=content, capture_output=True, env=environment, cwd=Path.cwd(), timeout=30, check=False)
    return done.returncode, answers(done.stdout), done.stderr.decode()


def test_frames_are_relayed_to_the_agent_and_answered_one_by_one(home, recorder):
    content = b"".join(frame(encoded(found)) for found in (HELLO, message(*EVENTS), {"type": "pause"}))
    code, found, err = host(home, content)
    assert (code, err) == (0, "")
    assert [answer["state"] for answer in found] == ["recording", "recording", "paused"]
    assert len(recorder.events) > len(EVENTS)


def test_without_an_agent_the_answer_is_that_it_is_away(home):
    code, found, err = host(home, frame(encoded(HELLO)) + frame(encoded(message(*EVENTS))))
    assert (code, found, err) == (0, [AWAY] * 2, "")


@pytest.mark.parametrize(
    "content",
    [
        b"\x01",
        struct.pack("=I", 100) + CANARY.encode(),
        struct.pack("=I", frames.LARGEST + 1) + CANARY.encode(),
        b"\xff" * 4 + CANARY.encode(),
    ],
)
def test_a_broken_link_ends_the_host_with_one_sentence(home, content):
    code, found, err = host(home, content)
    assert (code, found, err.count("\n")) == (1, [], 1)
    assert err.startswith("handrail: the browser")
    assert CANARY not in err


def test_what_is_no_message_is_refused_counted_and_answered(home, recorder, capsys):
    broken = [
        b"",
        CANARY.encode(),
        b'"' + CANARY.encode() + b'"',
        b"\xff\xfe",
        b"[" * 100_000,
        encoded(message({"kind": CANARY})),
    ]
    code, found, err = host(home, b"".join(frame(content) for content in [encoded(HELLO), *broken, encoded(message(EVENTS[1]))]))
    assert (code, err) == (0, "")
    assert len(found) == len(broken) + 2
    assert recorder.dropped == {"refused": len(broken)}
    assert len(recorder.events) == 2
    logged = capsys.readouterr()
    assert CANARY not in logged.out + logged.err


def test_a_message_of_the_largest_size_passes(home, recorder):
    content = frame(encoded(HELLO)) + frame(b" " * (frames.LARGEST - 20) + encoded({"type": "state"}))
    assert host(home, content)[1] == [RECORDING] * 2


@given(st.binary(max_size=60))
def test_any_bytes_are_frames_or_a_fault(content):
    stream = io.BytesIO(content)
    with suppress(FrameError):
        while frames.read(stream) is not None:
            pass


@given(st.binary(max_size=200))
def test_a_frame_written_is_the_frame_read(content):
    stream = io.BytesIO()
    frames.write(stream, {"content": content.hex()})
    stream.seek(0)
    assert json.loads(frames.read(stream) or b"") == {"content": content.hex()}
