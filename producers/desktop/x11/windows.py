"""What X knows of windows: the active one, whose it is, its title and bounds, and which window has the keyboard."""

from dataclasses import dataclass
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import XError

from schemas.events import Screen

_DEPTH = 16  # windows between the one with the keyboard and the root
_DOTS_PER_INCH = 96.0
_BYTES, _WORDS = 8, 32
_LONGEST = 1 << 16  # words of a property
_LONGEST_TITLE = 512  # characters
_MASK = 0xFFFF  # coordinates wrap for windows beyond the left and upper edge


@dataclass(frozen=True, slots=True, repr=False)
class Window:
    """A window with what the policy and the data set know it by."""

    window: int
    application: str | None
    title: str
    pid: int
    screen: Screen


class Windows:
    """Questions to a display, over a connection of its own. To be used by one thread at a time."""

    def __init__(self, display: Display) -> None:
        """Takes an open connection."""
        self._display = display
        self._root = display.screen().root

    def close(self) -> None:
        """Disconnect."""
        self._display.close()

    def active(self) -> int:
        """The id of the active window, 0 if there is none."""
        return self._number(self._root, "_NET_ACTIVE_WINDOW")

    def managed(self) -> list[int]:
        """The ids of all windows that the window manager keeps."""
        return self._numbers(self._root, "_NET_CLIENT_LIST")

    def has_keyboard(self, window: int) -> bool:
        """Whether keys go to a window, or to one within it."""
        focus = self._display.get_input_focus().focus
        for _ in range(_DEPTH):
            if isinstance(focus, int) or focus == self._root:
                return False
            if focus.id == window:
                return True
            try:
                focus = focus.query_tree().parent
            except XError:
                return False
        return False

    def describe(self, window: int) -> Window | None:
        """A window as it is now; None if it is gone."""
        resource = self._display.create_resource_object("window", window)
        try:
            names = self._text(resource, "WM_CLASS").split("\0")
            application = names[1].casefold() if len(names) > 1 and names[1] else None
            title = self._text(resource, "_NET_WM_NAME") or self._text(resource, "WM_NAME")
            return Window(
                window, application, title[:_LONGEST_TITLE], self._number(resource, "_NET_WM_PID"), self._screen(resource)
            )
        except XError:
            return None

    def pid_at(self, x: int, y: int) -> int:
        """The process whose window is at a point of the screen, 0 if none is or it does not say."""
        window, pid = self._root, 0
        try:
            for _ in range(_DEPTH):
                below = window.translate_coords(self._root, x, y).child
                if isinstance(below, int):
                    break
                window = below
                pid = self._number(window, "_NET_WM_PID") or pid
        except XError:
            return 0
        return pid

    def _screen(self, window: Any) -> Screen:
        size, root = window.get_geometry(), self._root.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Screen(root.width, root.height, self._scale(), _signed(corner.x), _signed(corner.y), size.width, size.height)

    def _scale(self) -> float:
        """How much larger than usual a person has things drawn: `Xft.dpi` of the X resources."""
        for line in self._text(self._root, "RESOURCE_MANAGER").splitlines():
            name, _, value = line.partition(":")
            if name == "Xft.dpi" and value.strip().replace(".", "", 1).isdigit():
                return float(value) / _DOTS_PER_INCH or 1.0
        return 1.0

    def _text(self, window: Any, name: str) -> str:
        """A property of bytes, which are UTF-8 unless they say otherwise; empty without it."""
        found = self._property(window, name, _BYTES)
        if found is None:
            return ""
        return bytes(found.value).decode("latin-1" if found.property_type == Xatom.STRING else "utf-8", "replace")

    def _number(self, window: Any, name: str) -> int:
        """A property that is one number, 0 without it."""
        numbers = self._numbers(window, name)
        return numbers[0] if numbers else 0

    def _numbers(self, window: Any, name: str) -> list[int]:
        found = self._property(window, name, _WORDS)
        return [int(number) for number in found.value] if found is not None else []

    def _property(self, window: Any, name: str, width: int) -> Any:
        """A property with elements of a width in bits; clients may set any."""
        found = window.get_property(self._display.intern_atom(name), X.AnyPropertyType, 0, _LONGEST)
        return found if found is not None and found.format == width else None


def _signed(value: int) -> int:
    value &= _MASK
    return value - _MASK - 1 if value > _MASK // 2 else value
