"""What travels when a device is enrolled: a request with its public key, and the bundle that answers it."""

import base64
import json
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from producers.devices import write_private
from schemas.errors import HandrailError
from schemas.settings import Kafka, Registry

_LARGEST = 1 << 20  # bytes
_KEY_SIZE = 32


def _raw_key(text: str) -> str:
    if len(base64.b64decode(text, validate=True)) != _KEY_SIZE:
        raise ValueError("not a key of 32 bytes")
    return text


# It becomes the name of a file, and travels in clear with every batch.
DeviceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
PublicKey = Annotated[str, AfterValidator(_raw_key)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1


class Request(_Message):
    """A device that asks to be enrolled: its id, and the public half (base64) of the key it signs with."""

    device_id: DeviceId
    public_key: PublicKey


class EpochKey(BaseModel):
    """A public key that batches are sealed to; times in epoch milliseconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    epoch: str
    suite: int
    public_key: PublicKey
    not_before: int
    not_after: int


class Bundle(Request):
    """All that an agent needs: who it is, what it may capture, whom it sends to, as which user, and what it seals to."""

    subject: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    kafka: Kafka
    registry: Registry
    epochs: Annotated[list[EpochKey], Field(min_length=1)]
    policy: str

    def settings(self, state: Path, epochs: Path) -> str:
        """The settings of the agent, as `schemas.settings.parse` reads them."""
        tables: dict[str, dict[str, Any]] = {
            "kafka": _open(self.kafka),
            "registry": self.registry.model_dump(),
            "keys": {"epochs": str(epochs)},
        }
        lines = ['role = "producer"', f"state = {_quoted(str(state))}"]
        for table, values in tables.items():
            lines += ["", f"[{table}]", *(f"{name} = {_quoted(value)}" for name, value in values.items())]
        return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _open(kafka: Kafka) -> dict[str, Any]:
    return kafka.model_dump() | {"password": kafka.password.get_secret_value()}


M = TypeVar("M", bound=Request)


def write(message: Request, file: Path) -> None:
    """Write a request or a bundle, for the owner alone.

    Raises:
        HandrailError: it cannot be written.
    """
    content = message.model_dump() | ({"kafka": _open(message.kafka)} if isinstance(message, Bundle) else {})
    try:
        write_private(file, json.dumps(content, indent=1).encode())
    except OSError as fault:
        raise HandrailError(f"{file} cannot be written: {fault.strerror}") from None


def read(file: Path, kind: type[M]) -> M:
    """Read a request or a bundle.

    Raises:
        HandrailError: the file cannot be read, or holds something else; names each wrong field, never its value.
    """
    what = kind.__name__.lower()
    try:
        with file.open("rb") as source:
            content = source.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise HandrailError(f"{file} is too large for an enrolment {what}")
        return kind.model_validate_json(content)
    except OSError as fault:
        raise HandrailError(f"{file} cannot be read: {fault.strerror}") from None
    except ValidationError as fault:
        found = fault.errors(include_input=False, include_url=False, include_context=False)
        wrong = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}".removeprefix(": ") for error in found)
        raise HandrailError(f"{file} is no enrolment {what}: {wrong}") from None
