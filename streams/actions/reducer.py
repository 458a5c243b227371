"""Events to draft steps: a function of its input, without clock or I/O."""

from collections.abc import Callable, Sequence
from typing import Any

from schemas.events import Button, ElementEvent, Event, Focus, Input, Key, Pointer, Selection, Wheel
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.joins import Joins
from streams.actions.keyboard import Keyboard
from streams.actions.keys import MODIFIERS
from streams.actions.opened import Opened
from streams.actions.place import Place, identity
from streams.actions.pointer import Clicks
from streams.actions.scrolls import Scrolls
from streams.actions.targets import Targets
from streams.actions.text import Texts
from streams.actions.thresholds import Thresholds


def reduce(batches: Sequence[Opened], thresholds: Thresholds, *, cut_before: bool, cut_after: bool) -> Draft:
    """The steps of one trajectory.

    A gap counts as a cut: buttons, modifiers and targets are forgotten, the text in progress is withheld on both sides.

    Args:
        batches: in the order of their sequence; at least one.
        thresholds: limits of the reduction.
        cut_before: a text was in progress when the trajectory before ended, so what goes on here is withheld.
        cut_after: a text in progress at the end is withheld.

    Returns:
        Steps in order of time, in milliseconds from the first event; none begins or ends outside the trajectory.
    """
    reducer = _Reducer(batches[0], thresholds, cut=cut_before)
    for batch in batches:
        reducer.batch(batch)
    steps, joined = reducer.finish(cut=cut_after)
    first = batches[0]
    return Draft(first.application, first.window_title, first.screen, _in_order(steps, batches), joined)


class _Reducer:
    """The one loop: hands every event to those whom it concerns."""

    def __init__(self, first: Opened, thresholds: Thresholds, *, cut: bool) -> None:
        self._steps: list[DraftStep] = []
        self._place = Place(first.application, first.window_title, first.element)
        self._targets = Targets(self._place, thresholds)
        self._clicks = Clicks(self._steps, thresholds)
        self._scrolls = Scrolls(self._steps, self._targets, thresholds)
        self._joins = Joins(self._place)
        self._texts = Texts(self._steps, self._place, self._joins, thresholds.snapshot_characters, cut=cut)
        self._keyboard = Keyboard(self._steps, self._place, self._texts, thresholds)
        self._handlers: dict[type[Event], Callable[[Any], None]] = {
            Pointer: self._clicks.move,
            Button: self._button,
            Wheel: self._scrolls.wheel,
            Key: self._key,
            Focus: self._focus,
            ElementEvent: self._element,
            Selection: self._selection,
            Input: self._input,
        }

    def batch(self, batch: Opened) -> None:
        """Take in a batch; where its first event happened may differ from where the last one did."""
        if batch.gap:
            self._gap()
        if not batch.events:
            return
        self._window(batch.events[0].time, batch.application, batch.window_title)
        if batch.element is not None:
            self._field(ElementEvent(batch.events[0].time, batch.element, focused=True))
        handlers = self._handlers
        for event in batch.events:
            handlers[type(event)](event)

    def finish(self, *, cut: bool) -> tuple[list[DraftStep], list[list[Text]]]:
        """All steps, in the order in which they were begun, without texts of which nothing is left; and the texts joined."""
        if cut:
            self._texts.cut()
        self._texts.close()
        steps = [step for step in self._steps if step.text is None or step.text.final or step.text.withheld]
        return steps, self._joins.joined()

    def _button(self, event: Button) -> None:
        if not event.pressed:
            self._clicks.release(event)
            return
        target = self._targets.at(event)
        self._scrolls.end()
        self._texts.click(target)
        self._clicks.press(event, target)

    def _key(self, event: Key) -> None:
        if event.down and event.key not in MODIFIERS:
            self._scrolls.end()
        self._keyboard.key(event)

    def _input(self, event: Input) -> None:
        self._scrolls.end()
        self._texts.input(event)

    def _selection(self, event: Selection) -> None:
        self._scrolls.end()
        self._steps.append(DraftStep("select_option", event.time, element=event.element, option=event.option))

    def _focus(self, event: Focus) -> None:
        self._window(event.time, event.application, event.window_title)

    def _window(self, time: int, application: str, window_title: str) -> None:
        window = (application, window_title)
        if window == self._place.window:
            return
        self._scrolls.end()
        self._targets.forget()
        self._texts.settle()
        self._texts.leave()
        self._place.enter(window)
        self._steps.append(DraftStep("focus", time, application=application, window_title=window_title))

    def _element(self, event: ElementEvent) -> None:
        if event.focused:
            self._field(event)
        else:
            self._targets.name(event)

    def _field(self, event: ElementEvent) -> None:
        """Another element has the keyboard. Where none was known, it may be the one that had it all along."""
        focused = self._place.element
        if identity(focused) != identity(event.element):
            (self._texts.settle if focused else self._texts.close)()
            self._texts.leave()
        self._place.focus(event.element)

    def _gap(self) -> None:
        self._texts.cut()
        self._clicks.forget()
        self._scrolls.end()
        self._targets.forget()
        self._keyboard.forget()
        self._place.forget()


def _in_order(steps: list[DraftStep], batches: Sequence[Opened]) -> list[DraftStep]:
    """Steps by time from the first event; a device's clock that was set back moves none out of the trajectory."""
    times = [batch.events[at].time for batch in batches if batch.events for at in (0, -1)]
    for step in steps:
        begin, end = (min(max(time, times[0]), max(times[-1], times[0])) for time in (step.time, step.time + step.duration))
        step.time, step.duration = begin - times[0], max(0, end - begin)
    return sorted(steps, key=lambda step: step.time)
