"""A Unix socket of the owner's on which the agent listens, in a thread of its own."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from schemas.errors import HandrailError

_LONGEST = 107  # bytes in the path of a socket


class Listening:
    """Listens for callers, one after another.

    Args:
        file: the socket.
        name: of the thread.
        answer: is given each caller, and must not raise.
    """

    def __init__(self, file: Path, name: str, answer: Callable[[socket.socket], object]) -> None:
        self._file = file
        self._name = name
        self._answer = answer
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Listen. Whoever calls holds the agent's lock: a socket that is there was left behind.

        Raises:
            HandrailError: the socket cannot be made.
        """
        check_length(self._file)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._file.unlink(missing_ok=True)
            self._socket.bind(str(self._file))  # nobody can connect before it listens
            self._file.chmod(0o600)
            self._socket.listen()
        except OSError as fault:
            raise HandrailError(f"the agent's socket {self._file} cannot be made: {fault.strerror}") from None
        threading.Thread(target=self._serve, args=(self._socket,), name=self._name, daemon=True).start()

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
            self._answer(caller)


def check_length(file: Path) -> None:
    """Raises HandrailError where the path of a socket is too long for one."""
    if len(os.fsencode(file)) > _LONGEST:
        raise HandrailError(f"the path {file} is too long for a socket: name a shorter folder with --home")
