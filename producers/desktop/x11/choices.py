"""What was chosen in dropdowns, menus and lists: it follows from the signals that come and from what the person just did."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from producers.desktop.x11.bus import Ref, UnansweredError
from producers.desktop.x11.tree import COMBO_BOX, LISTS, LONGEST, MENU_ITEMS, SHOWING, Bounds, Tree, contains
from schemas.events import Button, Element, Event, Key, Selection

_ANSWER_LIMIT = 2000  # milliseconds: what changes later is no answer to what the person did
_LATE = 0.04  # seconds: how much later than what came of it the person's input may be told
_CHOOSING_KEYS = frozenset({"Enter", " "})
_MOVING_KEYS = frozenset({" ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"})
_MENU = "menu"


@dataclass(frozen=True, slots=True, repr=False)
class _Item:
    """An item of an open menu that would be chosen by Enter, or by a button let go on it."""

    ref: Ref
    menu: Element
    option: str
    index: int
    bounds: Bounds
    since: int


class Choices:
    """Follows dropdowns, menus and lists. Times are epoch milliseconds."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._item: _Item | None = None
        self._former: tuple[_Item | None, int] = (None, 0)  # and until when it was highlighted
        self._row: tuple[Ref, Ref] | None = None  # the list in which a row was selected last, and the row
        self._did: Key | Button | None = None

    def happened(self, event: Event) -> None:
        """Take in what the person does. May be called from another thread."""
        if (isinstance(event, Key) and event.down) or isinstance(event, Button):
            self._did = event

    def under(self, press: Button) -> Element | None:
        """The item that was highlighted when a press came, if it lies there: once it is chosen it can be asked no more."""
        for item, until in ((self._item, press.time), self._former):
            if item is not None and item.since <= press.time <= until and contains(item.bounds, press.x, press.y):
                return Element("menu item", item.option, "", *item.bounds)
        return None

    async def highlighted(self, ref: Ref, time: int) -> None:
        """An object says that it has the keyboard, or is selected: if it is the item of a menu, it may be chosen next."""
        try:
            if await self._tree.role(ref) in MENU_ITEMS - {_MENU} and (self._item is None or self._item.ref != ref):
                self._item = await self._described(ref, time)
        except UnansweredError:
            self._item = None

    async def left(self, ref: Ref, time: int) -> Selection | None:
        """An object is selected no more. An item that is gone from the screen was chosen, if that is what the person did."""
        item = self._item
        if item is None or item.ref != ref:
            return None
        self._item, self._former = None, (item, time)
        try:
            gone = not await self._tree.states(ref) & SHOWING
        except UnansweredError:
            gone = True
        if not gone or not await self._caused(lambda did: _hits(did, _CHOOSING_KEYS, item.bounds), time):
            return None
        return Selection(time, item.menu, item.option, item.index)

    async def renamed(self, ref: Ref, option: str, time: int) -> Selection | None:
        """An object has another name: a dropdown has the name of what was chosen."""
        try:
            if await self._tree.role(ref) != COMBO_BOX or not await self._caused(lambda _: True, time):
                return None
            return Selection(time, await self._tree.element(ref), option[:LONGEST], await self._index(ref))
        except UnansweredError:
            return None

    async def selected(self, ref: Ref, time: int) -> Selection | None:
        """Another part of an object is selected: in a list, the person may have chosen that row. Applications tell it twice."""
        try:
            if await self._tree.role(ref) not in LISTS:
                return None
            row, former = await self._tree.chosen(ref), self._row
            self._row = ref, row
            if self._row == former:
                return None
            bounds = await self._tree.bounds(ref)
            if not await self._caused(lambda did: _hits(did, _MOVING_KEYS, bounds), time):
                return None
            option, index = await self._tree.text(row), await self._tree.row(row, ref)
            return Selection(time, await self._tree.element(ref), option, index)
        except UnansweredError:
            self._row = None
            return None

    async def _described(self, ref: Ref, time: int) -> _Item | None:
        """An item of a menu; None within a dropdown, which tells itself what was chosen."""
        if await self._tree.within(ref, COMBO_BOX) is not None:
            return None
        menu = await self._tree.parent(ref)
        option, index, bounds = await self._tree.name(ref), await self._tree.index(ref), await self._tree.bounds(ref)
        return _Item(ref, await self._tree.element(menu), option, index, bounds, time)

    async def _index(self, ref: Ref) -> int:
        try:
            return await self._tree.index(await self._tree.chosen(ref))
        except UnansweredError:
            return -1

    async def _caused(self, fits: Callable[[Key | Button], bool], time: int) -> bool:
        """Whether the last thing the person did fits what came of it at a time."""
        for wait in (0.0, _LATE):
            await asyncio.sleep(wait)
            did = self._did
            if did is not None and time - did.time <= _ANSWER_LIMIT and fits(did):
                return True
        return False


def _hits(did: Key | Button, keys: frozenset[str], bounds: Bounds) -> bool:
    """Whether somebody pressed one of some keys, or a button within bounds."""
    return did.key in keys if isinstance(did, Key) else contains(bounds, did.x, did.y)
