"""Letting browsers start the host: its manifest in their folders, and a script that runs it."""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

from producers.desktop.home import Home
from schemas.errors import HandrailError

NAME = "org.handrail.browser"
EXTENSION_ID = "opnfkcmgggdniogfphffnojpfckkfmfi"  # of the key in the extension's manifest

_BROWSERS = ("chromium", "google-chrome", "microsoft-edge")


def folders(environment: Mapping[str, str]) -> list[Path]:
    """Where a user's browsers look for hosts."""
    config = environment.get("XDG_CONFIG_HOME", "")
    base = Path(config) if config.startswith("/") else Path.home() / ".config"
    return [base / browser / "NativeMessagingHosts" for browser in _BROWSERS]


def write(home: Home, command: list[str], places: list[Path], extension: str = EXTENSION_ID) -> list[Path]:
    """Write the script and the manifests.

    Args:
        home: the agent's folder, in which the script lies.
        command: the program and its arguments, to which those of the browser are added.
        places: folders of manifests; they are made.
        extension: the id of the extension that may start the host.

    Returns:
        The manifests.

    Raises:
        HandrailError: something cannot be written.
    """
    script, manifests = _script(home), [place / f"{NAME}.json" for place in places]
    home.make()
    try:
        script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
        script.chmod(0o700)
        for manifest in manifests:
            manifest.parent.mkdir(parents=True, exist_ok=True)
            manifest.write_text(json.dumps(_manifest(script, extension), indent=2) + "\n", encoding="utf-8")
    except OSError as fault:
        raise HandrailError(f"{fault.filename} cannot be written: {fault.strerror}") from None
    return manifests


def remove(home: Home, places: list[Path]) -> None:
    """Remove what `write` wrote.

    Raises:
        HandrailError: something cannot be removed.
    """
    try:
        for file in [_script(home), *(place / f"{NAME}.json" for place in places)]:
            file.unlink(missing_ok=True)
    except OSError as fault:
        raise HandrailError(f"{fault.filename} cannot be removed: {fault.strerror}") from None


def policy(extension: str, sites: list[str]) -> str:
    """What the administrator's policy must say, as JSON."""
    return json.dumps({"3rdparty": {"extensions": {extension: {"sites": sites}}}}, indent=2)


def _script(home: Home) -> Path:
    return home.path / "browser-host"


def _manifest(script: Path, extension: str) -> dict[str, object]:
    return {
        "name": NAME,
        "description": "Hands what the Handrail extension tells to Handrail",
        "path": str(script),
        "type": "stdio",
        "allowed_origins": [f"chrome-extension://{extension}/"],
    }
