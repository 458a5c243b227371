"""Buttons to clicks, multiple clicks and drags."""

from dataclasses import dataclass
from math import dist

from schemas.events import Button, Element
from streams.actions.draft import DraftStep
from streams.actions.path import path
from streams.actions.steps import Steps
from streams.actions.thresholds import Thresholds
from streams.actions.track import Track

_BUTTONS = {0: "left", 1: "middle", 2: "right", 3: "back", 4: "forward"}
_CLICKS = {1: "middle_click", 2: "right_click"}
_MORE = {"click": "double_click", "double_click": "triple_click"}
_LESS = {more: less for less, more in _MORE.items()}


@dataclass(slots=True, repr=False)
class _Press:
    """A button that is down since the pointer's move number `moves`."""

    event: Button
    step: DraftStep
    moves: int


class Clicks:
    """A press is a click at once; what follows may make it a multiple click or a drag."""

    def __init__(self, steps: Steps, track: Track, thresholds: Thresholds) -> None:
        self._steps = steps
        self._track = track
        self._thresholds = thresholds
        self._presses: dict[int, _Press] = {}
        self._last: tuple[Button, Button, DraftStep] | None = None  # first and latest press of a click that may yet be multiple

    def press(self, event: Button, target: Element | None, moves: int) -> None:
        """Take in a button that went down on `target`, after so many moves of the track."""
        step = self._again(event) or self._click(event, target)
        self._presses[event.button] = _Press(event, step, moves)

    def release(self, event: Button, moves: int) -> None:
        """Take in a button that went up, after so many moves of the track."""
        press = self._presses.pop(event.button, None)
        if press is None:
            return
        if moves > press.moves and _distance(press.event, event) > self._thresholds.drag_px:
            self._drag(press, event, moves)
        else:
            press.step.duration = event.time - press.step.time

    def end(self) -> None:
        """Something else came of the last click: the next press is none of its."""
        self._last = None

    def forget(self) -> None:
        """Forget which buttons are down: events are missing, and what was pressed stays a click."""
        self._presses.clear()
        self._last = None

    def _again(self, event: Button) -> DraftStep | None:
        """The click that this press makes a double or triple one, if any."""
        if self._last is None or event.button != 0:
            return None
        first, latest, step = self._last
        double, limits = step.kind == "click", self._thresholds
        near = _distance(first, event) <= (limits.double_click_px if double else limits.triple_click_px)
        if not near or not 0 <= event.time - latest.time <= limits.multi_click_ms:
            return None
        step.kind = _MORE[step.kind]
        self._last = (first, event, step) if double else None
        return step

    def _click(self, event: Button, target: Element | None) -> DraftStep:
        kind, button = _CLICKS.get(event.button, "click"), _BUTTONS.get(event.button)
        step = self._steps.add(DraftStep(kind, event.time, x=event.x, y=event.y, button=button, element=target))
        self._last = (event, event, step) if event.button == 0 else None
        return step

    def _drag(self, press: _Press, release: Button, moves: int) -> None:
        """Turn a press into a drag; the last press of a multiple click was none of it."""
        step, begin = press.step, press.event
        if step.kind in _LESS:
            step.kind = _LESS[step.kind]
            step = self._click(begin, step.element)
        step.kind, step.duration = "drag", release.time - begin.time
        step.path = path(self._track.between(begin, press.moves, moves, release), self._thresholds)
        self._last = None


def _distance(one: Button, other: Button) -> float:
    return dist((one.x, one.y), (other.x, other.y))
