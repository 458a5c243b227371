"""The formats of recordings: which is which, told by content, and the one way to read a file of any of them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from producers.recordings import agentnet, ducktrack, handrail, inputlog
from producers.recordings.content import Content, load
from producers.recordings.recording import Recording, Stamped
from schemas.errors import InvalidRecordingError

FORMATS: dict[str, Callable[[Content], Iterator[Stamped]]] = {
    "handrail": handrail.read,
    "inputlog": inputlog.read,
    "ducktrack": ducktrack.read,
    "agentnet": agentnet.read,
}
_HEAD = 65_536


def read(path: Path, format: str = "auto") -> Recording:  # noqa: A002
    """Read a recording, plain or gzip.

    Args:
        path: the file.
        format: a name in `FORMATS`, or `auto` to tell it by content.

    Raises:
        InvalidRecordingError: the file cannot be read; the sentence names the file and the place.
    """
    if format != "auto" and format not in FORMATS:
        raise InvalidRecordingError(f"There is no format of that name for recordings: use auto, {', '.join(FORMATS)}.")
    content = load(path)
    name = detect(content) if format == "auto" else format
    events = list(FORMATS[name](content))
    if not events:
        raise InvalidRecordingError(f"{content.name} holds no events.")
    return Recording(content.name, content.digest, name, events)


def detect(content: Content) -> str:
    """Name of the format of a file.

    Raises:
        InvalidRecordingError: it is none of them.
    """
    head = content.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and b"<log" in head:
        return "inputlog"
    keys = _first_keys(head)
    if "handrail" in keys:
        return "handrail"
    if {"time_stamp", "action"} <= keys:
        return "agentnet" if "event_idx" in keys or content.beside(agentnet.WINDOWS) else "ducktrack"
    raise InvalidRecordingError(f"{content.name} is not a recording in any format known here: {', '.join(FORMATS)}.")


def _first_keys(head: bytes) -> set[str]:
    """Keys of the JSON object on the first line; none where there is no such object."""
    try:
        value = json.loads(head.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()
