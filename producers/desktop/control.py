"""How the commands reach a running agent: a Unix socket of the owner's, one line of JSON there and one back."""

import json
import os
import socket
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from producers.desktop.home import Home
from schemas.errors import HandrailError

LINE = 4_096  # bytes of a request
_ANSWER = 1 << 20
_SECONDS = 2.0
_LONGEST = 107  # bytes in the path of a socket

Request = Mapping[str, Any]
Handler = Callable[[Request], Mapping[str, Any]]


class AbsentError(HandrailError):
    """No agent runs."""


class Control:
    """Answers requests in a thread of its own, one after another.

    Args:
        home: where the socket is.
        handlers: by command; what one returns is the answer, a HandrailError is answered with its sentence.
    """

    def __init__(self, home: Home, handlers: Mapping[str, Handler]) -> None:
        self._file = home.socket
        self._handlers = handlers
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Listen. Whoever calls holds the agent's lock: a socket that is there was left behind.

        Raises:
            HandrailError: the socket cannot be made.
        """
        _check_length(self._file)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._file.unlink(missing_ok=True)
            self._socket.bind(str(self._file))  # nobody can connect before it listens
            self._file.chmod(0o600)
            self._socket.listen()
        except OSError as fault:
            raise HandrailError(f"the agent's socket {self._file} cannot be made: {fault.strerror}") from None
        threading.Thread(target=self._serve, args=(self._socket,), name="control", daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        if self._socket is not None:
            self._file.unlink(missing_ok=True)
            self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            self._socket = None

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            with caller:
                self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        try:
            answer = self.answer(_line(caller, LINE))
            caller.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:
            return  # who asked has gone

    def answer(self, line: bytes) -> Mapping[str, Any]:
        """The answer to a line; to one that is no request, a sentence."""
        try:
            request = json.loads(line)
            handler = self._handlers[request["command"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            return {"error": "that is not a request that the agent knows"}
        try:
            return handler(request)
        except HandrailError as fault:
            return {"error": str(fault)}


def ask(home: Home, command: str, **more: Any) -> dict[str, Any]:
    """Ask the agent that runs.

    Raises:
        AbsentError: none runs.
        HandrailError: it does not answer, or with a sentence of its own.
    """
    _check_length(home.socket)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(_SECONDS)
        try:
            link.connect(str(home.socket))
        except (FileNotFoundError, ConnectionRefusedError):
            raise AbsentError("no agent is running: start it with `handrail agent run`") from None
        except OSError as fault:
            raise HandrailError(f"the agent's socket {home.socket} cannot be used: {_why(fault)}") from None
        try:
            link.sendall(json.dumps({"command": command} | more).encode() + b"\n")
            answer = json.loads(_line(link, _ANSWER))
        except (OSError, ValueError):
            raise HandrailError("the agent does not answer: it may be stopping or frozen") from None
    if not isinstance(answer, dict) or "error" in answer:
        raise HandrailError(str(answer["error"]) if isinstance(answer, dict) else "the agent's answer is none")
    return answer


def _line(link: socket.socket, longest: int) -> bytes:
    """What comes until the end of the line; cut where it is too long, which makes it no JSON."""
    link.settimeout(_SECONDS)
    line = b""
    while b"\n" not in line and len(line) < longest:
        found = link.recv(min(65_536, longest - len(line)))
        if not found:
            break
        line += found
    return line.partition(b"\n")[0]


def _check_length(file: Path) -> None:
    if len(os.fsencode(file)) > _LONGEST:
        raise HandrailError(f"the path {file} is too long for a socket: name a shorter folder with --home")


def _why(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__
