"""What a stack chooses once and keeps: ports, cluster id and passwords, in `stack.json`, readable by its owner alone."""

import base64
import random
import secrets
import socket
import uuid
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deploy.local.home import Home, write_private
from schemas.errors import HandrailError

HOST = "127.0.0.1"
_PORTS = range(20_000, 32_000)  # below the ports that Linux and macOS give to outgoing connections
ROLES = ("admin", "producer", "worker", "sink", "auditor")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ports(_Strict):
    """One port per listener, all on loopback."""

    kafka: int
    controller: int
    registry: int
    registry_health: int
    store: int


class Choices(_Strict):
    """Everything that must stay the same from one start to the next."""

    cluster: str
    ports: Ports
    passwords: dict[str, str] = Field(repr=False)  # of every role, and of the broker towards its controller
    store_key: str
    store_secret: str = Field(repr=False)


def load_or_choose(home: Home) -> Choices:
    """Read the choices, making them at the first start.

    Raises:
        HandrailError: the file is there and cannot be used.
    """
    if not home.choices.exists():
        write_private(home.choices, choose().model_dump_json(indent=2))
    try:
        return Choices.model_validate_json(home.choices.read_bytes())
    except ValidationError:
        raise HandrailError(f"{home.choices} is damaged; restore it, or delete {home.path} and lose the data in it.") from None


def choose() -> Choices:
    """Draw free ports and new passwords."""
    return Choices(
        cluster=cluster_id(uuid.uuid4().bytes),
        ports=Ports(**dict(zip(Ports.model_fields, free_ports(), strict=False))),
        passwords={name: secrets.token_urlsafe(32) for name in (*ROLES, "controller")},
        store_key=secrets.token_hex(10),
        store_secret=secrets.token_urlsafe(32),
    )


def cluster_id(raw: bytes) -> str:
    """A cluster id of 16 random bytes; never with a dash in front, which Kafka's own tools take for an option."""
    return base64.urlsafe_b64encode(bytes([raw[0] >> 1]) + raw[1:]).decode().rstrip("=")


def free_ports() -> Iterator[int]:
    """Ports nobody listens on, in no order."""
    candidates = random.SystemRandom().sample(_PORTS, len(_PORTS))
    return (port for port in candidates if is_free(port))


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a closed connection is no owner
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
