"""The watchdog's thread: asks the brokers how far the group is, and ends a worker that is stuck. It needs no event loop."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import structlog
from confluent_kafka import Consumer, KafkaException, TopicPartition

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
    stuck_since: float | None = None
    while True:
        time.sleep(_SECONDS)
        _look(settings, watchdog, watchdog.assign(assigned()))
        stuck = watchdog.stuck()
        if not stuck:
            stuck_since = None
        elif stuck_since is None:
            stuck_since = time.monotonic()
            log.error("stuck: there is lag and no progress", partitions=stuck)
        elif time.monotonic() - stuck_since > _GRACE:
            log.error("still stuck; the worker ends, to be started again", partitions=stuck)
            os._exit(EXIT_RESTART)


def _look(settings: Settings, watchdog: Watchdog, numbers: Sequence[int]) -> None:
    """The client is a new one each time: what one knew of brokers that have started again since can keep it from asking."""
    if not numbers:
        return
    consumer = Consumer(settings.kafka.client(group_id=settings.application))  # asks only, joins nothing
    try:
        for committed in consumer.committed([TopicPartition(INTERACTIONS.name, number) for number in numbers], timeout=_TIMEOUT):
            _, end = consumer.get_watermark_offsets(committed, timeout=_TIMEOUT)
            watchdog.look(committed.partition, committed.offset, end)
    except KafkaException as fault:
        watchdog.unknown()
        log.warning("the brokers do not say how far the group is", error=fault.args[0].name())
    finally:
        consumer.close()
