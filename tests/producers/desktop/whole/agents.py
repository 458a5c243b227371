"""A whole agent as a process of its own, and what it sealed: what lies in its spool, and what the log has of it."""

import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from producers.desktop.control import ask
from producers.desktop.home import Home
from producers.desktop.position import Position
from producers.desktop.records import Entry, decode, scan
from schemas import batches, codec
from schemas.envelope import Reader
from schemas.errors import HandrailError
from schemas.events import Event, Key
from schemas.sealing import Opener
from tests.producers.desktop.desktops import Desktop, until

ROOT = Path(__file__).parents[4]
DRIVEN = Path(__file__).with_name("driven.py")
SOAK = os.environ.get("HANDRAIL_SOAK") == "1"
OPEN = "abcdefghij"  # what is typed where it may be recorded
SECRET = "uvwxyz"  # and where it may not: no letter is in both


@dataclass(frozen=True)
class Batch:
    """A batch, opened."""

    header: dict[str, Any]
    events: list[Event]
    dropped: dict[str, int]

    @property
    def place(self) -> tuple[str, int]:
        return self.header["boot_id"], self.header["sequence"]


def keys(found: Iterable[Batch]) -> list[Key]:
    return [event for batch in found for event in batch.events if isinstance(event, Key)]


def text(found: Iterable[Batch]) -> str:
    """The characters that were typed."""
    return "".join(event.key for event in keys(found) if event.down and len(event.key) == 1)


def within(part: str, whole: str) -> bool:
    """Whether a text is another one with some of its characters left out."""
    rest = iter(whole)
    return all(character in rest for character in part)


def letters(seed: object, count: int, among: str = OPEN) -> str:
    """Letters by chance, none of them twice in a row."""
    chance, found = random.Random(str(seed)), [""]
    while len(found) <= count:
        found.append(chance.choice([letter for letter in among if letter != found[-1]]))
    return "".join(found)


def typed(desktop: Desktop, what: str, delay: int = 60) -> str:
    """A person types, and takes a breath."""
    desktop.do("type", "--delay", delay, what)
    time.sleep(0.3)
    return what


class Agent:
    """The agent of an enrolled folder.

    Args:
        desktop: what it records.
        home: its folder.
        private: the folder of private keys that open what it seals.
        registry: whom a decoder asks.
        environment: of its processes, besides the desktop's.
    """

    def __init__(self, desktop: Desktop, home: Home, private: Path, registry: Any, **environment: str) -> None:
        self.home = home
        self._desktop, self._registry = desktop, registry
        self._private = private
        self.log = home.path.with_suffix(".log")
        self._shift = home.path.with_suffix(".shift")
        self.shift(0)
        self.environment = {"HANDRAIL_AGENT_HOLD": "2000", "DRIVEN_SHIFT": str(self._shift), **environment}

    def shift(self, seconds: int) -> None:
        """Set its wall clock: so many seconds before the machine's."""
        fresh = self._shift.with_suffix(".new")
        fresh.write_text(str(seconds), "ascii")
        fresh.replace(self._shift)

    def command(self, *words: str, wrapped: Iterable[str] = (), **more: Any) -> "subprocess.Popen[Any]":
        command = [*wrapped, sys.executable, str(DRIVEN), "agent", *words, "--home", str(self.home.path)]
        environment = {**self._desktop.environment, "PYTHONPATH": str(ROOT), **self.environment}
        return subprocess.Popen(command, cwd=ROOT, env=environment, **more)

    def says(self, *words: str) -> tuple[int, str, str]:
        """Exit code, output and errors of a command."""
        done = self.command(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = done.communicate(timeout=60)
        return done.returncode, out, err

    @contextmanager
    def running(self, wrapped: Iterable[str] = ()) -> Iterator[psutil.Process]:
        """The agent, recording; its process is told to end, if it has not."""
        with self.log.open("ab") as log:
            agent = self.command("run", wrapped=wrapped, stdout=log, stderr=log)
        try:
            assert until(lambda: self.state() is not None, 40), self.log.read_text("utf-8")
            until(lambda: self.state() in {"recording", "paused"}, 1.5)  # where there is a window at all
            yield psutil.Process(agent.pid)
            agent.terminate()
            agent.wait(20)
        finally:
            agent.kill()
            agent.wait()

    def status(self) -> dict[str, Any]:
        return ask(self.home, "status")

    def state(self) -> str | None:
        try:
            return str(self.status()["state"])
        except HandrailError:
            return None

    def dropped(self) -> int:
        """Events that it dropped and counted, pointer moves between those that are kept left out."""
        return sum(count for reason, count in self.status()["dropped"].items() if reason != "sampled")

    def flushed(self) -> None:
        """What was done is sealed; the pause that does it is over, and it is known again where input goes."""
        time.sleep(1)
        ask(self.home, "pause")
        ask(self.home, "resume")
        assert until(lambda: self.state() == "recording", 20)
        time.sleep(0.3)

    def kept(self, folder: Path | None = None) -> list[Entry]:
        """What the files of its spool hold, whether the agent runs or not."""
        contents = [file.read_bytes() for file in sorted((folder or self.home.spool).glob("*.log"))]
        records = [content[place.offset : place.offset + place.size] for content in contents for place in scan(content)]
        return [entry for entry in map(decode, records) if entry is not None]

    def delivered(self) -> int:
        """Below which index its spool holds nothing that the brokers do not have."""
        return (Position.load(self.home.spool / "position") or Position()).read

    def spooled(self, folder: Path | None = None) -> list[Entry]:
        """What they hold and the brokers do not have."""
        position = Position.load((folder or self.home.spool) / "position") or Position()
        return [entry for entry in self.kept(folder) if entry.index >= position.read]

    def opened(self, values: Iterable[bytes]) -> list[Batch]:
        """What is in sealed batches."""
        opener = Opener({file.stem: load_pem_private_key(file.read_bytes(), None) for file in self._private.glob("*.pem")})
        read, schema = Reader(codec.Decoder(self._registry)), codec.parsed("InteractionBody")
        found = []
        for value in values:
            envelope = read(value)
            body = opener.open(envelope.header, envelope.header_bytes, envelope.body)
            content = codec.read(io.BytesIO(body[codec.PREFIX :]), schema, schema)
            events = batches.unpack(content, envelope.header["first_time"])
            found.append(Batch(dict(envelope.header), events, content["dropped"]))
        return found

    def sealed(self) -> list[Batch]:
        """What its spool holds, opened."""
        return self.opened(entry.value for entry in self.spooled())

    def device(self) -> str:
        return str(json.loads(self.home.devices.read_text())["device_id"])
