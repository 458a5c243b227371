"""Times as a person writes them: a moment, or how long ago."""

import re
from datetime import UTC, datetime

from schemas.errors import HandrailError

_MILLISECONDS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_AGE = re.compile(r"(\d{1,6})([smhdw])")


def moment(text: str, now: int) -> int:
    """A time in epoch milliseconds: ISO 8601, UTC unless it says otherwise, or an age such as `2h` before `now`.

    Raises:
        HandrailError: it is neither.
    """
    if age := _AGE.fullmatch(text):
        return now - int(age[1]) * _MILLISECONDS[age[2]]
    try:
        time = datetime.fromisoformat(text)
        return round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise HandrailError(
            f"{text!r} is not a time: give one such as 2026-11-23T10:30, which is UTC, or an age such as 90s, 30m, 2h, 7d"
        ) from None


def words(milliseconds: int) -> str:
    """A time as ISO 8601 in UTC, to the second."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(milliseconds)  # a device's clock may say anything
