"""The one declaration of topics, their settings, records and permissions. `handrail topics apply` makes it so."""

from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.settings import Role

MIB = 1 << 20
HOUR = 3_600_000
DAY = 24 * HOUR
DEFAULT_APPLICATION = "handrail"

Operation = Literal["READ", "WRITE", "DESCRIBE"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its settings and the record types that may travel in it."""

    name: str
    key: str
    records: tuple[str, ...]
    settings: dict[str, str]
    may: dict[Role, tuple[Operation, ...]] = field(default_factory=dict)
    single_partition: bool = False
    shared: bool = False  # one for all applications, because they read it; what they write, each writes apart

    def of(self, application: str) -> str:
        """The topic's name for an application: a second one reads the same log and writes to topics of its own."""
        return self.name if self.shared or application == DEFAULT_APPLICATION else f"{self.name}.{application}"


def _keep(days: int = 0, hours: int = 0, mib: int = 1) -> dict[str, str]:
    return {
        "cleanup.policy": "delete",
        "retention.ms": str(days * DAY + hours * HOUR),
        "max.message.bytes": str(mib * MIB),
    }


_COMPACTED = {"cleanup.policy": "compact", "max.message.bytes": str(MIB)}

INTERACTIONS = Topic(
    "interactions",
    key="device id",
    records=("InteractionBatch", "InteractionBody", "Tick"),  # the body travels sealed, inside its batch
    settings=_keep(hours=72) | {"message.timestamp.type": "LogAppendTime"},
    may={"producer": ("WRITE",), "worker": ("READ", "WRITE")},  # the worker writes ticks
    shared=True,
)
SESSIONS = Topic(
    "sessions",
    key="device id",
    records=("SessionRow",),
    settings=_COMPACTED,
    may={"worker": ("READ", "WRITE")},
)
TRAJECTORIES = Topic(
    "trajectories",
    key="device id",
    records=("Trajectory", "Watermark"),
    settings=_keep(days=7, mib=8),
    may={"worker": ("WRITE",), "sink": ("READ",)},
)
REDACTIONS = Topic(
    "redactions",
    key="device id",
    records=("RedactionReport", "ErasureReceipt", "Watermark"),
    settings=_keep(days=365),
    may={"worker": ("WRITE",), "sink": ("READ",), "auditor": ("READ",)},
)
POLICIES = Topic(
    "policies",
    key="policy, subject or device id",
    records=("CapturePolicy", "Consent", "Erasure", "DeviceKey", "EpochKey"),
    settings=_COMPACTED,
    may={"producer": ("READ",), "worker": ("READ",)},
    shared=True,
    single_partition=True,  # one order for all: a tick names a prefix of it with one offset
)
DEAD_LETTERS = Topic(
    "dead-letters",
    key="original key",
    records=("DeadLetter",),
    settings=_keep(hours=72, mib=8),
    may={"worker": ("WRITE",)},
)

ALL = (INTERACTIONS, SESSIONS, TRAJECTORIES, REDACTIONS, POLICIES, DEAD_LETTERS)


def of(application: str) -> list[Topic]:
    """Every topic under the name that an application knows it by."""
    return [replace(topic, name=topic.of(application)) for topic in ALL]


def subject(topic: Topic, record: str) -> str:
    """The registry's subject of a record in a topic (TopicRecordNameStrategy)."""
    return f"{topic.name}-handrail.{record}"
