"""Between the host and a running agent: a Unix socket of the owner's, one line of JSON there and one back, again and again."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from producers.browser.frames import LARGEST
from producers.desktop.home import Home

AWAY: Mapping[str, Any] = {"state": "away", "path": False}

_SECONDS = 5.0


def socket_of(home: Home) -> Path:
    """Where a running agent listens for browsers."""
    return home.path / "browser"


class Lines:
    """Whole lines of a connected socket.

    Args:
        link: connected.
        longest: bytes of a line.
    """

    def __init__(self, link: socket.socket, longest: int = LARGEST) -> None:
        self._link = link
        self._longest = longest
        self._rest = b""

    def read(self) -> bytes | None:
        """The next line; None where the other side has gone, or its line is too long.

        Raises:
            OSError: the socket fails, or nothing comes in time.
        """
        parts, size = [self._rest], len(self._rest)
        while b"\n" not in parts[-1]:
            part = self._link.recv(65_536)
            size += len(part)
            if not part or size > self._longest + 1:
                return None
            parts.append(part)
        line, _, self._rest = b"".join(parts).partition(b"\n")
        return line


class Relay:
    """Hands the browser's messages to the agent. While there is none, the answer is that it is away, and nothing is kept here.

    Args:
        home: the agent's folder.
    """

    def __init__(self, home: Home) -> None:
        self._file = socket_of(home)
        self._hello: bytes | None = None
        self._link: socket.socket | None = None
        self._lines: Lines | None = None

    def take(self, content: bytes) -> Mapping[str, Any]:
        """The agent's answer to a message."""
        line = b" ".join(content.split(b"\n"))  # between the tokens of JSON, a line's end is a blank
        self._hello = self._hello or line
        try:
            if self._link is None:
                self._connect(again=line is not self._hello)
            return self._ask(line)
        except (OSError, ValueError):
            self.close()
            return AWAY

    def tick(self) -> None:
        """Nothing is due here."""

    def close(self) -> None:
        """Let the agent go."""
        if self._link is not None:
            self._link.close()
        self._link = self._lines = None

    def _connect(self, *, again: bool) -> None:
        """Connect, and say again what the browser said first."""
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._link.settimeout(_SECONDS)
        self._link.connect(str(self._file))
        self._lines = Lines(self._link)
        if again and self._hello is not None:
            self._ask(self._hello)

    def _ask(self, line: bytes) -> Mapping[str, Any]:
        assert self._link is not None
        assert self._lines is not None
        self._link.sendall(line + b"\n")
        answer = json.loads(self._lines.read() or b"")
        if not isinstance(answer, dict):
            raise ValueError("no answer")  # noqa: TRY004 (as what is no JSON)
        return answer
