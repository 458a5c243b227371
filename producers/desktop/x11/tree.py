"""Questions about accessible objects: what they are, where they are, and which of an application has the keyboard."""

from typing import Any

from producers.desktop.x11.bus import Bus, Ref, UnansweredError
from schemas.events import Element

MENU_ITEMS = frozenset({"menu", "menu item", "check menu item", "radio menu item", "tearoff menu item"})
COMBO_BOX = "combo box"
LISTS = frozenset({"list", "list box", "table", "tree", "tree table"})
PASSWORD = "password text"  # noqa: S105 (a role)

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_APPLICATIONS = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_NOTHING = "/org/a11y/atspi/null"
_PASSWORD_ROLE, _LABELLED_BY, _ON_SCREEN = 40, 2, 0  # numbers of AT-SPI
_MATCH = "(aiia{ss}iaiiasib)uib"
_PARTS = 2  # layers between a dropdown and its button, or its items; and between a row and its text
LONGEST = 512  # characters of a name
_DEPTH = 24  # layers between a window and what is at a point of it

ACTIVE, FOCUSED, SELECTED, SHOWING = 1 << 1, 1 << 12, 1 << 23, 1 << 25

Bounds = tuple[int, int, int, int]


def contains(bounds: Bounds, x: int, y: int) -> bool:
    """Whether a point is within bounds."""
    left, top, width, height = bounds
    return left <= x < left + width and top <= y < top + height


class Tree:
    """Asks applications. Every question may end in UnansweredError."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._pids: dict[str, int] = {}
        self._roles: dict[tuple[str, int], str] = {}

    def known(self, pid: int) -> str | None:
        """The name on the bus of a process, if it was asked for before."""
        return next((name for name, known in self._pids.items() if known == pid), None)

    async def application(self, pid: int) -> str | None:
        """The name on the bus of a process; None if it is not accessible."""
        found = self.known(pid)
        if found is None:
            listed = {ref.name for ref in await self.children(_APPLICATIONS)}
            self._pids = {name: known for name, known in self._pids.items() if name in listed}
            for name in listed - self._pids.keys():
                self._pids[name] = await self._bus.pid(name)
            found = self.known(pid)
        return found

    def forget(self, pid: int) -> None:
        """A process may be another one by now."""
        self._pids = {name: known for name, known in self._pids.items() if known != pid}

    async def windows(self, name: str) -> list[Ref]:
        """The windows of an application."""
        return await self.children(Ref(name, _APPLICATIONS.path))

    async def children(self, ref: Ref) -> list[Ref]:
        """The children of an object."""
        return [Ref(*child) for child in await self._bus.call(ref, _ACCESSIBLE, "GetChildren")]

    async def parent(self, ref: Ref) -> Ref:
        """The parent of an object."""
        return Ref(*await self._bus.property(ref, _ACCESSIBLE, "Parent", "(so)"))

    async def within(self, ref: Ref, role: str) -> Ref | None:
        """What has a role and an object in it as one of its parts, such as the dropdown of an item; None if nothing has."""
        for _ in range(_PARTS):
            ref = await self.parent(ref)
            if ref.path == _NOTHING:
                return None
            if await self.role(ref) == role:
                return ref
        return None

    async def states(self, ref: Ref) -> int:
        """The states of an object, a sum of ACTIVE and so on."""
        words: list[int] = await self._bus.call(ref, _ACCESSIBLE, "GetState")
        return words[0] if words else 0

    async def role(self, ref: Ref) -> str:
        """The role of an object by its name. The one of passwords goes by number: names are translated by some."""
        number = int(await self._bus.call(ref, _ACCESSIBLE, "GetRole"))
        key = ref.name, number
        if key not in self._roles:
            name = str(await self._bus.call(ref, _ACCESSIBLE, "GetRoleName"))
            self._roles[key] = PASSWORD if number == _PASSWORD_ROLE else name
        return self._roles[key]

    async def name(self, ref: Ref) -> str:
        """The name an object has by itself; of a dropdown, that is what is chosen."""
        return str(await self._bus.property(ref, _ACCESSIBLE, "Name", "s"))[:LONGEST]

    async def bounds(self, ref: Ref) -> Bounds:
        """x, y, width and height on the screen; all 0 where they are not told."""
        try:
            x, y, width, height = await self._bus.call(ref, _COMPONENT, "GetExtents", "u", _ON_SCREEN)
        except UnansweredError:
            return 0, 0, 0, 0
        return (x, y, width, height) if width > 0 and height > 0 else (0, 0, 0, 0)

    async def element(self, ref: Ref) -> Element:
        """An object as the events tell it."""
        role = await self.role(ref)
        label = await self._label(ref)
        name = label or ("" if role == COMBO_BOX else await self.name(ref))
        return Element(role, name, await self._identifier(ref), *await self.bounds(ref))

    async def index(self, ref: Ref) -> int:
        """The place of an object among its siblings, from 0."""
        return int(await self._bus.call(ref, _ACCESSIBLE, "GetIndexInParent"))

    async def chosen(self, ref: Ref) -> Ref:
        """The first object that is selected in one."""
        found = Ref(*await self._bus.call(ref, "org.a11y.atspi.Selection", "GetSelectedChild", "i", 0))
        if found.path == _NOTHING:
            raise UnansweredError
        return found

    async def text(self, ref: Ref) -> str:
        """The name of a row, or the first name of what it is made of."""
        layer = [ref]
        for _ in range(_PARTS + 1):
            for part in layer:
                if name := await self.name(part):
                    return name
            layer = [child for part in layer for child in await self.children(part)]
        return ""

    async def row(self, ref: Ref, inside: Ref) -> int:
        """The place of a row in a list, from 0; a table counts cells, and tells which row one is in."""
        index = await self.index(ref)
        try:
            return int(await self._bus.call(inside, "org.a11y.atspi.Table", "GetRowAtIndex", "i", index))
        except UnansweredError:
            return index

    async def focused(self, window: Ref) -> list[Ref]:
        """The objects of a window that say they have the keyboard, two at most."""
        states, nothing = [FOCUSED | SHOWING, 0], [0, 0, 0, 0]
        rule = [states, 1, {}, 1, nothing, 1, [], 1, False]
        found = await self._bus.call(window, "org.a11y.atspi.Collection", "GetMatches", _MATCH, rule, 1, 2, True)  # noqa: FBT003
        return [Ref(*match) for match in found]

    async def at(self, window: Ref, x: int, y: int) -> Ref:
        """The innermost object of a window at a point. An object answers for its own layer only, so it is asked again."""
        found = window
        for _ in range(_DEPTH):
            inner = Ref(*await self._bus.call(found, _COMPONENT, "GetAccessibleAtPoint", "iiu", x, y, _ON_SCREEN))
            if inner.path == _NOTHING or inner == found:
                break
            found = inner
        return found

    async def _label(self, ref: Ref) -> str:
        """The text of the label that belongs to an object, empty if none does."""
        relations: list[Any] = await self._bus.call(ref, _ACCESSIBLE, "GetRelationSet")
        for kind, targets in relations:
            if kind == _LABELLED_BY and targets:
                return (await self.name(Ref(*targets[0]))).strip().removesuffix(":")
        return ""

    async def _identifier(self, ref: Ref) -> str:
        """The id an object has, and what kind of field a web page says it is."""
        attributes: dict[str, str] = await self._bus.call(ref, _ACCESSIBLE, "GetAttributes")
        return " ".join(attributes[key] for key in ("id", "text-input-type", "autocomplete") if attributes.get(key))[:LONGEST]
