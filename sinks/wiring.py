"""The sink's objects, put together by hand, after what must hold at its start has been seen to hold."""

import random
import secrets
import time
import uuid
from functools import partial
from threading import Event
from typing import Any

from confluent_kafka.schema_registry import SchemaRegistryClient
from fastavro.types import Schema
from prometheus_client import CollectorRegistry

from schemas.codec import REGISTRY_FAULTS, Decoder
from schemas.settings import Settings
from sinks import kafka, metrics, tables
from sinks.batch import Rotation
from sinks.columns import Columns
from sinks.commit import Table
from sinks.consumer import Sink
from sinks.feed import Feed
from sinks.files import upload
from sinks.health import Health
from sinks.probe import probe
from sinks.reading import Reader
from sinks.retry import Pauses, Retry, Server
from sinks.store import filesystem, options
from sinks.store import server as store_server
from sinks.tables import Kind, store_of


def wired(settings: Settings, stop: Event, health: Health, registry: CollectorRegistry) -> Sink:
    """The sink, ready to run.

    Raises:
        HandrailError: the store or Kafka is not as it must be.
        Stopped: the process is to end while the store is away.
    """
    store = store_of(settings)
    retry = Retry(store_server(store), health, stop.wait, random.random, Pauses())
    until_known = Retry(_registry_server(settings), health, stop.wait, random.random, Pauses())
    decoder = Decoder(SchemaRegistryClient(settings.registry.client()))
    files, counted = filesystem(store), metrics.on(registry)

    def decode(value: bytes | None) -> tuple[str, dict[str, Any]]:
        return until_known(lambda: decoder(value))

    def writer(schema_id: int) -> Schema:
        return until_known(lambda: decoder.writer(schema_id))

    def feed(kind: Kind) -> Feed:
        root = kind.path(store, settings.application)
        table = Table(f"s3://{root}", kind.schema, options(store))
        write = partial(upload, files, root, name=_name, now=_milliseconds, beat=health.beat)
        read = Reader(kind, decode, Columns(kind, writer, secrets.randbits(62)))
        return Feed(kind, table, read, write, retry, counted, time.monotonic)

    retry(lambda: probe(files, store, settings.application, _name()))
    brokers = kafka.Brokers(settings.kafka)
    reports, rows = (kind.of(settings.application) for kind in (tables.REPORTS, tables.ROWS))
    kafka.check(brokers, [reports.topic.name, rows.topic.name])
    consumer = kafka.consumer(settings, health)
    return Sink(consumer, brokers, feed(reports), feed(rows), Rotation(), health, time.monotonic, settings.kafka)


def _registry_server(settings: Settings) -> Server:
    def sentence(fault: BaseException) -> str:
        return f"the schema registry at {settings.registry.url} does not answer as it should ({type(fault).__name__})"

    return Server("registry", REGISTRY_FAULTS, sentence)


def _name() -> str:
    return str(uuid.uuid4())


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000
