"""The folder of one stack: where everything lies. Only its owner may look inside."""

import os
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import HandrailError


@dataclass(frozen=True, slots=True)
class Home:
    """The paths below one folder, which must be absolute."""

    path: Path

    @property
    def choices(self) -> Path:
        """What was chosen once: ports, cluster id, passwords."""
        return self.path / "stack.json"

    @property
    def run(self) -> Path:
        """What the supervisor tells about itself while it runs."""
        return self.path / "run.json"

    @property
    def lock(self) -> Path:
        """Held by the supervisor as long as it lives."""
        return self.path / "lock"

    def config(self, name: str) -> Path:
        """A server's configuration file."""
        return self.path / "config" / name

    def data(self, server: str) -> Path:
        """A server's data folder."""
        return self.path / "data" / server

    def log(self, process: str) -> Path:
        """A process's log file."""
        return self.path / "logs" / f"{process}.log"

    def role(self, role: str) -> Path:
        """A role's settings file."""
        return self.path / "roles" / f"{role}.toml"

    def keys(self) -> Path:
        """The folder of key material."""
        return self.path / "keys"

    def make(self) -> None:
        """Make the folders, for the owner alone.

        Raises:
            HandrailError: the folder holds something else, or cannot be written.
        """
        if self.path.is_dir() and not self.choices.exists() and any(self.path.iterdir()):
            raise HandrailError(f"{self.path} is not empty and holds no Handrail stack; name another folder with --dir.")
        for folder in (self.path, *(self.path / name for name in ("config", "data", "logs", "roles", "keys"))):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)
