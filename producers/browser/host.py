"""The native messaging host's loop: a frame in, its answer out, until the browser closes the link."""

import select
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from producers.browser import frames
from producers.browser.frames import Readable, Writable

_TICK = 1.0  # seconds


class Taker(Protocol):
    """Who takes the browser's messages: a relay to the agent, or a recorder of the host's own."""

    def take(self, content: bytes) -> Mapping[str, Any]:
        """The answer to a message."""

    def tick(self) -> None:
        """Do what is due; called every second at least."""


def serve(taker: Taker, source: Readable, sink: Writable, wait: Callable[[], bool]) -> None:
    """Serve one browser until it closes the link.

    Args:
        taker: who takes its messages.
        source: where frames come from, not buffered.
        sink: where answers go.
        wait: waits for the next frame for a second; whether one is there.

    Raises:
        FrameError: a frame is cut off or too large.
        HandrailError: what is taken cannot be kept.
    """
    while True:
        taker.tick()
        if not wait():
            continue
        content = frames.read(source)
        if content is None:
            return
        frames.write(sink, taker.take(content))


def waiting(descriptor: int) -> Callable[[], bool]:
    """Waits until a file descriptor can be read, for a second at most."""
    return lambda: bool(select.select([descriptor], [], [], _TICK)[0])
