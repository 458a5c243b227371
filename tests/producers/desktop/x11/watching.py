"""A backend that watches the desktop of the tests, and what it told."""

import time
from collections.abc import Callable

from producers.desktop.backend import Happened, Looked, Moved, Place, Signal
from producers.desktop.detail import Detail
from producers.desktop.x11.backend import X11Backend
from schemas.events import Event
from tests.producers.desktop.desktops import until

ALL = 1 << 40  # moves a second: each is kept


class Watch:
    """What a backend told, in the order of telling."""

    def __init__(self, display: str) -> None:
        self.signals: list[Signal] = []
        self.backend = X11Backend(display)
        self.detail = Detail(ALL)

    def start(self) -> None:
        self.backend.start(self.signals.append, self.detail)

    def happened(self, kind: type[Event] | None = None) -> list[Happened]:
        found = [signal for signal in list(self.signals) if isinstance(signal, Happened)]
        return [signal for signal in found if kind is None or isinstance(signal.event, kind)]

    def moved(self) -> list[Moved]:
        return [signal for signal in list(self.signals) if isinstance(signal, Moved)]

    def look(self) -> Looked:
        """The answer to a look that is asked for now."""
        before = time.monotonic_ns()
        self.backend.look()
        answers: list[Looked] = []

        def answered() -> bool:
            answers[:] = [signal for signal in list(self.signals) if isinstance(signal, Looked) and signal.asked >= before]
            return bool(answers)

        assert until(answered)
        return answers[0]

    def finds(self, check: Callable[[Place], object]) -> bool:
        """Whether some look in the next seconds shows a place of which a check holds."""
        return until(lambda: (place := self.look().place) is not None and check(place))
