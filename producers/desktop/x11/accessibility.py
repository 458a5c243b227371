"""The accessibility service in a thread of its own: the element with the keyboard, the one under the pointer, choices."""

import asyncio
from collections.abc import Callable

from dbus_fast import Message

from producers.desktop.x11.bus import EVENTS, Bus, Ref
from producers.desktop.x11.choices import Choices
from producers.desktop.x11.clock import ServerClock
from producers.desktop.x11.focus import Focus
from producers.desktop.x11.tree import COMBO_BOX, SHOWING, Tree, contains
from producers.desktop.x11.watch import Watcher
from schemas.events import Button, Element, Selection

_EVENTS = (
    "object:state-changed:focused",
    "object:state-changed:selected",
    "object:property-change:accessible-name",
    "object:property-change:accessible-role",
    "object:selection-changed",
    "window:activate",
    "window:deactivate",
)
_SELECTION = "SelectionChanged"
_ASKED = {"focused", "selected", "accessible-name", _SELECTION}
_BACKLOG = 256  # signals; what comes while so many wait is not asked about


class Accessibility:
    """Joins signals and questions. All of it within one event loop, but for `choices.happened`."""

    def __init__(
        self,
        watcher: Watcher,
        clock: ServerClock,
        moved: Callable[[], object],
        chose: Callable[[Selection, int], object],
        wanted: Callable[[], bool],
    ) -> None:
        """Takes what to call.

        Args:
            watcher: knows the active window: what others signal is not asked about.
            clock: tells when a signal came.
            moved: the keyboard may be in another element now.
            chose: something was chosen in a dropdown, a menu or a list, at a time of the monotonic clock.
            wanted: whether choices are; while they are not, nothing is asked about signals.
        """
        self._wanted = wanted
        self._watcher, self._clock, self._moved, self._chose = watcher, clock, moved, chose
        self._bus = Bus()
        self._tree = Tree(self._bus)
        self._signals: asyncio.Queue[tuple[Message, int]] = asyncio.Queue(_BACKLOG)
        self.focus = Focus(self._tree)
        self.choices = Choices(self._tree)

    async def run(self, ready: Callable[[], object]) -> None:
        """Connect, say so, and follow signals until the connection ends.

        Raises:
            UnansweredError: there is no accessibility service.
        """
        await self._bus.connect(self._take)
        try:
            for event in _EVENTS:
                await self._bus.subscribe(event)
            ready()
            following = asyncio.ensure_future(self._follow())
            try:
                await self._bus.lost()
            finally:
                following.cancel()
        finally:
            self._bus.disconnect()

    async def under(self, pid: int, press: Button) -> Element | None:
        """The element of a process that was pressed, None if there is none.

        Raises:
            UnansweredError: no answer in time.
        """
        name, x, y = await self._tree.application(pid), press.x, press.y
        highlighted = self.choices.under(press)
        if highlighted or name is None:
            return highlighted
        inside: list[tuple[int, Ref]] = []
        for window in await self._tree.windows(name):
            bounds = await self._tree.bounds(window)
            if contains(bounds, x, y) and await self._tree.states(window) & SHOWING:
                inside.append((bounds[2] * bounds[3], window))
        if not inside:
            return None
        _, smallest = min(inside)  # a popup lies over its window
        found = await self._tree.at(smallest, x, y)
        combo = await self._tree.within(found, COMBO_BOX)
        opened = combo is not None and contains(await self._tree.bounds(combo), x, y)  # by this press: its items lie over it
        return await self._tree.element(combo if combo is not None and opened else found)

    def _take(self, message: Message) -> None:
        """A signal: hints are taken at once, what needs questions waits its turn."""
        if not (message.interface or "").startswith(EVENTS):
            return
        ref, detail = _source(message), message.body[0] or message.member
        if detail == "focused" and message.body[1]:
            self.focus.hint(ref)
        if detail not in {"selected", "accessible-name", _SELECTION}:
            self.focus.changed()
            self._moved()
        if not self._wanted():
            self.choices = Choices(self._tree)  # what is open now is not followed any more
        elif detail in _ASKED and self._is_active(ref) and not self._signals.full():
            self._signals.put_nowait((message, self._clock.now()))

    def _is_active(self, ref: Ref) -> bool:
        """Whether an object belongs to the active window's process, as far as that was asked for by now."""
        window = self._watcher.window
        return window is not None and self._tree.known(window.pid) == ref.name

    async def _follow(self) -> None:
        while True:
            message, at = await self._signals.get()
            selection = await self._asked(message, self._clock.time(at))
            if selection is not None:
                self._chose(selection, at)

    async def _asked(self, message: Message, time: int) -> Selection | None:
        ref, (detail, gained, _, value, *_) = _source(message), message.body
        if message.member == _SELECTION:
            return await self.choices.selected(ref, time)
        if detail == "accessible-name":
            return await self.choices.renamed(ref, str(value.value), time) if value.signature == "s" else None
        if detail == "selected" and not gained:
            return await self.choices.left(ref, time)
        if gained:
            await self.choices.highlighted(ref, time)
        return None


def _source(message: Message) -> Ref:
    return Ref(message.sender or "", message.path or "")
