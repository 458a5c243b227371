"""A helper process that finishes closings, apart from the loop that consumes: if it hangs or dies, the text is withheld."""

import gc
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from schemas.errors import HandrailError
from schemas.records import Withheld
from streams import core_dumps
from streams.finish import Finished, Finisher
from streams.sessions.device import Closing

_YOUNG = 50_000  # objects after which garbage is looked for: a trajectory makes many, and nearly all go when it is finished
_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy the consumer's sockets and keys


class HelperFault(Exception):  # noqa: N818 - it says what to withhold for
    """The helper did not answer. Holds why, nothing of what it worked on."""

    def __init__(self, why: Withheld) -> None:
        super().__init__(why)
        self.why: Withheld = why


class Helper:
    """One helper process, started at first use and again after a fault. Not for two threads at a time."""

    def __init__(self, build: Callable[..., Finisher], *arguments: Any) -> None:
        self._build = build
        self._arguments = arguments
        self._process: Any = None
        self._connection: Connection | None = None
        self._asked = 0

    def finish(self, closing: Closing, timeout: float, withhold: Withheld | None = None) -> Finished:
        """Finish a closing.

        Args:
            closing: what to finish.
            timeout: seconds, the start of the process not counted.
            withhold: show no text, for this reason.

        Raises:
            HelperFault: it took too long, or the process died. The process is gone then.
            RuntimeError: something outside the closing failed; names the class of the error alone.
        """
        connection = self.start()
        self._asked += 1
        try:
            connection.send((self._asked, closing, withhold))
            number, answer = connection.recv() if connection.poll(timeout) else (0, None)
        except (EOFError, OSError):
            self.stop()
            raise HelperFault("crash") from None
        if answer is None:
            self.stop()
            raise HelperFault("timeout")
        if number != self._asked:  # what one person did would become another's
            raise RuntimeError("the helper process answered another question")
        if isinstance(answer, Finished):
            return answer
        raise RuntimeError(f"the helper process met {answer}")

    def start(self) -> Connection:
        """Start the process if it does not run, and wait until it is ready.

        Raises:
            HandrailError: it could not be made ready; says why.
        """
        if self._connection is None:
            self._connection, theirs = _SPAWN.Pipe()
            self._process = _SPAWN.Process(target=_serve, args=(theirs, self._build, self._arguments), daemon=True)
            self._process.start()
            theirs.close()
            self._await_ready(self._connection)
        return self._connection

    def _await_ready(self, connection: Connection) -> None:
        try:
            trouble = connection.recv()
        except EOFError:
            trouble = "the helper process died while it started"
        if trouble:
            self.stop()
            raise HandrailError(trouble)

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None and connection is not None:
            process.kill()
            process.join()
            connection.close()


def _serve(connection: Connection, build: Callable[..., Finisher], arguments: tuple[Any, ...]) -> None:
    """The helper's life: be ready, then answer until the other end is gone. Errors travel as the name of their class."""
    core_dumps.forbid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the worker finishes its transaction first, then ends this process
    try:
        finisher = build(*arguments)
    except Exception as fault:  # noqa: BLE001
        connection.send(f"{type(fault).__name__}: {fault}")
        return
    gc.collect()
    gc.freeze()  # the models stay: not to be looked through again and again
    gc.set_threshold(_YOUNG)
    connection.send("")
    while True:
        try:
            number, closing, withhold = connection.recv()
        except EOFError:
            return
        connection.send((number, _answer(finisher, closing, withhold)))


def _answer(finisher: Finisher, closing: Closing, withhold: Withheld | None) -> Finished | str:
    try:
        return finisher(closing, withhold)
    except Exception as fault:  # noqa: BLE001 - its text might quote what was typed
        return type(fault).__name__
