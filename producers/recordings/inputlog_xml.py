"""The XML of Inputlog as rows: one an event, its numbers parsed, its illegal characters gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from producers.recordings.content import Content
from schemas.errors import InvalidRecordingError
from schemas.rows import Row

_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]+|[0-9]+);")
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_MOST_DIGITS = 8
_TEXTS = {"key", "value", "title", "type", "button", "orientation", "newtext", "before", "after"}


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One `event` of a log.

    Attributes:
        kind: keyboard, mouse, focus, …
        header: entries of the log's `meta`.
        windows: what Windows reported, the part `winlog`; empty where there is none.
        document: what the word processor reported, the part `wordlog`; empty where there is none.
        held: virtual keys that were down.
    """

    kind: str
    header: Row
    windows: Row
    document: Row
    held: frozenset[str]


def events(content: Content) -> Iterator[LogEvent]:
    """The events of a log, as they stand in it.

    Raises:
        InvalidRecordingError: the log is not well-formed, or declares entities.
    """
    header: dict[str, float | str] = {}
    count = 0
    for node in _nodes(content):
        if node.tag == "entry":
            header[node.findtext("key", "")] = _number(node.findtext("value", ""))
        elif node.tag == "event":
            count += 1
            yield _event(node, Row(f"{content.name}, header", header), f"{content.name}, event {count}")
            node.clear()


def _nodes(content: Content) -> Iterator[Node]:
    """Elements as they end."""
    try:
        for _, node in iterparse(BytesIO(_legal(content.data)), events=("end",), forbid_dtd=True):
            yield node
    except ParseError as error:
        raise InvalidRecordingError(f"{content.name}, line {error.position[0]}: the XML breaks off or is malformed.") from None
    except DefusedXmlException:
        raise InvalidRecordingError(f"{content.name} declares a document type or entities, which no Inputlog file has.") from None
    except (ValueError, LookupError):
        raise InvalidRecordingError(f"{content.name} is in a text encoding that cannot be read.") from None


def _legal(data: bytes) -> bytes:
    """The log without the characters that XML forbids: Inputlog writes them for Backspace, Escape and Control chords."""
    return _REFERENCE.sub(_legal_reference, data.translate(None, _CONTROLS))


def _legal_reference(match: re.Match[bytes]) -> bytes:
    digits = match[1]
    if len(digits) > _MOST_DIGITS:
        return b""
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    legal = code in {0x9, 0xA, 0xD} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match[0] if legal else b""


def _event(node: Node, header: Row, place: str) -> LogEvent:
    parts = {part.get("type"): part for part in node.iterfind("part")}
    windows = parts.get("winlog")
    held = () if windows is None else windows.iterfind("keyboardstate/key")
    return LogEvent(
        node.get("type", ""),
        header,
        Row(place, _fields(windows)),
        Row(place, _fields(parts.get("wordlog"))),
        frozenset(key.text or "" for key in held),
    )


def _fields(part: Node | None) -> dict[str, float | str]:
    children = () if part is None else part
    return {child.tag: text if child.tag in _TEXTS else _number(text) for child in children for text in [child.text or ""]}


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
