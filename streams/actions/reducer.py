"""Events to draft steps: a function of its input, without clock or I/O."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from schemas.columns import Columns
from schemas.events import Button, Element, ElementEvent, Event, Focus, Input, Key, Selection, Wheel
from streams.actions.choices import CHOICE, absorb
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.edits import is_paste
from streams.actions.joins import Joins
from streams.actions.keyboard import Keyboard
from streams.actions.opened import Opened
from streams.actions.place import Place, identity
from streams.actions.pointer import Clicks
from streams.actions.scrolls import Scrolls
from streams.actions.steps import Steps
from streams.actions.targets import Targets
from streams.actions.text import Texts
from streams.actions.thresholds import Thresholds
from streams.actions.track import Track
from streams.actions.waits import Span, waits

_PASTES = (["Control", "v"], ["Control", "Shift", "v"], ["Meta", "v"], ["Shift", "Insert"], ["Paste"])


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
    first = batches[0]
    reducer = _Reducer(first, thresholds, cut=cut_before)
    for batch in batches:
        reducer.batch(batch, Columns.of(batch.events))
    steps, joined, hidden = reducer.finish(cut=cut_after)
    return Draft(first.application, first.window_title, first.screen, _in_order(steps, reducer.spans), joined, hidden)


class _Reducer:
    """The one loop: hands every event to those whom it concerns.

    Attributes:
        spans: when each batch began and ended, milliseconds.
    """

    def __init__(self, first: Opened, thresholds: Thresholds, *, cut: bool) -> None:
        self.spans: list[Span] = []
        self._thresholds = thresholds
        self._gaps: list[Span] = []
        self._steps = Steps()
        self._track = Track()
        self._place = Place(first.application, first.window_title, first.element)
        self._targets = Targets(self._place, thresholds)
        self._clicks = Clicks(self._steps, self._track, thresholds)
        self._scrolls = Scrolls(self._steps, self._targets, thresholds)
        self._joins = Joins(self._place)
        self._texts = Texts(self._steps, self._place, self._joins, thresholds.snapshot_characters, cut=cut)
        self._keyboard = Keyboard(self._steps, self._place, self._texts, thresholds)
        self._handlers: dict[type[Event], Callable[[Any], None]] = {
            Wheel: self._scrolls.wheel,
            Key: self._key,
            Focus: self._focus,
            ElementEvent: self._element,
            Selection: self._selection,
            Input: self._input,
        }

    def batch(self, batch: Opened, events: Columns) -> None:
        """Take in a batch; where its first event happened may differ from where the last one did."""
        if not events:
            self._lost(batch, self._end)
            return
        begin = events.times[0]
        self._lost(batch, begin)
        self.spans.append((begin, events.times[-1]))
        self._window(begin, batch.application, batch.window_title, seen=not batch.gap)
        if batch.element is not None:
            self._field(begin, batch.element)
        self._take(events)

    def finish(self, *, cut: bool) -> tuple[list[DraftStep], list[list[Text]], list[DraftStep]]:
        """All steps, in the order in which they were begun; the texts joined; and the steps whose text is not shown."""
        if cut:
            self._texts.cut(self._end)
        self._texts.close(self._end)
        steps = absorb((step for step in self._steps if _shows(step)), self._thresholds)
        hidden = _hidden(self._steps, steps)
        steps += waits(steps, [*self._texts.spans, *self._gaps], self._thresholds.wait_ms)
        return steps, self._joins.joined(), hidden

    @property
    def _end(self) -> int:
        return self.spans[-1][1] if self.spans else 0

    def _take(self, events: Columns) -> None:
        handlers, moves = self._handlers, len(self._track)
        self._track.extend(events)
        for event, before in zip(events.others, events.moves_before(), strict=False):
            if isinstance(event, Button):
                self._button(event, moves + before)
            else:
                handlers[type(event)](event)

    def _button(self, event: Button, moves: int) -> None:
        if not event.pressed:
            self._clicks.release(event, moves)
            return
        target = self._targets.at(event)
        self._scrolls.end()
        self._texts.click(event.time, target)
        self._clicks.press(event, target, moves)

    def _key(self, event: Key) -> None:
        if event.down and self._keyboard.press(event):
            self._scrolls.end()

    def _input(self, event: Input) -> None:
        self._scrolls.end()
        self._texts.input(event)
        if is_paste(event) and not self._pasted():
            self._steps.add(DraftStep("key", event.time, keys=["Paste"], element=self._place.element))

    def _pasted(self) -> bool:
        """Whether the last step is the key or hotkey of a paste."""
        last = self._steps.last
        return last is not None and any(last.keys[: len(keys)] == keys for keys in _PASTES)

    def _selection(self, event: Selection) -> None:
        self._scrolls.end()
        self._clicks.end()
        self._steps.add(DraftStep(CHOICE, event.time, element=event.element, option=event.option))

    def _focus(self, event: Focus) -> None:
        self._window(event.time, event.application, event.window_title, seen=True)

    def _window(self, time: int, application: str, window_title: str, *, seen: bool) -> None:
        """Another window is in front. Where that was not seen, or only the title is another, a value may go on in it."""
        window = (application, window_title)
        if window == self._place.window:
            return
        self._scrolls.end()
        self._targets.forget()
        (self._texts.settle if seen and application != self._place.window[0] else self._texts.close)(time)
        self._texts.leave()
        self._place.enter(window)
        self._steps.add(DraftStep("focus", time, application=application, window_title=window_title))

    def _element(self, event: ElementEvent) -> None:
        if event.focused:
            self._field(event.time, event.element)
        else:
            self._targets.name(event)

    def _field(self, time: int, element: Element) -> None:
        """Another element has the keyboard. Where none was known, it may be the one that had it all along."""
        focused = self._place.element
        if identity(focused) != identity(element):
            (self._texts.settle if focused else self._texts.close)(time)
            self._texts.leave()
        self._place.focus(element)

    def _lost(self, batch: Opened, time: int) -> None:
        """Batches may be missing before one that begins at `time`."""
        if not batch.gap:
            return
        self._gaps.append((self._end, time))
        self._texts.cut(time)
        self._clicks.forget()
        self._scrolls.end()
        self._targets.forget()
        self._keyboard.forget()
        self._place.forget()


def _shows(step: DraftStep) -> bool:
    """Whether anything is left of a step; of a text, nothing may be."""
    return step.text is None or bool(step.text.final or step.text.withheld)


def _hidden(steps: Iterable[DraftStep], shown: Iterable[DraftStep]) -> list[DraftStep]:
    """The steps with a text that are not shown."""
    known = set(map(id, shown))
    return [step for step in steps if step.text is not None and id(step) not in known]


def _in_order(steps: Iterable[DraftStep], spans: Sequence[Span]) -> list[DraftStep]:
    """Steps by time from the first event; a device's clock that was set back moves none out of the trajectory."""
    first, last = (spans[0][0], max(spans[0][0], spans[-1][1])) if spans else (0, 0)
    for step in steps:
        begin, end = (min(max(time, first), last) for time in (step.time, step.time + step.duration))
        step.time, step.duration = begin - first, max(0, end - begin)
    return sorted(steps, key=lambda step: step.time)
