"""Limits from settings, and as they are recorded in every trajectory, so that a data set says how it was cut and reduced."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import inf
from typing import Self, TypeVar

from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import INTERACTIONS
from streams.actions.thresholds import Thresholds as ActionThresholds
from streams.sessions.thresholds import Thresholds as SessionThresholds

_KEPT = int(INTERACTIONS.settings["retention.ms"])

T = TypeVar("T", ActionThresholds, SessionThresholds)


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of a worker."""

    sessions: SessionThresholds
    actions: ActionThresholds

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits of a worker's settings; what they do not name keeps its default.

        Raises:
            HandrailError: a name is not known, or a value is not positive or not whole where it must be.
        """
        sessions, actions = configured(SessionThresholds, settings.sessions), configured(ActionThresholds, settings.actions)
        if sessions.forget < _KEPT:  # a batch could come again that nobody remembers
            raise HandrailError(f"the limit forget in the settings must be {_KEPT} or more: so many ms the log is kept")
        return cls(sessions, actions)

    def record(self) -> str:
        """All limits as JSON, `{"actions": {…}, "sessions": {…}}`, in one order always."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def configured(kind: type[T], values: Mapping[str, float]) -> T:
    """The limits of one kind; errors as `Limits.of`."""
    known = asdict(kind())
    for name, value in values.items():
        if name not in known:
            raise HandrailError(f"the settings name the limit {name}, which is none of: {', '.join(known)}")
        whole = isinstance(known[name], int)
        if not 0 < value < inf or (whole and value != int(value)):
            raise HandrailError(f"the limit {name} in the settings must be a positive{' whole' * whole} number")
    return kind(**{name: type(known[name])(value) for name, value in values.items()})
