"""The element under a pointer event: the one its source named just before, or else the focused one if it lies there."""

from schemas.events import Button, Element, ElementEvent, Wheel
from streams.actions.place import Place
from streams.actions.thresholds import Thresholds


class Targets:
    """Remembers the last element that was named as a target."""

    def __init__(self, place: Place, thresholds: Thresholds) -> None:
        self._place = place
        self._thresholds = thresholds
        self._named: ElementEvent | None = None

    def name(self, event: ElementEvent) -> None:
        """Take in the target of the next pointer event."""
        self._named = event

    def forget(self) -> None:
        """Forget the named target: another window is in front, or events are missing."""
        self._named = None

    def at(self, event: Button | Wheel) -> Element | None:
        """The element that a pointer event acts on. A target without bounds serves one event only."""
        named, focused = self._named, self._place.element
        if named and 0 <= event.time - named.time <= self._thresholds.target_ms:
            if named.element.width <= 0:
                self._named = None
                return named.element
            if _covers(named.element, event):
                return named.element
        return focused if focused and _covers(focused, event) else None


def _covers(element: Element, event: Button | Wheel) -> bool:
    return 0 <= event.x - element.x < element.width and 0 <= event.y - element.y < element.height
