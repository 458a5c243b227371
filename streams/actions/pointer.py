"""Buttons and moves to clicks, multiple clicks and drags."""

from dataclasses import dataclass, field
from math import dist

from schemas.events import Button, Element, Pointer
from schemas.records import PathPoint
from streams.actions.draft import DraftStep
from streams.actions.path import Point, thin
from streams.actions.thresholds import Thresholds

_BUTTONS = {0: "left", 1: "middle", 2: "right", 3: "back", 4: "forward"}
_CLICKS = {1: "middle_click", 2: "right_click"}
_MULTIPLE = {"click": "double_click", "double_click": "triple_click"}


@dataclass(slots=True, repr=False)
class _Press:
    """A button that is down."""

    event: Button
    step: DraftStep
    moved: bool = False
    path: list[Point] = field(default_factory=list)


class Clicks:
    """A press is a click at once; what follows may make it a multiple click or a drag."""

    def __init__(self, steps: list[DraftStep], thresholds: Thresholds) -> None:
        self._steps = steps
        self._thresholds = thresholds
        self._presses: dict[int, _Press] = {}
        self._last: tuple[Button, Button, DraftStep] | None = None  # first and latest press of a click that may yet be multiple

    def move(self, event: Pointer) -> None:
        """Take in a move; it matters while a button is down."""
        for press in self._presses.values():
            press.moved = True
            if event.time - press.path[-1][0] >= self._thresholds.path_interval_ms:
                press.path.append((event.time, event.x, event.y))

    def press(self, event: Button, target: Element | None) -> None:
        """Take in a button that went down on `target`."""
        step = self._again(event) or self._click(event, target)
        self._presses[event.button] = _Press(event, step, path=[(event.time, event.x, event.y)])

    def release(self, event: Button) -> None:
        """Take in a button that went up."""
        press = self._presses.pop(event.button, None)
        if press is None:
            return
        if press.moved and _distance(press.event, event) > self._thresholds.drag_px:
            self._drag(press, event)
        else:
            press.step.duration = event.time - press.step.time

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
        step.kind = _MULTIPLE[step.kind]
        self._last = (first, event, step) if double else None
        return step

    def _click(self, event: Button, target: Element | None) -> DraftStep:
        step = DraftStep(
            _CLICKS.get(event.button, "click"),
            event.time,
            x=event.x,
            y=event.y,
            button=_BUTTONS.get(event.button),
            element=target,
        )
        self._steps.append(step)
        self._last = (event, event, step) if event.button == 0 else None
        return step

    def _drag(self, press: _Press, release: Button) -> None:
        """Turn a press into a drag; the last press of a multiple click begins a step of its own."""
        step, begin = press.step, press.event
        if step.kind in _MULTIPLE.values():
            step = self._click(begin, step.element)
        step.kind, step.duration = "drag", release.time - begin.time
        path = thin([*press.path, (release.time, release.x, release.y)], self._thresholds.path_tolerance_px)
        step.path = [PathPoint(time=time - begin.time, x=x, y=y) for time, x, y in path]
        self._last = None


def _distance(one: Button, other: Button) -> float:
    return dist((one.x, one.y), (other.x, other.y))
