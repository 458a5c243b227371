"""A reverse proxy in front of the S3 server that refuses, dawdles, or does what it is asked and never says so."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from random import Random
from threading import Event, Thread

from aiohttp import ClientError, ClientSession, web
from yarl import URL

_HOST = "127.0.0.1"
_LARGEST = 256 << 20  # bytes of a request
_PER_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "expect"}
_AUTO = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")  # headers the client would add
_LOG = "/_delta_log/"  # commits to a table
_SLOWEST = 4.0  # seconds
_BUSY = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>planned</Message></Error>'


class Mode(Enum):
    """How the proxy behaves."""

    PASS = "pass"
    UNAVAILABLE = "503"
    SLOW = "slow"
    DEAF = "time-out after success"


class FaultProxy:
    """Passes requests on as they were signed, the `Host` header too, and answers as its mode says.

    Args:
        target: the S3 server's endpoint.
        chance: how long a slow answer takes, and which writes are not answered.
    """

    def __init__(self, target: str, chance: Random) -> None:
        self.mode = Mode.PASS
        self.hit = dict.fromkeys(Mode, 0)  # requests by what was done to them
        self.port = 0
        self._target = target
        self._chance = chance
        self._session: ClientSession | None = None

    @property
    def endpoint(self) -> str:
        """Where clients reach it."""
        return f"http://{_HOST}:{self.port}"

    async def serve(self, started: Event, stop: asyncio.Event) -> None:
        """Answer requests until it is told to stop."""
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        async with ClientSession(auto_decompress=False, skip_auto_headers=_AUTO) as self._session:
            await runner.setup()
            site = web.TCPSite(runner, _HOST, 0)
            await site.start()
            self.port = runner.addresses[0][1]
            started.set()
            await stop.wait()
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        mode = self._treatment(request)
        self.hit[mode] += 1
        if mode is Mode.UNAVAILABLE:
            return web.Response(status=503, text=_BUSY, content_type="application/xml")
        if mode is Mode.SLOW:
            await asyncio.sleep(self._chance.uniform(0.1, _SLOWEST))
        answer = await self._forward(request)
        if mode is Mode.DEAF:
            await _client_gone(request)
        return answer

    def _treatment(self, request: web.Request) -> Mode:
        """What to do with a request. Commits matter most: when deaf, all of them go unheard, and a third of the other writes."""
        if self.mode is Mode.DEAF and not (
            request.method == "PUT" and (_LOG in request.raw_path or self._chance.random() < 1 / 3)
        ):
            return Mode.PASS
        return self.mode

    async def _forward(self, request: web.Request) -> web.StreamResponse:
        assert self._session is not None
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _PER_CONNECTION}
        url, body = URL(self._target + request.raw_path, encoded=True), await request.read()
        try:
            async with self._session.request(
                request.method, url, headers=headers, data=body or None, allow_redirects=False
            ) as answer:
                passed = [(name, value) for name, value in answer.headers.items() if name.lower() not in _PER_CONNECTION]
                return web.Response(status=answer.status, headers=passed, body=await answer.read())
        except ClientError:  # the server is away
            if request.transport:
                request.transport.abort()
            raise web.HTTPBadGateway from None


async def _client_gone(request: web.Request) -> None:
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.1)


@contextmanager
def proxied(target: str, chance: Random) -> Iterator[FaultProxy]:
    """Run a proxy in a thread for as long as the block lasts."""
    proxy, started = FaultProxy(target, chance), Event()
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = Thread(target=lambda: loop.run_until_complete(proxy.serve(started, stop)), daemon=True)
    thread.start()
    assert started.wait(10), "the proxy did not start"
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
