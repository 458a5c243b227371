"""Where browsers reach a running agent: a socket of the owner's. What an extension tells goes out through the agent's gate."""

import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from producers.browser.intake import Intake, Recorder, Seen, Stamped
from producers.browser.link import Lines
from producers.desktop.listening import Listening
from schemas.errors import HandrailError
from schemas.events import Pointer

log = structlog.get_logger()

_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Agency:
    """The agent as a recorder of what browsers tell.

    Attributes:
        publish: records events, unless recording is paused.
        pause: pauses until somebody resumes.
        resume: ends the pause.
        paused: whether recording is paused.
        dropped: where losses are counted.
    """

    publish: Callable[[Iterable[Stamped]], object]
    pause: Callable[[], object]
    resume: Callable[[], object]
    paused: Callable[[], bool]
    dropped: Counter[str]

    def record(self, stamped: Iterable[Stamped]) -> None:
        """Record events."""
        self.publish(stamped)

    def drop(self, reason: str, count: int) -> None:
        """Note what was lost on the way."""
        self.dropped[reason] += count

    def wish(self, wish: str) -> None:
        """Pause or resume."""
        (self.pause if wish == "pause" else self.resume)()

    def state(self) -> str:
        """Whether it is paused."""
        return "paused" if self.paused() else "recording"


class Reception:
    """Answers browsers, each in a thread of its own.

    Args:
        file: the socket.
        recorder: who records what they tell.
    """

    def __init__(self, file: Path, recorder: Recorder) -> None:
        self._listening = Listening(file, "browsers", self._admit)
        self._recorder = recorder
        self._seen = Seen()
        self._intakes: set[Intake] = set()

    def hears(self) -> bool:
        """Whether any browser tells what happens in it."""
        return any(intake.browser for intake in list(self._intakes))

    def leave_out(self, stamped: Iterable[Stamped]) -> Iterator[Stamped]:
        """What the desktop saw, but nothing twice: of an application whose extension tells the rest, the pointer's path alone."""
        for event, context in stamped:
            intake = self._intake(context.application)
            if intake is None:
                yield event, context
            elif isinstance(event, Pointer) and intake.context is not None:
                yield event, replace(intake.context, element=None)

    def _intake(self, application: str | None) -> Intake | None:
        return next((intake for intake in list(self._intakes) if intake.browser and intake.browser == application), None)

    def start(self) -> None:
        """Listen; see `Listening.start`."""
        self._listening.start()

    def stop(self) -> None:
        """Listen no more."""
        self._listening.stop()

    def _admit(self, caller: socket.socket) -> None:
        if len(self._intakes) < _CONNECTIONS:
            threading.Thread(target=self._serve, args=(caller,), name="browser", daemon=True).start()
        else:
            caller.close()

    def _serve(self, caller: socket.socket) -> None:
        intake = Intake(self._recorder, self._seen)
        self._intakes.add(intake)
        try:
            with caller:
                self._talk(caller, intake)
        except OSError:
            log.info("a browser has gone")
        except HandrailError as fault:
            log.warning(str(fault))
        finally:
            self._intakes.discard(intake)

    def _talk(self, caller: socket.socket, intake: Intake) -> None:
        lines = Lines(caller)
        while (line := lines.read()) is not None:
            caller.sendall(json.dumps(intake.take(line)).encode() + b"\n")
