"""One agent a person: a lock that ends with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from producers.desktop.home import Home
from schemas.errors import HandrailError

_OWNER_ONLY = 0o600


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """Be the only agent of this folder.

    Raises:
        HandrailError: another one runs.
    """
    home.make()
    lock = os.open(home.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 20).decode("ascii", "replace").strip() or "unknown"
            raise HandrailError(f"an agent is running already (process {holder}): there is one for each person") from None
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(lock)
