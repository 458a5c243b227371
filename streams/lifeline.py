"""A pipe whose other end the supervisor holds: when it closes, this process ends, so that no worker outlives its supervisor."""

import os
import threading


def hold(descriptor: int) -> None:
    """Watch the pipe in a thread; end the process at once when it closes."""
    threading.Thread(target=_watch, args=(descriptor,), daemon=True, name="lifeline").start()


def _watch(descriptor: int) -> None:
    os.read(descriptor, 1)  # nothing is ever written: it returns when the other end is gone
    os._exit(0)
