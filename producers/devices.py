"""Devices and their keys, in files for now: enrolling one, and finding it again."""

import base64
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from schemas.errors import HandrailError
from schemas.settings import Keys

_OWNER_ONLY = 0o600
_SHORTEST_SECRET = 16  # bytes


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled device, its person's pseudonym, and the key it signs with."""

    device_id: str
    subject: str
    signing_key: Ed25519PrivateKey = field(repr=False)


def pseudonym(keys: Keys, person: str) -> str:
    """The keyed pseudonym of a person: a keyed BLAKE2b-128 under the organisation's key, hex.

    Raises:
        HandrailError: there is no such key, or one that could be guessed: then anybody could tell whose pseudonym it is.
    """
    file = _required(keys.organisation, "keys.organisation")
    secret = file.read_bytes()
    if len(secret) < _SHORTEST_SECRET:
        raise HandrailError(f"the organisation's key {file} is too short: it must hold at least {_SHORTEST_SECRET} random bytes")
    return blake2b(person.encode(), key=secret[:64], digest_size=16, person=b"subject").hexdigest()


def enrol(keys: Keys, device_id: str, subject: str) -> Device:
    """The device of an id, enrolled if it was not.

    Raises:
        HandrailError: the key files are missing, or the device is enrolled for somebody else.
    """
    [device] = enrol_all(keys, {device_id: subject})
    return device


def enrol_all(keys: Keys, subjects: Mapping[str, str]) -> list[Device]:
    """The devices of some ids, each with its subject, in their order; all together, so that the list is written once.

    Raises:
        HandrailError: the key files are missing, or a device is enrolled for somebody else: then none of them is.
    """
    folder = _required(keys.signing, "keys.signing")
    with _registered(_required(keys.devices, "keys.devices")) as devices:
        return [_enrolled(devices, folder, device_id, subject) for device_id, subject in subjects.items()]


def _enrolled(devices: dict[str, dict[str, str]], folder: Path, device_id: str, subject: str) -> Device:
    signing_key = _signing_key(folder, device_id)
    _register(devices, device_id, subject, public_half(signing_key))
    return Device(device_id, subject, signing_key)


def register(keys: Keys, device_id: str, subject: str, public_key: str) -> None:
    """Enrol a device whose private key lies elsewhere; `public_key` is in base64.

    Raises:
        HandrailError: the list of devices is missing or broken, or the device is enrolled for somebody else.
    """
    with _registered(_required(keys.devices, "keys.devices")) as devices:
        _register(devices, device_id, subject, public_key)


def _register(devices: dict[str, dict[str, str]], device_id: str, subject: str, public_key: str) -> None:
    entry = {"subject": subject, "public_key": public_key}
    if devices.setdefault(device_id, entry) != entry:
        raise HandrailError(f"the device {device_id} is enrolled with another key or for another person")


def _required(path: Path | None, name: str) -> Path:
    if path is None:
        raise HandrailError(f"the producer's settings must name {name}")
    return path


def _signing_key(folder: Path, device_id: str) -> Ed25519PrivateKey:
    file = folder / f"{device_id}.pem"
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        write_private(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return key
    return parse_signing_key(file.read_bytes(), file)


def parse_signing_key(content: bytes, file: Path) -> Ed25519PrivateKey:
    """The private key in what a file holds, PEM.

    Raises:
        HandrailError: there is none in it.
    """
    try:
        found = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise HandrailError(f"{file} holds no Ed25519 private key")
    return found


def public_half(key: Ed25519PrivateKey) -> str:
    """The public key, base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def write_private(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}.new")
    draft.unlink(missing_ok=True)  # of a process that had this id and was killed
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)


@contextmanager
def _registered(file: Path) -> Iterator[dict[str, dict[str, str]]]:
    """The enrolled devices; what was changed is written back. One process at a time."""
    lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = file.read_bytes() if file.exists() else b"{}"
        devices = _parse(before, file)
        yield devices
        after = json.dumps(devices, indent=1, sort_keys=True).encode()
        if after != before:
            write_private(file, after)
    finally:
        os.close(lock)


def _parse(content: bytes, file: Path) -> dict[str, dict[str, str]]:
    try:
        devices = json.loads(content)
    except ValueError:
        devices = None
    if not isinstance(devices, dict):
        raise HandrailError(f"{file} is not a list of enrolled devices")
    return devices
