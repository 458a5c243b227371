"""The thread that asks: an event loop with the accessibility service, found again when it is lost."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from producers.desktop.backend import Looked
from producers.desktop.x11.accessibility import Accessibility
from producers.desktop.x11.bus import UnansweredError
from producers.desktop.x11.sight import Sight
from schemas.errors import HandrailError
from schemas.events import Button, Element, Event

_START_LIMIT = 10.0  # seconds
_AGAIN = 2.0  # seconds until a lost service is sought again


class Questions:
    """Asks in the background."""

    def __init__(
        self,
        sight: Sight,
        accessibility: Callable[[], Accessibility],
        now: Callable[[], int],
        moved: Callable[[], object],
        looked: Callable[[Looked], object],
    ) -> None:
        """Takes what to ask and whom to tell.

        Args:
            sight: gives the answers.
            accessibility: makes the service for one connection.
            now: gives nanoseconds of the monotonic clock.
            moved: called when the service is lost: what was known may no longer hold.
            looked: takes the answers to looks.
        """
        self._sight, self._make, self._now, self._moved, self._looked = sight, accessibility, now, moved, looked
        self._accessibility = accessibility()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wanted = asyncio.Event()
        self._tried = threading.Event()
        self._found = False
        self._thread: threading.Thread | None = None
        self._main: asyncio.Task[None] | None = None
        self._searches: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin, once the accessibility service is there.

        Raises:
            HandrailError: there is no such service.
        """
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="x11-questions", daemon=True)
        self._thread.start()
        if not self._tried.wait(_START_LIMIT) or not self._found:
            raise HandrailError("There is no accessibility service on the session bus (at-spi2), so no element can be known.")

    def stop(self) -> None:
        """Ask no more."""
        if self._thread is not None:
            self._soon(lambda: self._main.cancel() if self._main else None)
            self._thread.join(_START_LIMIT)

    def happened(self, event: Event) -> None:
        """Take in what the person does: choices follow from it."""
        self._accessibility.choices.happened(event)

    def look(self) -> None:
        """Ask where input goes; looks that are wanted while one is underway get one answer."""
        self._soon(self._wanted.set)

    def target(self, press: Button, at: int, found: Callable[[Element | None], object]) -> None:
        """Ask which element was pressed, at a time of the monotonic clock; `found` is called whatever comes of it."""
        if not self._soon(lambda: self._begin(self._search(press, at, found))):
            found(None)

    async def _run(self) -> None:
        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        looking = asyncio.ensure_future(self._look_when_wanted())
        try:
            while True:
                with suppress(UnansweredError):  # start() says so, or it is lost and sought again
                    await self._accessibility.run(self._ready)
                self._tried.set()
                self._accessibility = self._make()
                self._moved()
                await asyncio.sleep(_AGAIN)
        except asyncio.CancelledError:
            looking.cancel()

    def _ready(self) -> None:
        self._found = True
        self._tried.set()

    async def _look_when_wanted(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            asked = self._now()
            place = await self._sight.place(self._accessibility)
            self._looked(Looked(asked, self._now(), place))

    async def _search(self, press: Button, at: int, found: Callable[[Element | None], object]) -> None:
        element = None
        try:
            element = await self._sight.target(self._accessibility, press, at)
        finally:
            found(element)

    def _begin(self, search: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(search)
        self._searches.add(task)
        task.add_done_callback(self._searches.discard)

    def _soon(self, call: Callable[[], object]) -> bool:
        """Whether the loop still takes a call."""
        try:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(call)
        except RuntimeError:
            return False  # it has ended
        return self._loop is not None
