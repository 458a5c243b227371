"""The keys a worker holds, from files: private keys of the epochs, public keys of the enrolled devices."""

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from schemas.errors import HandrailError
from streams.intake import Enrolled


class PrivateKeys(Mapping[str, X25519PrivateKey]):
    """The private keys of the epochs, one `<epoch>.pem` each; a new epoch's is found when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, X25519PrivateKey] = {}

    def __getitem__(self, epoch: str) -> X25519PrivateKey:
        if epoch not in self._held:
            self._held[epoch] = self._load(epoch)
        return self._held[epoch]

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self._folder.glob("*.pem")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _load(self, epoch: str) -> X25519PrivateKey:
        if epoch not in set(self):  # the name comes from a header: only a name that is there is opened
            raise KeyError(epoch)
        key = load_pem_private_key((self._folder / f"{epoch}.pem").read_bytes(), password=None)
        if not isinstance(key, X25519PrivateKey):
            raise HandrailError(f"{self._folder / epoch}.pem holds no X25519 private key")
        return key


class Devices:
    """The enrolled devices, as the enrolling side's file names them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_at: tuple[int, int] | None = None
        self._devices: dict[str, Enrolled] = {}

    def __call__(self, device_id: str) -> Enrolled | None:
        """The device, or None when it is not enrolled. A device enrolled since the last look is found."""
        if device_id not in self._devices:
            self._refresh()
        return self._devices.get(device_id)

    def _refresh(self) -> None:
        stat = self._file.stat()
        if self._read_at != (stat.st_mtime_ns, stat.st_size):
            self._devices = _parse(self._file)
            self._read_at = (stat.st_mtime_ns, stat.st_size)


def _parse(file: Path) -> dict[str, Enrolled]:
    try:
        return {
            device_id: Enrolled(entry["subject"], VerifyKey(base64.b64decode(entry["public_key"])))
            for device_id, entry in json.loads(file.read_bytes()).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, CryptoError):
        raise HandrailError(f"{file} is not a list of enrolled devices") from None
