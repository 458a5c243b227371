"""The agent's state folder: where everything of it lies. Only its owner may look inside."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from producers.devices import write_private
from schemas.errors import HandrailError

_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Home:
    """The paths below one folder, which must be absolute."""

    path: Path

    @classmethod
    def usual(cls, environment: Mapping[str, str]) -> "Home":
        """Where it is unless somebody says otherwise: `$XDG_STATE_HOME/handrail`, or `~/.local/state/handrail`."""
        state = environment.get("XDG_STATE_HOME", "")
        # The XDG specification: a path that is not absolute is to be ignored.
        return cls((Path(state) if state.startswith("/") else Path.home() / ".local" / "state") / "handrail")

    @property
    def spool(self) -> Path:
        """The folder of sealed batches that wait for the brokers."""
        return self.path / "spool"

    @property
    def lock(self) -> Path:
        """Held by the agent as long as it lives."""
        return self.path / "lock"

    @property
    def socket(self) -> Path:
        """Where a running agent listens for its commands."""
        return self.path / "socket"

    @property
    def pause(self) -> Path:
        """Until when capture is paused."""
        return self.path / "pause.json"

    @property
    def settings(self) -> Path:
        """The settings file, of the role `producer`."""
        return self.path / "producer.toml"

    @property
    def policy(self) -> Path:
        """The allow-list that this device was enrolled with."""
        return self.path / "policy.toml"

    @property
    def consent(self) -> Path:
        """To which policy the person has agreed, and when."""
        return self.path / "consent.json"

    @property
    def contracts(self) -> Path:
        """The ids of the registered schemas, for days without a registry."""
        return self.path / "contracts.json"

    @property
    def signing(self) -> Path:
        """The folder of this device's signing key."""
        return self.path / "keys"

    @property
    def devices(self) -> Path:
        """The one device that this is: its id, its public key, and its person's pseudonym."""
        return self.path / "device.json"

    @property
    def epochs(self) -> Path:
        """The public keys that batches are sealed to."""
        return self.path / "epochs.json"

    def make(self) -> None:
        """Make the folder, for the owner alone.

        Raises:
            HandrailError: it cannot be made, or belongs to somebody else.
        """
        try:
            for folder in (self.path, self.signing):
                folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
                if folder.stat().st_uid != os.geteuid():
                    raise HandrailError(f"the agent's folder {folder} belongs to another user: name another one with --home")
                folder.chmod(_OWNER_ONLY)
        except OSError as fault:
            raise HandrailError(f"the agent's folder {self.path} cannot be made: {fault.strerror}") from None

    def write(self, file: Path, content: bytes) -> None:
        """Write one of the agent's files, for the owner alone, whole or not at all.

        Raises:
            HandrailError: it cannot be written.
        """
        try:
            write_private(file, content)
        except OSError as fault:
            raise HandrailError(f"{file} cannot be written: {fault.strerror}") from None

    def read(self, file: Path) -> bytes:
        """Read one of the agent's files.

        Raises:
            HandrailError: it is missing or cannot be read.
        """
        try:
            return file.read_bytes()
        except FileNotFoundError:
            raise HandrailError(f"there is no {file}: enrol this device with `handrail agent enroll`") from None
        except OSError as fault:
            raise HandrailError(f"{file} cannot be read: {fault.strerror}") from None


def _home(_: click.Context, __: click.Parameter, value: Path | None) -> Home:
    return Home(value.absolute()) if value else Home.usual(os.environ)


option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_home,
    envvar="HANDRAIL_AGENT_HOME",
    help="The agent's folder; $XDG_STATE_HOME/handrail, if not given.",
)
