"""The rows of JSON files and of JSON Lines files."""

import json
from collections.abc import Iterator

from producers.recordings.content import Content
from schemas.errors import InvalidRecordingError
from schemas.rows import Row


def json_rows(content: Content) -> Iterator[Row]:
    """The rows of a JSON Lines file, one object a line; blank lines are skipped.

    Raises:
        InvalidRecordingError: a line is not a JSON object.
    """
    for number, line in enumerate(content.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield _json_row(f"{content.name}, line {number}", line)


def json_document(content: Content) -> Row:
    """The one object of a JSON file.

    Raises:
        InvalidRecordingError: the file is not a JSON object.
    """
    return _json_row(f"{content.name}, line 1", content.data.removeprefix(b"\xef\xbb\xbf"))


def _json_row(place: str, data: bytes) -> Row:
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidRecordingError(f"{place}: this is not a whole JSON object.")
    return Row(place, value)
