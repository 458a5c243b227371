"""Which element has the keyboard: signals are hints, and the application's answer decides."""

from dataclasses import replace

from producers.desktop.x11.bus import Ref, UnansweredError
from producers.desktop.x11.tree import ACTIVE, COMBO_BOX, FOCUSED, MENU_ITEMS, PASSWORD, SELECTED, SHOWING, Tree
from schemas.events import Element

_BUTTON = "toggle button"  # GTK says that it has the keyboard, where a person would say that the dropdown has


class Focus:
    """Remembers the last hint of every application, and what was said of the element that has the keyboard."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._hints: dict[str, Ref] = {}
        self._element: tuple[Ref, str, Element] | None = None
        self._secrets: set[Ref] = set()

    def hint(self, ref: Ref) -> None:
        """An object signalled that it has the keyboard now."""
        self._hints[ref.name] = ref

    def changed(self) -> None:
        """What was said of an element may be old."""
        self._element = None

    async def element(self, pid: int, *, grabbed: bool) -> Element | None:
        """The element of a process that has the keyboard, None if it does not say which.

        Args:
            pid: the process of the active window.
            grabbed: whether some window took the keyboard from all others: then only an open menu is believed.

        Raises:
            UnansweredError: no answer in time.
        """
        try:
            name = await self._tree.application(pid)
            ref = await self._focused(name) if name is not None else None
            return None if ref is None else await self._described(ref, grabbed=grabbed)
        except UnansweredError:
            self._tree.forget(pid)
            raise

    async def _focused(self, name: str) -> Ref | None:
        hint = self._hints.get(name)
        if hint is not None and await self._holds(hint):
            return hint
        for window in await self._tree.windows(name):
            if await self._tree.states(window) & ACTIVE:
                found = await self._tree.focused(window)
                if len(found) == 1:
                    self._hints[name] = found[0]
                    return found[0]
        return None

    async def _holds(self, ref: Ref) -> bool:
        """Whether an object still has the keyboard. The item of an open menu says so by being selected."""
        try:
            states = await self._tree.states(ref)
            if not states & SHOWING:
                return False
            return bool(states & FOCUSED) or (bool(states & SELECTED) and await self._tree.role(ref) in MENU_ITEMS)
        except UnansweredError:
            return False  # it is gone; an application that hangs does not answer what is asked next, either

    async def _described(self, ref: Ref, *, grabbed: bool) -> Element | None:
        """The element; what was said of it holds until a signal says otherwise. A password that is shown remains one."""
        role = await self._tree.role(ref)
        if grabbed and role not in MENU_ITEMS:
            return None
        if role == PASSWORD:
            self._secrets.add(ref)
        if self._element is None or self._element[:2] != (ref, role):
            self._element = ref, role, await self._tree.element(await self._whole(ref, role))
        element = self._element[2]
        return replace(element, role=PASSWORD) if ref in self._secrets else element

    async def _whole(self, ref: Ref, role: str) -> Ref:
        """The dropdown that a button is a part of, or the object itself."""
        combo = await self._tree.within(ref, COMBO_BOX) if role == _BUTTON else None
        return combo or ref
