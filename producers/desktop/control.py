"""How the commands reach a running agent: a Unix socket of the owner's, one line of JSON there and one back."""

import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from producers.desktop.home import Home
from producers.desktop.listening import Listening, check_length
from schemas.errors import HandrailError

LINE = 4_096  # bytes of a request
_ANSWER = 1 << 20
_SECONDS = 2.0

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
        self._listening = Listening(home.socket, "control", self._talk)
        self._handlers = handlers

    def start(self) -> None:
        """Listen; see `Listening.start`."""
        self._listening.start()

    def stop(self) -> None:
        """Listen no more."""
        self._listening.stop()

    def _talk(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):  # who asked has gone
            answer = self.answer(_line(caller, LINE))
            caller.sendall(json.dumps(answer).encode() + b"\n")

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
    check_length(home.socket)
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


def _why(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__
