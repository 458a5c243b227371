"""Where the weights of Rampart lie, and the digests they must have: nothing is fetched or guessed when they are missing."""

import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from schemas.errors import HandrailError

FOLDER = Path(sys.prefix) / "share" / "handrail" / "models" / "rampart"
MODEL = "model_int8.onnx"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
DIGESTS = {
    MODEL: "6c20bdc0acc16bacd3d0a599d54b74e1821b384481fe109f9560083adb0444be",
    TOKENIZER: "ec87d41d85cbf02128ec0e5f577b805a326b06bb2947ef2752e67a98a42819f9",
    CONFIG: "4f580895a8d5b40c0c61fef61bbbfe129a6d755e5212991b429e5fd141284edd",
    "LICENSE": "57fec6ca5de5e18ced1a10b36c87c0988fdc170f03f73e8ae2f20f5de42a884e",
    "NOTICE": "49b7d4e6047c0fc8ed321b7ffe33403498ca6a9e8ad3e11a0dd146c113cedf22",
}


def read(folder: Path = FOLDER, names: Iterable[str] = (MODEL, TOKENIZER, CONFIG)) -> dict[str, bytes]:
    """The content of files of the model, verified.

    Raises:
        HandrailError: when one is missing or is not the pinned one.
    """
    return {name: _verified(folder / name) for name in names}


def verify(folder: Path = FOLDER) -> None:
    """Checks every file, the licence too.

    Raises:
        HandrailError: see `read`.
    """
    read(folder, DIGESTS)


def _verified(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise HandrailError(
            f"The model Rampart cannot be read, for want of {path}; so nothing can be redacted: run `handrail models fetch`."
        ) from None
    if sha256(content).hexdigest() != DIGESTS[path.name]:
        raise HandrailError(
            f"The model Rampart is not the pinned one, for {path} differs: run `handrail models fetch` to install it again."
        )
    return content
