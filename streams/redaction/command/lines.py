"""JSON Lines from anyone: one object a line, read with bounded memory. A fault names the line and what, never what it holds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

LONGEST = 16 * 1024 * 1024  # bytes of a line
_MARK = b"\xef\xbb\xbf"  # that some editors put before UTF-8


class BadLineError(ValueError):
    """What is wrong with a line, without what it holds."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line that is not blank; `record` is the object, or what is wrong with the line."""

    number: int
    size: int
    record: dict[str, Any] | BadLineError


def lines(stream: BinaryIO, longest: int = LONGEST) -> Iterator[Line]:
    """Every line that is not blank, numbered from 1; of one that is too long, no more than `longest` bytes are held."""
    number = 0
    while data := stream.readline(longest + 1):
        number += 1
        size, cut = len(data), len(data) > longest and not data.endswith(b"\n")
        while cut and (rest := stream.readline(longest)):
            size += len(rest)
            cut = not rest.endswith(b"\n")
        data = data.removeprefix(_MARK) if number == 1 else data
        if size > longest + 1 or data.strip():
            yield Line(number, size, _record(data) if size <= longest + 1 else _too_long(longest))


def text(record: dict[str, Any], name: str, default: str | None = None) -> str:
    """The text of a field.

    Raises:
        BadLineError: it is missing, or is no text.
    """
    value = record.get(name)
    if value is None and default is not None:
        return default
    if value is None:
        raise BadLineError(f"{name} is missing")
    if not isinstance(value, str):
        raise BadLineError(f"{name} is not text")
    return value


def identifier(record: dict[str, Any]) -> str | int:
    """The `id` of a line.

    Raises:
        BadLineError: it is missing, or neither text nor a whole number.
    """
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadLineError("id is neither text nor a whole number")
    return value


def dump(record: dict[str, Any]) -> bytes:
    """A line; half a surrogate pair, which UTF-8 cannot carry, is escaped as JSON does it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace") + b"\n"


def _record(data: bytes) -> dict[str, Any] | BadLineError:
    try:
        record = json.loads(data.decode(), parse_constant=_refuse)
    except UnicodeDecodeError:
        return BadLineError("this is not UTF-8")
    except RecursionError:
        return BadLineError("this is nested too deeply")
    except BadLineError as fault:
        return fault
    except ValueError:
        return BadLineError("this is not a whole JSON object")
    return record if isinstance(record, dict) else BadLineError("this is not a JSON object")


def _refuse(_: str) -> NoReturn:
    raise BadLineError("NaN and Infinity are no JSON")


def _too_long(longest: int) -> BadLineError:
    return BadLineError(f"this is longer than {longest:,} bytes")
