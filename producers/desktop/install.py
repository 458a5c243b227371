"""Running the agent with the desktop session: a systemd user unit, written and removed."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from producers.desktop import home as homes
from producers.desktop.home import Home
from schemas.errors import HandrailError

UNIT = "handrail-agent.service"

_SESSION = "graphical-session.target"  # of it the manager knows DISPLAY
_TEMPLATE = """\
[Unit]
Description=Handrail desktop agent
PartOf={session}
After={session}
# An agent that fails at once again and again is left alone until somebody looks.
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=5
TimeoutStopSec=10
UMask=0077
# Bounds above its budgets (80 MB, 1 % of a core): what it may take if something goes wrong.
MemoryMax=200M
CPUQuota=20%
TasksMax=64
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={home}
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
# No PrivateTmp: the sockets of X lie under /tmp.

[Install]
WantedBy={session}
"""


def unit(command: list[str], home: Path) -> str:
    """The unit that runs a command.

    Args:
        command: absolute path of the program, and its arguments.
        home: the agent's folder, the one place it may write to.

    Raises:
        HandrailError: a path holds characters that a unit cannot.
    """
    words = " ".join(f'"{_escaped(word)}"' for word in command)
    return _TEMPLATE.format(session=_SESSION, command=words, home=f'"-{_escaped(str(home))}"')


def _escaped(word: str) -> str:
    if not word.isprintable() or set(word) & set("\"'\\$"):
        raise HandrailError(f"a systemd unit cannot name {word!r}: use a path without quotes, backslashes and dollar signs")
    return word.replace("%", "%%")


def folder(environment: Mapping[str, str]) -> Path:
    """Where a user's units lie."""
    config = environment.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config.startswith("/") else Path.home() / ".config") / "systemd" / "user"


def _running() -> list[str]:
    """The command `handrail` that runs, by absolute path."""
    program = Path(sys.argv[0]).absolute()
    return [str(program)] if os.access(program, os.X_OK) and program.is_file() else [sys.executable, "-m", "handrail"]


@click.command()
@homes.option
@click.option("--uninstall", is_flag=True, help="Remove the unit; what was captured and enrolled stays.")
def install(home: Home, *, uninstall: bool) -> None:
    """Run the agent with the desktop session: write a systemd user unit, and say how to start it."""
    file = folder(os.environ) / UNIT
    try:
        if uninstall:
            _remove(file)
        else:
            _write(file, unit([*_running(), "agent", "run", "--home", str(home.path)], home.path))
    except OSError as fault:
        raise HandrailError(f"{file} cannot be {'removed' if uninstall else 'written'}: {fault.strerror}") from None


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    click.echo(f"Wrote {file}. Start it, now and with every session:")
    click.echo(f"  systemctl --user daemon-reload\n  systemctl --user enable --now {UNIT}")


def _remove(file: Path) -> None:
    """Remove the unit, and the link that enabling it made: systemctl does not disable what is not there."""
    file.unlink(missing_ok=True)
    (file.parent / f"{_SESSION}.wants" / UNIT).unlink(missing_ok=True)
    click.echo(f"Removed {file}. Stop what runs:\n  systemctl --user stop {UNIT}\n  systemctl --user daemon-reload")
