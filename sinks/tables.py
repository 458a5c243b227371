"""The two tables of the data set."""

from dataclasses import dataclass, replace
from typing import Any

from schemas.errors import HandrailError
from schemas.settings import Settings, Store
from schemas.topics import REDACTIONS, TRAJECTORIES, Topic
from sinks.arrow import REPORT, TRAJECTORY


@dataclass(frozen=True, slots=True)
class Kind:
    """One table: the topic that feeds it, the record that becomes a row, the rows' schema."""

    name: str
    topic: Topic
    record: str
    schema: Any

    def of(self, application: str) -> "Kind":
        """The same, fed from the topic as an application names it."""
        return replace(self, topic=replace(self.topic, name=self.topic.of(application)))

    def path(self, store: Store, application: str) -> str:
        """Where it lies: bucket and prefix."""
        return f"{store.bucket}/{application}/{self.name}"


REPORTS = Kind(REDACTIONS.name, REDACTIONS, "RedactionReport", REPORT)
ROWS = Kind(TRAJECTORIES.name, TRAJECTORIES, "Trajectory", TRAJECTORY)


def store_of(settings: Settings) -> Store:
    """The store of a role that has one.

    Raises:
        HandrailError: the settings name none.
    """
    if settings.store is None:
        raise HandrailError(f"The settings of the role {settings.role} name no [store], where the data set lies.")
    return settings.store
