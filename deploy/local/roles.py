"""Settings files, one per role, each holding only the secrets that role needs."""

import json
from collections.abc import Mapping
from typing import get_args

from deploy.local import kafka, registry, store
from deploy.local.choices import Choices
from deploy.local.home import Home, write_private
from schemas.settings import Role

_WITH_STORE = ("admin", "sink", "auditor")


def write_roles(home: Home, choices: Choices) -> None:
    """Write the settings of every role, as `schemas.settings.parse` reads them, and make its own folder."""
    for role in get_args(Role):
        state = home.path / role
        state.mkdir(mode=0o700, exist_ok=True)
        write_private(home.role(role), _toml(_settings(home, choices, role)))


def _settings(home: Home, choices: Choices, role: Role) -> dict[str, str | Mapping[str, str]]:
    tables: dict[str, str | Mapping[str, str]] = {
        "role": role,
        "state": str(home.path / role),
        "kafka": kafka.access(choices, role),
        "registry": {"url": registry.url(choices)},
        "keys": _keys(home, role),
    }
    return tables | ({"store": store.access(choices)} if role in _WITH_STORE else {})


def _keys(home: Home, role: Role) -> dict[str, str]:
    public = {"epochs": "epochs.json", "devices": "devices.json"}
    enrolling = public | {"signing": "signing", "organisation": "organisation.key"}
    names = {
        "admin": enrolling | {"private": "private"},
        "producer": enrolling,  # a replay enrols each recording as a device
        "worker": {"private": "private", "devices": "devices.json"},
    }
    return {setting: str(home.keys() / name) for setting, name in names.get(role, {}).items()}


def _toml(tables: Mapping[str, str | Mapping[str, str]]) -> str:
    plain = [f"{name} = {_quoted(value)}" for name, value in tables.items() if isinstance(value, str)]
    for table, values in tables.items():
        if not isinstance(values, str) and values:
            plain += ["", f"[{table}]", *(f"{name} = {_quoted(value)}" for name, value in values.items())]
    return "\n".join(plain) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
