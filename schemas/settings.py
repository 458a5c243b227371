"""Settings of a process: one TOML file per role, written by `handrail up` or by hand; the environment overrides it.

`HANDRAIL_KAFKA__BOOTSTRAP=…` overrides `[kafka] bootstrap`. Secrets are `SecretStr`: a repr shows asterisks.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from schemas.errors import HandrailError

_ANSWER_SECONDS = 5  # of a registry: one that is frozen must not freeze whoever asks

Role = Literal["admin", "producer", "worker", "sink", "auditor"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kafka(_Section):
    """How to reach the brokers, as one SCRAM user."""

    bootstrap: str
    username: str
    password: SecretStr
    security_protocol: Literal["SASL_PLAINTEXT", "SASL_SSL"] = "SASL_SSL"
    mechanism: Literal["SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-256"

    def client(self, **more: str | int | bool) -> dict[str, Any]:
        """The configuration of a librdkafka client; `more` names further librdkafka options, with `_` for `.`."""
        return {
            "bootstrap.servers": self.bootstrap,
            "security.protocol": self.security_protocol,
            "sasl.mechanism": self.mechanism,
            "sasl.username": self.username,
            "sasl.password": self.password.get_secret_value(),
            "log_level": 2,  # critical only: what matters comes back as an error
        } | {name.replace("_", "."): value for name, value in more.items()}


class Registry(_Section):
    """The Confluent-compatible schema registry."""

    url: str

    def client(self) -> dict[str, Any]:
        """The configuration of a SchemaRegistryClient."""
        return {"url": self.url, "timeout": _ANSWER_SECONDS, "max.retries": 1}


class Store(_Section):
    """The S3-compatible bucket that holds the data set."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: SecretStr
    region: str = "us-east-1"


class Keys(_Section):
    """Folders and files of keys. A role gets only the ones it needs."""

    epochs: Path | None = None  # public keys of the key epochs, JSON: what a producer seals to
    private: Path | None = None  # folder of private epoch keys: the worker's alone
    devices: Path | None = None  # enrolled devices and their public keys, JSON: what a worker verifies with
    signing: Path | None = None  # folder of device signing keys: the producers' alone
    organisation: Path | None = None  # key of the pseudonyms: the enrolling side's alone


class Settings(BaseSettings):
    """All settings of one process."""

    model_config = SettingsConfigDict(env_prefix="HANDRAIL_", env_nested_delimiter="__", extra="forbid", frozen=True)

    role: Role
    kafka: Kafka
    registry: Registry
    store: Store | None = None
    keys: Keys = Keys()
    partitions: int = 4
    replication: int = 1
    application: str = "handrail"  # prefix of group, transaction and app transaction ids: another one reads the same log apart
    sessions: dict[str, float] = {}  # limits of sessions and trajectories, by the names in streams/sessions/thresholds.py
    actions: dict[str, float] = {}  # limits of the reducer, by the names in streams/actions/thresholds.py
    stall_seconds: float = 300.0  # without progress, while there is lag, after which a process counts as stuck
    http_port: int = 0  # /healthz and /metrics on loopback; 0 takes a free port
    state: Path = Path("var")  # where the process may write: its spool or scratch, never opened text

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, whose values arrive as the constructor's."""
        return env_settings, init_settings


def parse(text: str, name: str) -> Settings:
    """Read the settings of one role from TOML.

    Args:
        text: the file's content.
        name: the file's name, for the error.

    Raises:
        HandrailError: a sentence naming the file and each wrong setting, never its value.
    """
    try:
        return Settings(**tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise HandrailError(f"{name} is not TOML: {fault}") from None
    except RecursionError:
        raise HandrailError(f"{name} is not TOML: it is nested too deeply") from None
    except SettingsError:
        raise HandrailError(f"the environment holds HANDRAIL_ settings that cannot be read, over those of {name}") from None
    except ValidationError as fault:
        wrong = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in fault.errors(include_input=False, include_url=False))
        raise HandrailError(f"{name} holds settings that cannot be used: {'; '.join(wrong)}") from None


def load(role: Role, folder: Path, config: Path | None = None) -> Settings:
    """The settings of a role: from `config`, else from the local stack's `<folder>/roles/<role>.toml`.

    Raises:
        HandrailError: a sentence naming the file and what is wrong with it.
    """
    file = config or folder / "roles" / f"{role}.toml"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise HandrailError(
            f"there are no settings at {file}: start the local servers with `handrail up`, or pass --config"
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise HandrailError(f"the settings at {file} cannot be read: {type(fault).__name__}") from None
    return parse(text, str(file))
