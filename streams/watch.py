"""The watchdog's thread: asks the brokers how far the group is and whom it serves, and ends a worker that is stuck.

It needs no event loop. Its clients are new ones each time: what one knew of brokers that have started again since can mislead it.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import structlog
from confluent_kafka import Consumer, ConsumerGroupState, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from schemas.settings import Settings
from schemas.topics import INTERACTIONS
from streams.tenure import EXIT_RESTART
from streams.watchdog import Watchdog

log = structlog.get_logger()

_SECONDS = 15.0  # between two looks
_GRACE = 30.0  # seconds a stuck worker lives on, so that whoever asks can see it
_TIMEOUT = 10.0


def watch(settings: Settings, watchdog: Watchdog, assigned: Callable[[], Iterable[int]]) -> None:
    """Start watching, for as long as the process lives."""
    threading.Thread(target=_watch, args=(settings, watchdog, assigned), name="watchdog", daemon=True).start()


def _watch(settings: Settings, watchdog: Watchdog, assigned: Callable[[], Iterable[int]]) -> None:
    since: float | None = None
    while True:
        time.sleep(_SECONDS)
        stuck, why = _look(settings, watchdog, watchdog.assign(assigned()))
        if not stuck:
            since = None
        elif since is None:
            since = time.monotonic()
            log.error("stuck", why=why, partitions=stuck)
        elif time.monotonic() - since > _GRACE:
            log.error("still stuck; the worker ends, to be started again", why=why, partitions=stuck)
            os._exit(EXIT_RESTART)


def _look(settings: Settings, watchdog: Watchdog, numbers: Sequence[int]) -> tuple[list[int], str]:
    """What is stuck, and how."""
    try:
        _tell(settings, watchdog, numbers)
        if found := orphans(settings):
            return found, "the group serves these partitions to nobody"
    except KafkaException as fault:
        watchdog.unknown()
        log.warning("the brokers do not say how far the group is", error=fault.args[0].name())
    return watchdog.stuck(), "there is lag and no progress"


def _tell(settings: Settings, watchdog: Watchdog, numbers: Sequence[int]) -> None:
    consumer = Consumer(settings.kafka.client(group_id=settings.application))  # asks only, joins nothing
    places = [TopicPartition(INTERACTIONS.name, number) for number in numbers]
    try:
        for committed in consumer.committed(places, timeout=_TIMEOUT) if places else ():
            _, end = consumer.get_watermark_offsets(committed, timeout=_TIMEOUT)
            watchdog.look(committed.partition, committed.offset, end)
    finally:
        consumer.close()


def orphans(settings: Settings) -> list[int]:
    """Partitions that a stable group gives to none of its members, in order.

    That happens when its leader divides them while it knows of none, as right after a broker's restart; it does not divide anew
    before somebody leaves or joins.

    Raises:
        KafkaException: the brokers do not answer.
    """
    client, group = AdminClient(settings.kafka.client()), settings.application
    try:
        found = client.describe_consumer_groups([group], request_timeout=_TIMEOUT)[group].result(2 * _TIMEOUT)
    except TimeoutError:
        return []
    if found.state != ConsumerGroupState.STABLE:
        return []
    given = {at.partition for one in found.members for at in one.assignment.topic_partitions if at.topic == INTERACTIONS.name}
    there = client.list_topics(INTERACTIONS.name, timeout=_TIMEOUT).topics[INTERACTIONS.name].partitions
    return sorted(set(there) - given)
