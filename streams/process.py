"""One worker process: settings to objects to a running app. Started, and started again, by `handrail worker`."""

import asyncio
import gc
import socket
import sys
import time
import uuid
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import click
import faust
from confluent_kafka.schema_registry import SchemaRegistryClient
from prometheus_client import CollectorRegistry

from schemas import logs, settings
from schemas.codec import Decoder
from schemas.errors import HandrailError
from schemas.settings import Settings
from schemas.waiting import wait_until
from streams import app, core_dumps, lifeline, rows, start
from streams.actions.thresholds import Thresholds as ActionThresholds
from streams.finish import Finisher
from streams.gaps import Gap
from streams.helper import Helper
from streams.intake import Intake
from streams.keys import Devices, PrivateKeys
from streams.meters import Meters
from streams.opening import BodyOpener
from streams.outbox import Encoders
from streams.partition import Partition, Parts
from streams.pool import Pool
from streams.redaction import build as redaction
from streams.redaction.redactor import Redactor
from streams.supervisor import EXIT_MISTAKE
from streams.thresholds import Limits
from streams.ticks import Ticks
from streams.watchdog import Watchdog

_YOUNG = 50_000  # objects after which garbage is looked for; every message makes many that go at once
HELPER_SECONDS = 60.0  # one trajectory may take so long to redact; then its text is withheld


def build_finisher(
    keys: Path, registry: dict[str, Any], thresholds: ActionThresholds, recorded: str, redactor: Redactor | None = None
) -> Finisher:
    """What a helper process works with. Runs in that process."""
    opener = BodyOpener(PrivateKeys(keys), Decoder(SchemaRegistryClient(registry)))
    return Finisher(opener, redactor or redaction.build(), thresholds, recorded)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wire(
    config: Settings, helpers: int, port: int, accepted: Collection[Gap], build: Callable[..., Finisher]
) -> tuple[faust.App, Pool]:
    assert config.keys.private
    assert config.keys.devices
    client = SchemaRegistryClient(config.registry.client())
    limits = Limits.of(config)
    decoder, registry = Decoder(client), CollectorRegistry()
    arguments = (config.keys.private, config.registry.client(), limits.actions, limits.record())
    pool = Pool(lambda: Helper(build, *arguments), helpers, HELPER_SECONDS)
    intake = Intake(decoder, Devices(config.keys.devices))
    watchdog = Watchdog(time.monotonic, config.stall_seconds)
    parts = Parts(
        config.application, intake, Encoders(client), pool, Meters(registry), limits.sessions, watchdog, tuple(accepted)
    )

    async def take_over(parts: Parts, number: int) -> Partition:
        await asyncio.to_thread(start.whole, config, number, accepted)
        producer, found = await asyncio.to_thread(rows.take_over, config, decoder, number)
        return Partition(parts, number, producer, found)

    ticks = Ticks(config, client, uuid.uuid4().hex[:8])
    return app.build(config, port, parts, pool, ticks, take_over, registry), pool


def run(config: Settings, helpers: int, accepted: Collection[Gap], build: Callable[..., Finisher] = build_finisher) -> None:
    """Run a worker until it is asked to stop.

    Args:
        config: the worker's settings.
        helpers: how many helper processes.
        accepted: gaps in the log that a person has accepted.
        build: makes what a helper process works with, from the arguments of `build_finisher`.

    Raises:
        HandrailError: it cannot start.
    """
    if not config.keys.private or not config.keys.devices:
        raise HandrailError("the worker's settings must name keys.private and keys.devices")
    core_dumps.forbid()
    client = SchemaRegistryClient(config.registry.client())
    gaps = wait_until(lambda: start.brokers(config, accepted))
    wait_until(lambda: start.registry(client, config.registry.url))
    config.state.mkdir(parents=True, exist_ok=True)
    port = config.http_port or _free_port()
    (config.state / "http").write_text(str(port))
    faust_app, pool = _wire(config, helpers, port, gaps, build)
    asyncio.run(pool.start())
    gc.collect()
    gc.freeze()  # what is there by now stays
    gc.set_threshold(_YOUNG)
    worker = faust.Worker(faust_app, override_logging=False, redirect_stdouts=False, loglevel="WARN", quiet=True)
    worker.execute_from_commandline()


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default="var")
@click.option("--config", type=click.Path(path_type=Path))
@click.option("--helpers", type=click.IntRange(1), default=1)
@click.option("--accept-gap", "accepted", multiple=True)
@click.option("--lifeline", "descriptor", type=int)
def main(folder: Path, config: Path | None, helpers: int, accepted: tuple[str, ...], descriptor: int | None) -> None:
    """Run one worker process."""
    logs.configure()
    if descriptor is not None:
        lifeline.hold(descriptor)
    try:
        run(settings.load("worker", folder, config), helpers, [Gap.parse(gap) for gap in accepted])
    except HandrailError as fault:
        click.echo(f"handrail worker: {fault}", err=True)
        sys.exit(EXIT_MISTAKE)
