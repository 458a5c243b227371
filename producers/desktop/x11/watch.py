"""The window at the front, followed by what X tells of it, without polling."""

import os
import select
import threading
from collections.abc import Callable
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError

from producers.desktop.x11.connection import connect
from producers.desktop.x11.windows import Window, Windows
from schemas.errors import HandrailError

_STOP_LIMIT = 2.0  # seconds
_MASK = X.PropertyChangeMask | X.StructureNotifyMask | X.FocusChangeMask


class Watcher:
    """Keeps what the active window is, in a thread of its own.

    Attributes:
        window: the active window as last described; None if there is none.
        since: when it was active at the latest.
        grabbed: whether some window took the keyboard from all others, as menus, and as a screen that is being unlocked.
    """

    def __init__(self, display: str, now: Callable[[], int]) -> None:
        """Takes the name of the display, and what gives nanoseconds of the monotonic clock."""
        self._name, self.now = display, now
        self._thread: threading.Thread | None = None
        self._stop: int | None = None
        self.window: Window | None = None
        self.since = 0
        self.grabbed = False

    def start(self, moved: Callable[[], object], gone: Callable[[], object]) -> None:
        """Begin to watch; `moved` is called when the keyboard may have gone elsewhere, `gone` when the X server has.

        Raises:
            HandrailError: there is no such display, or no window manager that tells the active window.
        """
        display = connect(self._name)
        root = display.screen().root
        if root.get_full_property(display.intern_atom("_NET_SUPPORTING_WM_CHECK"), X.AnyPropertyType) is None:
            raise HandrailError(f"No window manager on {self._name} tells which window is active (_NET_ACTIVE_WINDOW).")
        root.change_attributes(event_mask=X.PropertyChangeMask | X.StructureNotifyMask)
        waiting, self._stop = os.pipe()
        follower = _Follower(self, display, moved, gone)
        follower.refresh()
        self._thread = threading.Thread(target=follower.run, args=(waiting,), name="x11-windows", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        if self._thread is not None and self._stop is not None:
            os.close(self._stop)
            self._thread.join(_STOP_LIMIT)
            self._stop = None


class _Follower:
    """The thread of a watcher."""

    def __init__(self, watcher: Watcher, display: Display, moved: Callable[[], object], gone: Callable[[], object]) -> None:
        self._watcher, self._display, self._moved, self._gone = watcher, display, moved, gone
        self._windows = Windows(display)
        self._watched: set[int] = set()
        self._active, self._clients, self._titles = (
            display.intern_atom("_NET_ACTIVE_WINDOW"),
            display.intern_atom("_NET_CLIENT_LIST"),
            {display.intern_atom("_NET_WM_NAME"), display.intern_atom("WM_NAME"), display.intern_atom("RESOURCE_MANAGER")},
        )

    def run(self, waiting: int) -> None:
        """Follow until the other end of the pipe `waiting` is closed."""
        try:
            while True:
                pending = self._display.pending_events()
                if pending:
                    self._take([self._display.next_event() for _ in range(pending)])
                elif waiting in select.select([self._display.fileno(), waiting], [], [])[0]:
                    self._display.close()
                    return
        except (ConnectionClosedError, OSError):
            self._watcher.window = None
            self._gone()
        finally:
            os.close(waiting)

    def refresh(self) -> None:
        """Ask which window is active, and watch it and every other."""
        active = self._windows.active()
        for window in {active, *self._windows.managed()} - self._watched - {0}:
            self._display.create_resource_object("window", window).change_attributes(event_mask=_MASK)
            self._watched.add(window)
        known = self._watcher.window
        described = self._windows.describe(active) if active else None
        if known is None or described is None or known.window != described.window:
            self._watcher.since = self._watcher.now()
        self._watcher.window = described

    def _take(self, events: list[Any]) -> None:
        """All that came together, so that a window that is dragged is described once."""
        moves = [event for event in events if self._moves(event)]
        if any(self._changes(event) for event in events):
            self.refresh()
        if moves:
            self._moved()

    def _changes(self, event: Any) -> bool:
        """Whether an event makes what is known of the active window old."""
        if event.type == X.PropertyNotify:
            return event.atom in self._titles or event.atom in {self._active, self._clients}
        if event.type == X.DestroyNotify:
            self._watched.discard(event.window.id)
        known = self._watcher.window
        return event.type == X.ConfigureNotify and known is not None and event.window.id == known.window

    def _moves(self, event: Any) -> bool:
        """Whether the keyboard may have gone elsewhere. Focus events also say whether it is grabbed."""
        if event.type == X.PropertyNotify:
            return bool(event.atom == self._active)
        if event.type not in {X.FocusIn, X.FocusOut}:
            return False
        self._watcher.grabbed = event.mode in {X.NotifyGrab, X.NotifyWhileGrabbed}
        return True
