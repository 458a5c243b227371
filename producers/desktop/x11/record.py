"""Input as it reaches the X server, through its RECORD extension: also what a grab takes from every other client."""

import threading
from collections.abc import Callable
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, XError
from Xlib.ext import record

from producers.desktop.x11.connection import connect
from producers.desktop.x11.wire import MAPPING, MOTION, Raw, parse
from schemas.errors import HandrailError

_START_LIMIT = 2.0  # seconds
_FROM_SERVER, _STARTED = 0, 4  # categories of what RECORD sends
_RANGE = {
    "core_requests": (0, 0),
    "core_replies": (0, 0),
    "ext_requests": (0, 0, 0, 0),
    "ext_replies": (0, 0, 0, 0),
    "delivered_events": (MAPPING, MAPPING),  # a new layout, in its place among the keys
    "device_events": (X.KeyPress, MOTION),
    "errors": (0, 0),
    "client_started": False,
    "client_died": False,
}


class Recorder:
    """Hands on every event from a thread of its own."""

    def __init__(self, display: str) -> None:
        self._name = display
        self._control: Display | None = None
        self._context = 0
        self._thread: threading.Thread | None = None

    def start(self, receive: Callable[[Raw], object], now: Callable[[int], object]) -> None:
        """Begin to record; `now` is called with the server's time at the start.

        Raises:
            HandrailError: there is no such display, or it cannot be recorded.
        """
        started = threading.Event()
        self._control, data = connect(self._name), connect(self._name)
        if not self._control.has_extension("RECORD"):
            raise HandrailError(f"The X display {self._name} has no RECORD extension, so input cannot be seen.")
        now(_server_time(self._control))
        self._context = data.record_create_context(0, [record.AllClients], [_RANGE])
        self._thread = threading.Thread(target=self._run, args=(data, receive, started), name="x11-record", daemon=True)
        self._thread.start()
        if not started.wait(_START_LIMIT):
            raise HandrailError(f"The X display {self._name} does not let itself be recorded.")

    def stop(self) -> None:
        """Record no more."""
        if self._control is None or self._thread is None:
            return
        try:
            self._control.record_disable_context(self._context)
            self._control.flush()
            self._thread.join(_START_LIMIT)
            self._control.close()
        except (ConnectionClosedError, OSError):
            return

    def _run(self, data: Display, receive: Callable[[Raw], object], started: threading.Event) -> None:
        def answer(reply: Any) -> None:
            if reply.category == _STARTED:
                started.set()
            elif reply.category == _FROM_SERVER and not reply.client_swapped:
                for raw in parse(reply.data):
                    receive(raw)

        try:
            data.record_enable_context(self._context, answer)
            data.close()
        except (ConnectionClosedError, XError, OSError):
            return


def _server_time(display: Display) -> int:
    """What the server's clock says: it stamps a change of a property."""
    window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
    window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"", X.PropModeAppend)
    milliseconds = int(display.next_event().time)
    window.destroy()
    return milliseconds
