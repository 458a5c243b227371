"""Contexts of places, and what tells the stream that the place is another one."""

from collections.abc import Iterator

from producers.desktop.backend import Happened, Place
from producers.desktop.evidence import takes_secret
from schemas.events import Button, Context, Element, ElementEvent, Event, Focus

Stamped = tuple[Event, Context]


class Stamp:
    """Stamps events with where they happened.

    A new place is told with the first event that leaves it, not when it is seen: the moment in which the focus came out of
    a password field is the moment of a key.
    """

    def __init__(self) -> None:
        self._place: Place | None = None
        self._context = Context(None)
        self._window: tuple[str, int, int] | None = None
        self._element: Element | None = None

    def __call__(self, happened: Happened, place: Place) -> Iterator[Stamped]:
        """An event in its context, after what is new about its place and its target."""
        context = self._of(place)
        for event in [*self._news(happened.event.time, place), *_target(happened), happened.event]:
            yield event, context

    def _of(self, place: Place) -> Context:
        """The context of a place: one object as long as the place is the same."""
        if place != self._place:
            self._place = place
            self._context = Context(place.application, place.title, place.element, takes_secret(place), place.screen)
        return self._context

    def _news(self, time: int, place: Place) -> Iterator[Event]:
        window = (place.application or "", place.pid, place.window)
        if window != self._window:
            self._window, self._element = window, None
            yield Focus(time, window[0], place.title)
        if place.element != self._element:
            self._element = place.element
            if place.element is not None:
                yield ElementEvent(time, place.element, focused=True)


def _target(happened: Happened) -> Iterator[Event]:
    event = happened.event
    if isinstance(event, Button) and event.pressed and happened.target is not None:
        yield ElementEvent(event.time, happened.target, focused=False)
