"""The worker: interactions in, trajectories and reports out. Faust consumes and acknowledges; it writes nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import faust
import structlog
from confluent_kafka import KafkaException
from faust.exceptions import ConsumerNotStarted
from faust.web import Request, Response, View
from prometheus_client import CollectorRegistry, generate_latest

from schemas.settings import Settings
from schemas.topics import INTERACTIONS
from streams.partition import Partition, Parts
from streams.pool import Pool
from streams.tenure import Tenure
from streams.ticks import SECONDS, Ticks
from streams.watch import watch
from streams.watchdog import Watchdog

log = structlog.get_logger()


def build(
    settings: Settings,
    port: int,
    parts: Parts,
    pool: Pool,
    ticks: Ticks,
    take_over: Callable[[Parts, int], Awaitable[Partition]],
    registry: CollectorRegistry,
) -> faust.App:
    """The Faust app, wired and not started."""
    app = faust.App(
        settings.application,
        broker=f"kafka://{settings.kafka.bootstrap}",
        broker_credentials=faust.SASLCredentials(
            username=settings.kafka.username,
            password=settings.kafka.password.get_secret_value(),
            mechanism=settings.kafka.mechanism,
        ),
        store="memory://",
        datadir=str(settings.state / "faust"),
        broker_session_timeout=10.0,
        broker_heartbeat_interval=1.0,
        broker_rebalance_timeout=20.0,
        broker_commit_interval=1.0,
        consumer_max_fetch_size=8 << 20,
        stream_wait_empty=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        web_tables_enabled=False,
        web_bind="127.0.0.1",
        web_host="127.0.0.1",
        web_port=port,
    )
    interactions = app.topic(
        INTERACTIONS.name,
        partitions=settings.partitions,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
    )

    @app.agent(interactions, isolated_partitions=True)
    async def work(stream: Any) -> None:
        tenure = Tenure(lambda number: take_over(parts, number), partial(_fenced, parts), parts.watchdog.taken)
        async for event in stream.noack().events():
            await tenure.take(event)

    @app.task  # type: ignore[untyped-decorator]
    async def watched() -> None:
        app.sensors.remove(app.monitor)  # it notes times of every message; what operators look at is in `streams.meters`
        watch(settings, parts.watchdog, lambda: assigned(app))

    @app.timer(SECONDS)  # type: ignore[untyped-decorator]
    async def tick() -> None:
        try:
            await asyncio.to_thread(ticks.write, assigned(app))
        except KafkaException as fault:
            log.warning("no tick could be written; the next one is due soon", error=fault.args[0].name())

    @app.on_before_shutdown.connect
    async def end_helpers(*_: Any, **__: Any) -> None:
        pool.stop()

    @app.page("/livez")
    async def livez(view: View, request: Request) -> Response:  # noqa: ARG001
        return _answer(view, _stuck(parts.watchdog))

    @app.page("/healthz")
    async def healthz(view: View, request: Request) -> Response:  # noqa: ARG001
        return _answer(view, _stuck(parts.watchdog) or ("" if assigned(app) else "waiting for partitions"))

    @app.page("/metrics")
    async def exposition(view: View, request: Request) -> Response:  # noqa: ARG001
        return view.bytes(generate_latest(registry), content_type="text/plain")

    return app


def assigned(app: faust.App) -> list[int]:
    """The partitions of the log that this worker owns now, in order."""
    try:
        found = app.consumer.assignment()
    except ConsumerNotStarted:
        return []
    return sorted(tp.partition for tp in found if tp.topic == INTERACTIONS.name)


def _fenced(parts: Parts, number: int) -> None:
    parts.meters.fenced.inc()
    parts.watchdog.fenced(number)


def _stuck(watchdog: Watchdog) -> str:
    partitions = ", ".join(map(str, watchdog.stuck()))
    return f"stuck: no progress in partitions {partitions}" if partitions else ""


def _answer(view: View, trouble: str) -> Response:
    return view.text(f"{trouble or 'ok'}\n", status=503 if trouble else 200)
