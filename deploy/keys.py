"""Key material of a local stack: epoch keys that producers seal to, and the organisation's key of pseudonyms."""

import base64
import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from deploy.local.home import write_private
from schemas.sealing import X25519_SUITE

DAYS_AHEAD = 7  # epochs issued beforehand, so that a stack that runs for days can go on sealing
# A sealed batch may wait 72 h in a spool, then lie 72 h in the log and 72 h as a dead letter: after that its epoch opens no more.
KEPT = timedelta(hours=72 * 3)


def ensure(folder: Path, now: datetime) -> None:
    """Issue the keys that are missing, and destroy the private keys whose time is over."""
    private = folder / "private"
    for place in (private, folder / "signing"):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _once(folder / "organisation.key", secrets.token_hex(32))
    _once(folder / "devices.json", "{}")
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(DAYS_AHEAD + 1):
        _issue(private, today + timedelta(days=ahead))
    for file in private.glob("*.pem"):
        if _begin(file) + timedelta(days=1) + KEPT < now:
            file.unlink()
    write_private(folder / "epochs.json", json.dumps([_public(file) for file in sorted(private.glob("*.pem"))], indent=1))


def _once(file: Path, content: str) -> None:
    if not file.exists():
        write_private(file, content)


def _begin(file: Path) -> datetime:
    return datetime.strptime(file.stem, "%Y-%m-%d").replace(tzinfo=UTC)


def _issue(folder: Path, day: datetime) -> None:
    key = X25519PrivateKey.generate()
    _once(folder / f"{day:%Y-%m-%d}.pem", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


def _public(file: Path) -> dict[str, str | int]:
    key = load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(key, X25519PrivateKey)
    begin = _begin(file)
    return {
        "epoch": file.stem,
        "suite": X25519_SUITE,
        "public_key": base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode(),
        "not_before": round(begin.timestamp() * 1000),
        "not_after": round((begin + timedelta(days=1)).timestamp() * 1000),
    }
