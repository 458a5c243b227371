"""Linux desktops under X11: RECORD tells input, the window manager windows, and the accessibility service elements."""

import time
from collections.abc import Callable

from producers.desktop.backend import Gone, Happened, Moved, Receive, Signal
from producers.desktop.detail import Detail
from producers.desktop.x11.accessibility import Accessibility
from producers.desktop.x11.clock import ServerClock
from producers.desktop.x11.input import Translator
from producers.desktop.x11.keymap import Keymap
from producers.desktop.x11.line import Line
from producers.desktop.x11.questions import Questions
from producers.desktop.x11.record import Recorder
from producers.desktop.x11.sight import Sight
from producers.desktop.x11.watch import Watcher
from producers.desktop.x11.wire import MAPPING, Raw
from schemas.errors import HandrailError
from schemas.events import Button, Selection


class X11Backend:
    """An X display, seen by three threads: input, windows, and questions."""

    def __init__(
        self,
        display: str,
        locale: str = "en_US.UTF-8",
        monotonic: Callable[[], int] = time.monotonic_ns,
        epoch: Callable[[], int] = time.time_ns,
    ) -> None:
        """Takes what to watch.

        Args:
            display: such as `:0`.
            locale: whose Compose sequences hold.
            monotonic: nanoseconds.
            epoch: nanoseconds.
        """
        self._display, self._locale = display, locale
        self._clock = ServerClock(monotonic, epoch)
        self._keymap = Keymap(display)
        self._translator = Translator(self._keymap)
        self._recorder, self._watcher = Recorder(display, self._gone), Watcher(display, monotonic)
        self._sight = Sight(display, self._watcher)
        self._questions = Questions(self._sight, self._service, self._clock.now, self._moved, self._tell)
        self._receive: Receive | None = None
        self._detail = Detail()
        self._line: Line[Signal] = Line(self._tell)
        self._elsewhere = False

    def start(self, receive: Receive, detail: Detail) -> None:
        """Begin to watch, in as much detail as is wanted at each moment.

        Raises:
            HandrailError: there is no such display, or it does not let itself be watched; says what is missing.
        """
        self._receive, self._detail = receive, detail
        try:
            self._keymap.open(self._locale)
            self._watcher.start(self._window_moved, self._gone)
            self._sight.open()
            self._questions.start()
            self._recorder.start(self._input, self._clock.at, detail.keeps)
        except HandrailError:
            self.stop()
            raise

    def look(self) -> None:
        """Ask where input goes now; a `Looked` follows within 0.6 s, one for all that ask while one is underway."""
        self._questions.look()

    def stop(self) -> None:
        """Watch no more."""
        for part in (self._recorder, self._watcher, self._questions):
            part.stop()
        for opened in (self._sight, self._keymap):
            opened.close()

    def _service(self) -> Accessibility:
        return Accessibility(self._watcher, self._clock, self._moved, self._chose, lambda: self._detail.elements)

    def _input(self, raw: Raw) -> None:
        """In the thread of the recorder. A press waits for its target, and what follows for the press."""
        if self._elsewhere:
            self._elsewhere = False
            self._keymap.forget()
        at = self._clock.now() if raw.kind == MAPPING else self._clock.at(raw.time)
        event = self._translator.translate(raw, self._clock.time(at))
        if event is None:
            return
        self._questions.happened(event)
        if isinstance(event, Button) and event.pressed and self._detail.looks_up():
            fill = self._line.open()
            self._questions.target(event, at, lambda target: fill(Happened(at, event, target)))
        else:
            self._line.put(Happened(at, event))

    def _window_moved(self) -> None:
        """In the thread of the watcher. Dead keys begin anew in another window."""
        self._elsewhere = True
        self._moved()

    def _moved(self) -> None:
        self._tell(Moved(self._clock.now()))

    def _gone(self) -> None:
        why = f"the X display {self._display} has ended, or no longer lets itself be recorded"
        self._tell(Gone(f"{why}; what waits is sent by the next run"))

    def _chose(self, selection: Selection, at: int) -> None:
        self._line.put(Happened(at, selection))

    def _tell(self, signal: Signal | Gone) -> None:
        if self._receive is not None:
            self._receive(signal)
