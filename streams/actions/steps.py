"""The steps of a trajectory while it is reduced."""

from collections.abc import Iterator

from streams.actions.draft import DraftStep


class Steps:
    """Steps in the order in which they were begun. One may be dropped again, when it turns out to be something else."""

    def __init__(self) -> None:
        self._steps: dict[int, DraftStep] = {}  # by identity: steps may be equal

    def __iter__(self) -> Iterator[DraftStep]:
        return iter(self._steps.values())

    def add(self, step: DraftStep) -> DraftStep:
        """Add a step as the last one; returns it."""
        self._steps[id(step)] = step
        return step

    def drop(self, step: DraftStep) -> None:
        """Drop a step."""
        del self._steps[id(step)]

    @property
    def last(self) -> DraftStep | None:
        """The step that was begun last."""
        return next(reversed(self._steps.values()), None)
