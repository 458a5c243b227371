"""Wheel notches to scrolls: one step for as long as the direction stays and nothing else is done."""

from schemas.events import Wheel
from streams.actions.draft import DraftStep
from streams.actions.steps import Steps
from streams.actions.targets import Targets
from streams.actions.thresholds import Thresholds

_MOST = 2**31 - 1  # notches that a step can say


class Scrolls:
    """Sums the notches of the scroll in progress."""

    def __init__(self, steps: Steps, targets: Targets, thresholds: Thresholds) -> None:
        self._steps = steps
        self._targets = targets
        self._gap = thresholds.scroll_gap_ms
        self._step: DraftStep | None = None
        self._direction = ("", False)
        self._latest = 0

    def wheel(self, event: Wheel) -> None:
        """Take in a notch."""
        if not event.delta_x and not event.delta_y:
            return
        direction = _direction(event)
        step = self._step
        if step is None or direction != self._direction or event.time - self._latest > self._gap:
            step = self._step = self._begin(event)
        step.delta_x, step.delta_y = _sum(step.delta_x, event.delta_x), _sum(step.delta_y, event.delta_y)
        step.duration = event.time - step.time
        self._direction, self._latest = direction, event.time

    def end(self) -> None:
        """Something else was done: the next notch begins another scroll."""
        self._step = None

    def _begin(self, event: Wheel) -> DraftStep:
        return self._steps.add(DraftStep("scroll", event.time, x=event.x, y=event.y, element=self._targets.at(event)))


def _direction(event: Wheel) -> tuple[str, bool]:
    """The axis that moved most, and whether it moved right or down."""
    if abs(event.delta_x) > abs(event.delta_y):
        return "x", event.delta_x > 0
    return "y", event.delta_y > 0


def _sum(so_far: int | None, more: int) -> int:
    return min(max((so_far or 0) + more, -_MOST), _MOST)
