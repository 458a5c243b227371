"""Which files the servers are made of (`jars.lock`), and where they lie once fetched."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock: an artifact of `size` bytes and what it is for."""

    use: str
    coordinate: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Jars:
    """The folder of fetched files."""

    folder: Path

    def kafka(self) -> str:
        """The broker's class path."""
        return os.pathsep.join(str(self.folder / jar.sha256) + ".jar" for jar in lock() if jar.use == "kafka")

    def registry(self) -> Path:
        """The jar that starts the schema registry."""
        return self.folder / "registry" / "quarkus-run.jar"

    def store(self) -> Path:
        """The jar that starts the S3 store."""
        return self.folder / next(f"{jar.sha256}.jar" for jar in lock() if jar.use == "store")


def lock() -> list[Jar]:
    """What must be fetched."""
    lines = files("deploy.local").joinpath("jars.lock").read_text(encoding="ascii").splitlines()
    return [Jar(use, coordinate, int(size), digest) for use, coordinate, size, digest in map(str.split, lines)]


def place(environment: Mapping[str, str]) -> Path:
    """The folder that holds exactly this lock's files, once it exists. It is made in one step, so it is whole."""
    cache = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    digest = hashlib.sha256(repr(lock()).encode()).hexdigest()[:16]
    return Path(cache) / "handrail" / f"servers-{digest}"
