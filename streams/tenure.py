"""A partition's actor through the generations of its consumer group: take over, serve, be fenced, wait, take over again."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import structlog

from streams.outbox import FencedError
from streams.partition import LogRecord, Partition

log = structlog.get_logger()

EXIT_RESTART = 70  # EX_SOFTWARE: the supervisor starts the worker again


class Tenure:
    """Serves one partition at a time; events come from Faust, unacknowledged, in the order of the log.

    Within a generation Faust may deliver an offset twice, which is skipped. It never skips one: a forward jump ends the process,
    as does everything that is not expected. Nothing is guessed, and no error's text is logged: it might quote what was typed.
    """

    def __init__(
        self,
        take_over: Callable[[int], Awaitable[Partition]],
        fenced: Callable[[int], object],
        taken: Callable[[int, int], object],
    ) -> None:
        self._take_over = take_over
        self._tell_fenced = fenced
        self._tell_taken = taken
        self._generation: int | None = None
        self._partition: Partition | None = None
        self._last = -1
        self._base = 0

    async def take(self, event: Any) -> None:
        """Take in an event, or end the process."""
        try:
            await self._take(event)
        except FencedError:
            log.warning("fenced: another worker owns the partition", partition=event.message.partition)
            self._tell_fenced(event.message.partition)
            self._partition = None
        except asyncio.CancelledError:
            raise
        except Exception as fault:  # noqa: BLE001 - Faust would acknowledge the event
            self._give_up("unexpected", event.message, error=type(fault).__name__)

    async def _take(self, event: Any) -> None:
        message = event.message
        if message.generation_id != self._generation:
            await self._begin(message)
        elif not self._follows(message):
            return
        self._last = message.offset
        if self._partition is None:
            return
        record = LogRecord(message.offset, round(message.timestamp * 1000), message.key, message.value)
        event.value = message.value = None  # an event waits for its acknowledgement for long, and needs no value for it
        await self._partition.take(record, event.ack)
        self._tell_taken(message.partition, message.offset)

    async def _begin(self, message: Any) -> None:
        self._generation, self._base = message.generation_id, message.offset
        self._partition = await self._take_over(message.partition)
        log.info("partition taken over", partition=message.partition, offset=message.offset, generation=message.generation_id)

    def _follows(self, message: Any) -> bool:
        """Whether an event is the next of the log; False when it was delivered before."""
        if self._base <= message.offset <= self._last:
            return False
        if message.offset != self._last + 1:
            self._give_up("the log jumps forward", message, expected=self._last + 1)
        return True

    def _give_up(self, why: str, message: Any, **more: object) -> NoReturn:
        """End the process at once: on the way out Faust would commit."""
        log.error(why, partition=message.partition, offset=message.offset, **more)
        os._exit(EXIT_RESTART)
