"""Whom a group serves, asked of real brokers."""

import time
from contextlib import suppress

from confluent_kafka import Consumer, KafkaException

from schemas.topics import INTERACTIONS, SESSIONS
from streams.watch import orphans


def until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"


def served(settings):
    """The orphans, as soon as the group's coordinator is known."""
    with suppress(KafkaException):
        return orphans(settings)


def joined(settings, topic):
    """A member of the settings' group that wants a topic."""
    consumer = Consumer(settings.kafka.client(group_id=settings.application, allow_auto_create_topics=False))
    consumer.subscribe([topic])
    return consumer


def test_a_group_whose_member_was_given_nothing_has_orphans_until_somebody_is_given_them(stack):
    settings = stack.settings("worker").model_copy(update={"application": "handrail-orphans"})
    until(lambda: served(settings) == [])  # nobody is there: no group either
    idle = joined(settings, SESSIONS.name)
    until(lambda: (idle.poll(0.2), served(settings) == list(range(settings.partitions)))[1])
    busy = joined(settings, INTERACTIONS.name)
    until(lambda: (busy.poll(0.1), idle.poll(0.1), len(busy.assignment()) == settings.partitions)[2])
    assert served(settings) == []
    for consumer in (busy, idle):
        consumer.close()
