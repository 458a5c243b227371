"""A bounded pool of helpers. A full pool makes its callers wait: that is the back-pressure."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from schemas.records import Withheld
from streams.finish import Finished, unreducible
from streams.helper import Helper, HelperFault
from streams.sessions.device import Closing

log = structlog.get_logger()


class Pool:
    """Finishes closings in as many helper processes as it was given; results come in the order asked."""

    def __init__(self, new_helper: Callable[[], Helper], size: int, timeout: float) -> None:
        self._helpers = [new_helper() for _ in range(size)]
        self._timeout = timeout
        self._stopping = False
        self._idle: asyncio.Queue[Helper] = asyncio.Queue()
        for helper in self._helpers:
            self._idle.put_nowait(helper)

    async def start(self) -> None:
        """Make every helper ready."""
        await asyncio.gather(*(asyncio.to_thread(helper.start) for helper in self._helpers))

    def stop(self) -> None:
        """End every helper. What they have in hand is left to the worker that comes next."""
        self._stopping = True
        for helper in self._helpers:
            helper.stop()

    async def finish(self, closings: Sequence[Closing], beat: Callable[[], object]) -> list[Finished]:
        """Finish closings; the results come in their order. `beat` is called after each."""
        return await asyncio.gather(*(self._finish(closing, beat) for closing in closings))

    async def _finish(self, closing: Closing, beat: Callable[[], object]) -> Finished:
        """Finish one closing. A caller that is cancelled leaves at once; the helper stays taken until it is done."""
        helper = await self._idle.get()
        return await asyncio.shield(self._work(helper, closing, beat))

    async def _work(self, helper: Helper, closing: Closing, beat: Callable[[], object]) -> Finished:
        try:
            if self._stopping:  # a process started now would outlive its use
                raise asyncio.CancelledError
            return await asyncio.to_thread(self._attempt, helper, closing)
        except HelperFault:  # ended by `stop`, not by what it worked on
            raise asyncio.CancelledError from None
        finally:
            beat()
            self._idle.put_nowait(helper)

    def _attempt(self, helper: Helper, closing: Closing) -> Finished:
        """Finish a closing; if the helper hangs or dies over it, once more with all its text withheld, then not at all."""
        withhold: Withheld | None = None
        for _ in range(2):
            try:
                return helper.finish(closing, self._timeout, withhold)
            except HelperFault as fault:
                if self._stopping:
                    raise
                withhold = fault.why
            log.warning("the helper process failed", trajectory=closing.identity.trajectory_id, reason=withhold)
        return unreducible(closing)
