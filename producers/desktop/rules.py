"""The policy file of a running agent: read again when it changes. What cannot be read allows nothing."""

from collections.abc import Callable
from pathlib import Path

import structlog

from producers import policy as policies
from producers.policy import Policy
from schemas.errors import HandrailError

log = structlog.get_logger()

NOTHING = Policy({})


class Rules:
    """A policy file that is watched.

    Args:
        file: the policy.
        load: reads it.
    """

    def __init__(self, file: Path, load: Callable[[Path], Policy] = policies.load) -> None:
        self._file = file
        self._load = load
        self._seen: tuple[int, ...] | None = None
        self._fault = ""

    def load(self) -> Policy:
        """The policy.

        Raises:
            HandrailError: it cannot be read or is none.
        """
        self._seen = None  # what cannot be read is tried again
        before = self._state()
        policy = self._load(self._file)
        self._seen, self._fault = before, ""
        return policy

    def changed(self) -> Policy | None:
        """The policy, if the file is another one since it was last read; a policy that allows nothing, if it is none."""
        if self._state() == self._seen:
            return None
        try:
            return self.load()
        except HandrailError as fault:
            if str(fault) != self._fault:
                self._fault = str(fault)
                log.warning("nothing is recorded until the policy can be read", fault=self._fault)
            return NOTHING

    def _state(self) -> tuple[int, ...]:
        try:
            found = self._file.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_ino, found.st_size
