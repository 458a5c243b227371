"""Both recorders as processes: started, and read once they have ended."""

import io
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import psutil
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bench import measure
from deploy.keys import ensure
from producers.desktop.contracts import remember
from producers.desktop.control import ask
from producers.desktop.enrolment import accept
from producers.desktop.enrolment import ask as request
from producers.desktop.granting import grant
from producers.desktop.home import Home
from producers.desktop.records import Entry
from producers.desktop.spool import Spool
from producers.desktop.status import Status
from schemas import batches, codec
from schemas.envelope import Reader
from schemas.errors import HandrailError
from schemas.events import Event, Key
from schemas.sealing import Opener
from schemas.settings import Settings
from tests.producers.desktop.desktops import Desktop
from tests.schemas.registered import IDS, Registered

_KINDS = '["pointer", "button", "wheel", "key", "focus", "element", "selection", "input"]'
_POLICY = f'[[rules]]\napplication = "application.py"\nkinds = {_KINDS}\nwindow_titles = true\n'


class Ours:
    """The agent, enrolled in a folder.

    Args:
        desktop: what it records.
        folder: an empty one.
    """

    name = "handrail agent"

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self._desktop, self._folder, self.home = desktop, folder, Home(folder / "home")

    @contextmanager
    def running(self) -> Iterator[psutil.Popen]:
        """The agent, recording. Its brokers take connections and never answer: what it would upload stays in its spool."""
        with socket.create_server(("127.0.0.1", 0), backlog=4_096) as silent:
            self._enrol("{}:{}".format(*silent.getsockname()))
            with self._started() as process:
                yield process

    def status(self) -> Status | None:
        """What it says of itself, None while it does not answer."""
        try:
            return Status.read(ask(self.home, "status"))
        except HandrailError:
            return None

    def uploaded(self, begin: float, end: float) -> int:
        """Bytes of the batches that came between two moments, epoch seconds."""
        return sum(len(entry.value) for entry in self._entries() if begin <= entry.appended / 1000 < end)

    def typed(self) -> str:
        """The characters that it recorded."""
        return "".join(event.key for event in self._events() if isinstance(event, Key) and event.down and len(event.key) == 1)

    @contextmanager
    def _started(self) -> Iterator[psutil.Popen]:
        command = [sys.executable, "-m", "handrail", "agent", "run", "--home", str(self.home.path)]
        with measure.running(command, self._desktop.environment, self._folder / "agent.log") as process:
            measure.until(lambda: self.status() is not None, process, 60)
            yield process

    def _enrol(self, bootstrap: str) -> None:
        ensure(self._folder / "keys", datetime.now(UTC))
        files = {"epochs": "epochs.json", "devices": "devices.json", "signing": "signing", "organisation": "organisation.key"}
        chosen = Settings(
            role="producer",
            kafka={"bootstrap": bootstrap, "username": "u", "password": "p"},  # type: ignore[arg-type]
            registry={"url": f"http://{bootstrap}"},  # type: ignore[arg-type]
            keys={name: self._folder / "keys" / file for name, file in files.items()},  # type: ignore[arg-type]
        )
        accept(self.home, grant(chosen, "Ada", request(self.home, None), _POLICY), yes=True)
        remember(self.home, IDS)

    def _entries(self) -> Iterator[Entry]:
        spool, index = Spool(self.home.spool), 0
        spool.open()
        while (entry := spool.read(index)) is not None:
            index = entry.index + 1
            yield entry
        spool.close()

    def _events(self) -> Iterator[Event]:
        private = self._folder / "keys" / "private"
        keys = {file.stem: load_pem_private_key(file.read_bytes(), None) for file in private.glob("*.pem")}
        opener = Opener(cast("dict[str, X25519PrivateKey]", keys))
        read, schema = Reader(codec.Decoder(Registered())), codec.parsed("InteractionBody")  # type: ignore[arg-type]
        for entry in self._entries():
            envelope = read(entry.value)
            body = opener.open(envelope.header, envelope.header_bytes, envelope.body)
            content = codec.read(io.BytesIO(body[codec.PREFIX :]), schema, schema)
            yield from batches.unpack(content, envelope.header["first_time"])


class Pynput:
    """A recorder on pynput, writing into a folder."""

    name = "pynput recorder"

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self._desktop, self._folder = desktop, folder

    @contextmanager
    def running(self) -> Iterator[psutil.Popen]:
        """The recorder, recording."""
        command = [sys.executable, "-m", "bench.desktop.pynput_recorder", str(self._file)]
        with measure.running(command, self._desktop.environment, self._folder / "pynput.log") as process:
            measure.until(self._file.exists, process, 30)
            yield process

    def uploaded(self, begin: float, end: float) -> int:
        """Bytes of the rows that came between two moments, epoch seconds."""
        return sum(len(line) for line, row in self._rows() if begin <= row["time_stamp"] < end)

    def typed(self) -> str:
        """The characters that it recorded."""
        return "".join(row["name"] for _, row in self._rows() if row["action"] == "press" and len(row["name"]) == 1)

    @property
    def _file(self) -> Path:
        return self._folder / "pynput.jsonl"

    def _rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        lines = self._file.read_text("utf-8").splitlines()
        return ((line, json.loads(line)) for line in lines if line.endswith("}"))
