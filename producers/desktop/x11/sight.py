"""Where input goes: X, the window manager and the accessibility service are asked, and must agree."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from Xlib.error import ConnectionClosedError, XError

from producers.desktop.backend import Place
from producers.desktop.x11.accessibility import Accessibility
from producers.desktop.x11.bus import UnansweredError
from producers.desktop.x11.connection import connect
from producers.desktop.x11.watch import Watcher
from producers.desktop.x11.windows import Window, Windows
from producers.secure import is_secure
from schemas.events import Button, Element, Screen

T = TypeVar("T")

_LOOK_LIMIT = 0.25  # seconds
_TARGET_LIMIT = 0.1
_NO_ANSWER = (TimeoutError, UnansweredError, XError, ConnectionClosedError, OSError)


class Sight:
    """Answers within a time limit. To be used within one event loop."""

    def __init__(self, display: str, watcher: Watcher) -> None:
        self._display = display
        self._watcher = watcher
        self._windows: Windows | None = None
        self._asking: ThreadPoolExecutor | None = None
        self._screen: Screen | None = None

    def open(self) -> None:
        """Connect.

        Raises:
            HandrailError: there is no such display.
        """
        self._windows = Windows(connect(self._display))
        self._asking = ThreadPoolExecutor(1, "x11-ask")

    def close(self) -> None:
        """Disconnect."""
        if self._asking is not None and self._windows is not None:
            self._asking.submit(self._windows.close)
            self._asking.shutdown(wait=False)

    async def place(self, accessibility: Accessibility) -> Place | None:
        """Where keys go; None without an answer in time, or if the answers do not agree."""
        try:
            async with asyncio.timeout(_LOOK_LIMIT):
                return await self._place(accessibility)
        except _NO_ANSWER:
            return None

    async def target(self, accessibility: Accessibility, press: Button, at: int) -> Element | None:
        """The element that was pressed, if it belongs to the window that was active then: a press may bring up another one."""
        window = self._watcher.window
        if window is None or at < self._watcher.since:
            return None
        try:
            async with asyncio.timeout(_TARGET_LIMIT):
                pid = await self._ask(lambda windows: windows.pid_at(press.x, press.y))
                return await accessibility.under(pid, press) if pid and pid == window.pid else None
        except _NO_ANSWER:
            return None

    async def _place(self, accessibility: Accessibility) -> Place | None:
        window, grabbed = self._watcher.window, self._watcher.grabbed
        active, has_keyboard = await self._ask(_front)
        if active != (window.window if window else 0):
            return None
        if window is None:
            return Place(None)
        element = await self._element(accessibility, window, grabbed=grabbed) if has_keyboard else None
        if (self._watcher.window, self._watcher.grabbed) != (window, grabbed):
            return None
        secure = is_secure(element) if element else grabbed  # a screen lock takes a secret, and shows no element
        return Place(window.application, window.title, window.pid, window.window, element, secure, window.screen)

    async def _element(self, accessibility: Accessibility, window: Window, *, grabbed: bool) -> Element | None:
        if window.screen != self._screen:
            self._screen = window.screen
            accessibility.focus.changed()
        return await accessibility.focus.element(window.pid, grabbed=grabbed) if window.pid else None

    async def _ask(self, question: Callable[[Windows], T]) -> T:
        """X answers in a thread: a client that grabs the whole server makes everybody wait."""
        windows, asking = self._windows, self._asking
        if windows is None or asking is None:
            raise UnansweredError
        return await asyncio.get_running_loop().run_in_executor(asking, question, windows)


def _front(windows: Windows) -> tuple[int, bool]:
    active = windows.active()
    return active, bool(active) and windows.has_keyboard(active)
