"""Makes a cluster what `schemas/topics.py` declares: topics, permissions, schemas, bucket. Twice changes nothing."""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from typing import Any

from confluent_kafka import KafkaException
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    ConfigSource,
    NewTopic,
    ResourceType,
)

from deploy import acls, bucket, subjects
from deploy.change import Change
from schemas import topics
from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.topics import Topic

_LIMIT = 30.0  # seconds for one request
_PAUSE = 0.1


def apply(settings: Settings) -> list[Change]:
    """Make it so, as the administrator.

    Returns:
        What was changed, in order; empty where everything was as declared.

    Raises:
        HandrailError: a server does not answer, refuses, or holds what cannot be changed in place.
    """
    admin = AdminClient(settings.kafka.client() | {"log_level": 0})
    try:
        kafka = [*_topics(admin, settings), *acls.apply(admin, topics.of(settings.application))]
    except KafkaException as fault:
        raise HandrailError(f"Kafka at {settings.kafka.bootstrap} refused or did not answer: {fault.args[0].str()}.") from None
    return [*kafka, *subjects.apply(settings.registry.url), *(bucket.apply(settings.store) if settings.store else ())]


def partitions(topic: Topic, settings: Settings) -> int:
    """How many partitions a topic has."""
    return 1 if topic.single_partition else settings.partitions


def _topics(admin: AdminClient, settings: Settings) -> Iterator[Change]:
    declared, there = topics.of(settings.application), _counts(admin)
    for topic in declared:
        wanted = partitions(topic, settings)
        if there.get(topic.name, wanted) != wanted:
            raise HandrailError(
                f"Topic {topic.name} has {there[topic.name]} partitions, the settings say {wanted}: "
                "that would send devices to other partitions, so it is never changed in place."
            )
    yield from _create(admin, settings, [topic for topic in declared if topic.name not in there])
    yield from _configure(admin, [topic for topic in declared if topic.name in there])


def _counts(admin: AdminClient) -> dict[str, int]:
    """Every topic of the cluster and its number of partitions."""
    return {name: len(topic.partitions) for name, topic in admin.list_topics(timeout=_LIMIT).topics.items()}


def _create(admin: AdminClient, settings: Settings, missing: list[Topic]) -> Iterator[Change]:
    _finish(admin.create_topics([_new(topic, settings) for topic in missing]) if missing else {})
    until = time.monotonic() + _LIMIT
    while {topic.name for topic in missing} - _counts(admin).keys() and time.monotonic() < until:
        time.sleep(_PAUSE)  # the controller knows them before the brokers do
    for topic in missing:
        yield Change("topic", topic.name, f"created with {partitions(topic, settings)} partitions")


def _new(topic: Topic, settings: Settings) -> NewTopic:
    return NewTopic(topic.name, partitions(topic, settings), settings.replication, config=topic.settings)


def _configure(admin: AdminClient, there: list[Topic]) -> Iterator[Change]:
    resources = [ConfigResource(ResourceType.TOPIC, topic.name) for topic in there]
    described = _finish(admin.describe_configs(resources) if resources else {})
    found = {resource.name: values for resource, values in described.items()}
    for topic in there:
        differing = dict(_differing(topic, found[topic.name]))
        if differing:
            _finish(admin.incremental_alter_configs([_alteration(topic, differing)]))
        for setting, value in differing.items():
            yield Change("setting", f"{topic.name} {setting}", f"set to {value}" if value else "back to the default")


def _differing(topic: Topic, found: Mapping[str, ConfigEntry]) -> Iterator[tuple[str, str | None]]:
    """Settings to set, and (without a value) settings that somebody made and nobody declared."""
    for setting, value in topic.settings.items():
        if found[setting].value != value:
            yield setting, value
    for setting, entry in found.items():
        if ConfigSource(entry.source) is ConfigSource.DYNAMIC_TOPIC_CONFIG and setting not in topic.settings:
            yield setting, None


def _alteration(topic: Topic, differing: Mapping[str, str | None]) -> ConfigResource:
    entries = [
        ConfigEntry(
            setting,
            value or "",
            incremental_operation=AlterConfigOpType.SET if value else AlterConfigOpType.DELETE,
        )
        for setting, value in differing.items()
    ]
    return ConfigResource(ResourceType.TOPIC, topic.name, incremental_configs=entries)


def _finish(futures: Mapping[Any, "Future[Any]"]) -> dict[Any, Any]:
    return {key: future.result(_LIMIT) for key, future in futures.items()}
