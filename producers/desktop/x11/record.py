"""Input as it reaches the X server, through its RECORD extension: also what a grab takes from every other client."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, XError
from Xlib.ext import record

from producers.desktop.x11.connection import connect
from producers.desktop.x11.wire import MAPPING, MOTION, Raw, Stream, enable
from schemas.errors import HandrailError

_NAME = "RECORD"
_START_LIMIT = 2.0  # seconds
_REST = 0.04  # seconds after each reading: what comes meanwhile is read at once, where each event alone would wake the thread
_MOST = 1 << 16  # bytes of a reading
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
    """Hands on every event from a thread of its own: the first after a rest at once, none later than a rest."""

    def __init__(self, display: str, ended: Callable[[], object]) -> None:
        """Takes the display, and what is to be called when no more comes though nobody asked for that."""
        self._name = display
        self._ended = ended
        self._control: Display | None = None
        self._context = 0
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self, receive: Callable[[Raw], object], now: Callable[[int], object], keeps: Callable[[int], bool]) -> None:
        """Begin to record.

        Args:
            receive: takes the events.
            now: is called with the server's time at the start, milliseconds.
            keeps: whether a move of the pointer is wanted, by the server's time; the others cost next to nothing.

        Raises:
            HandrailError: there is no such display, or it cannot be recorded.
        """
        started = threading.Event()
        self._control, data = connect(self._name), connect(self._name)
        extension = data.query_extension(_NAME)
        if extension is None:
            raise HandrailError(f"The X display {self._name} has no RECORD extension, so input cannot be seen.")
        now(_server_time(self._control))
        self._context = data.record_create_context(0, [record.AllClients], [_RANGE])
        data.sync()
        begin = enable(extension.major_opcode, self._context)
        self._thread = threading.Thread(
            target=self._run, args=(data, begin, Stream(keeps), receive, started), name="x11-record", daemon=True
        )
        self._thread.start()
        if not started.wait(_START_LIMIT):
            raise HandrailError(f"The X display {self._name} does not let itself be recorded.")

    def stop(self) -> None:
        """Record no more."""
        if self._control is None or self._thread is None:
            return
        self._stopping = True
        try:
            self._control.record_disable_context(self._context)
            self._control.flush()
            self._thread.join(_START_LIMIT)
            self._control.close()
        except (ConnectionClosedError, OSError):
            return

    def _run(
        self, data: Display, begin: bytes, stream: Stream, receive: Callable[[Raw], object], started: threading.Event
    ) -> None:
        with suppress(ConnectionClosedError, XError, OSError):
            _read(data, begin, stream, receive, started)
        data.display.socket.close()
        if not self._stopping:
            self._ended()


def _read(data: Display, begin: bytes, stream: Stream, receive: Callable[[Raw], object], started: threading.Event) -> None:
    """python-xlib is passed by from here on: it would take each event apart, and wake for each."""
    room = bytearray(_MOST)  # one for all readings: a new one for each, cut to what was read, leaves memory in pieces
    os.write(data.fileno(), begin)
    while not stream.ended and (size := os.readv(data.fileno(), [room])):
        for raw in stream(room[:size]):
            receive(raw)
        if stream.begun:
            started.set()
            time.sleep(_REST)


def _server_time(display: Display) -> int:
    """What the server's clock says: it stamps a change of a property."""
    window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
    window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"", X.PropModeAppend)
    milliseconds = int(display.next_event().time)
    window.destroy()
    return milliseconds
