"""Fields of untrusted objects, checked one by one; a fault names the place and never the value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, ClassVar, NoReturn, TypeVar

from schemas.errors import HandrailError, InvalidRecordingError

T = TypeVar("T")

MAX_PIXEL = 1_000_000
MAX_TEXT = 65_536
LAST_TIME = 4_102_444_800_000  # epoch milliseconds of 2100-01-01: later is a broken clock or a broken file


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a recording.

    Attributes:
        error: what a fault is raised as.
        place: where it stands, such as `morning.jsonl, line 12`.
        fields: what it holds, as parsed.
    """

    error: ClassVar[type[HandrailError]] = InvalidRecordingError
    place: str
    fields: Mapping[str, Any] = field(repr=False)

    def fail(self, fault: str) -> NoReturn:
        """Raise the one sentence that says where and what."""
        raise self.error(f"{self.place}: {fault}.")

    def has(self, name: str) -> bool:
        """Whether a field is there, and is not null."""
        return self.fields.get(name) is not None

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A number within bounds, rounded."""
        return round(self.number(name, low, high, default))

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        """A finite number within bounds."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(f"{name} is not a number")
        if not low <= value <= high or not isfinite(value):
            self.fail(f"{name} is out of range")
        return value

    def pixel(self, name: str, default: int | None = None) -> int:
        """A coordinate or a length in pixels."""
        return self.integer(name, -MAX_PIXEL, MAX_PIXEL, default)

    def text(self, name: str, default: str | None = None, limit: int = MAX_TEXT) -> str:
        """Text that UTF-8 can carry: a lone surrogate becomes U+FFFD."""
        value = self._get(name, default)
        if not isinstance(value, str):
            self.fail(f"{name} is not text")
        if len(value) > limit:
            self.fail(f"{name} is longer than {limit} characters")
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def flag(self, name: str, default: bool | None = None) -> bool:  # noqa: FBT001
        """True or false."""
        value = self._get(name, default)
        if not isinstance(value, bool):
            self.fail(f"{name} is not true or false")
        return value

    def choice(self, name: str, table: Mapping[str, T]) -> T:
        """What the table gives for a name."""
        value = self.text(name)
        if value not in table:
            self.fail(f"{name} is not one of {', '.join(table)}")
        return table[value]

    def row(self, name: str) -> "Row":
        """The object held in a field, as a row at the same place."""
        value = self._get(name, None)
        if not isinstance(value, Mapping):
            self.fail(f"{name} is not an object")
        return Row(self.place, value)

    def rows(self, name: str, each: str) -> Iterator["Row"]:
        """The objects of a list held in a field; their places are numbered from 1, after what each is called."""
        held = self._get(name, None)
        if not isinstance(held, list):
            self.fail(f"{name} is not a list")
        for number, value in enumerate(held, start=1):
            row = Row(f"{each} {number}", value)
            if not isinstance(value, Mapping):
                row.fail("this is not an object")
            yield row

    def _get(self, name: str, default: object) -> Any:
        value = self.fields.get(name)
        if value is None:
            value = default
        if value is None:
            self.fail(f"{name} is missing")
        return value
