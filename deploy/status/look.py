"""Where everything stands: every partition from the log to the tables, dead letters, and the health of each process."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from deploy.processes import fetch, health
from schemas import metrics
from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import INTERACTIONS, TRAJECTORIES

_TIMEOUT = 10.0
PROCESSES = ("worker", "sink")


@dataclass(slots=True)
class Place:
    """One partition. Times are epoch seconds, None where they are not known.

    Attributes:
        end: next offset of `interactions`.
        committed: offset the workers' group has committed.
        oldest_open: append time of the oldest batch that is in no committed trajectory.
        produced: next offset of `trajectories`.
        durable: next offset of `trajectories` that is not in its table.
        valid_through: everything appended before it is in both tables.
        accepted_gaps: gaps in the log that a person accepted.
    """

    partition: int
    end: int = 0
    committed: int | None = None
    oldest_open: float | None = None
    produced: int = 0
    durable: int | None = None
    valid_through: float | None = None
    accepted_gaps: int = 0


@dataclass(slots=True)
class Status:
    """The whole."""

    places: list[Place]
    dead_letters: dict[str, int] = field(default_factory=dict)
    health: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    @property
    def healthy(self) -> bool:
        """Whether every process says so."""
        return all(answer == "ok" for answer in self.health.values())


def look(settings: Settings, folder: Path) -> Status:
    """Look at brokers, tables and processes.

    Args:
        settings: the admin's.
        folder: the stack's, where the processes say on which port they answer.

    Raises:
        HandrailError: the brokers or the store do not answer.
    """
    places = {number: Place(number) for number in range(settings.partitions)}
    try:
        _kafka(settings, places)
        dead_letters = _dead_letters(settings)
    except KafkaException as fault:
        raise HandrailError(f"the brokers at {settings.kafka.bootstrap} do not answer: {fault.args[0].name()}") from None
    _worker(folder, places)
    _tables(settings, places)
    return Status(list(places.values()), dead_letters, {name: health(folder / name) for name in PROCESSES})


def _kafka(settings: Settings, places: dict[int, Place]) -> None:
    consumer = Consumer(settings.kafka.client(group_id=settings.application))
    try:
        partitions = [TopicPartition(INTERACTIONS.name, number) for number in places]
        for committed in consumer.committed(partitions, timeout=_TIMEOUT):
            place = places[committed.partition]
            place.end = _end(consumer, INTERACTIONS.name, place.partition)
            place.produced = _end(consumer, TRAJECTORIES.of(settings.application), place.partition)
            place.committed = committed.offset if committed.offset >= 0 else None
    finally:
        consumer.close()


def _end(consumer: Consumer, topic: str, partition: int) -> int:
    _, end = consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=_TIMEOUT)
    return int(end)


def _dead_letters(settings: Settings) -> dict[str, int]:
    from streams.dead_letters import read  # noqa: PLC0415 - deploy knows the other packages only while it looks

    return dict(Counter(letter["reason"] for letter in read(settings)))


def _worker(folder: Path, places: dict[int, Place]) -> None:
    for family in text_string_to_metric_families(fetch(folder / "worker", "metrics") or ""):
        for sample in family.samples:
            if family.name == metrics.OLDEST_OPEN.name:
                places[int(sample.labels["partition"])].oldest_open = sample.value or None
            elif family.name == metrics.ACCEPTED_GAPS.name:
                places[int(sample.labels["partition"])].accepted_gaps = int(sample.value)


def _tables(settings: Settings, places: dict[int, Place]) -> None:
    from sinks.dataset.reading import Dataset  # noqa: PLC0415 - as above
    from sinks.tables import store_of  # noqa: PLC0415

    dataset = Dataset(store_of(settings), settings.application, settings.partitions)
    if not dataset.exists():
        return
    rows, reports = dataset.trajectories(), dataset.reports()
    offsets, watermarks = rows.offsets(), (rows.watermarks(), reports.watermarks())
    for number, place in places.items():
        place.durable = offsets[number]
        marks = [of_table[number] for of_table in watermarks]
        known = [mark / 1000 for mark in marks if mark is not None]
        place.valid_through = min(known) if len(known) == len(marks) else None
