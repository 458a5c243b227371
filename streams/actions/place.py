"""Where the keyboard is: the window in front and the element that has the focus in it."""

from schemas.events import Element

Window = tuple[str, str]
Identity = tuple[str, str]


def identity(element: Element | None) -> Identity:
    """What tells one element from another: its role, and its identifier or else its name. Bounds move."""
    return (element.role, element.identifier or element.name) if element else ("", "")


class Place:
    """The window in front, and the element last focused in each: a window keeps its focus while another is in front."""

    def __init__(self, application: str, window_title: str, element: Element | None) -> None:
        self.window: Window = (application, window_title)
        self.element = element
        self._focused: dict[Window, Element | None] = {}

    def enter(self, window: Window) -> None:
        """Bring another window to the front. If only the title is new, it is the same window: the focus stays where it is."""
        self._focused[self.window] = self.element
        same = self.element if window[0] == self.window[0] else None
        self.window, self.element = window, self._focused.get(window, same)

    def focus(self, element: Element) -> None:
        """Give an element the keyboard."""
        self.element = element

    def forget(self) -> None:
        """Forget which elements are focused: events are missing."""
        self.element = None
        self._focused.clear()
