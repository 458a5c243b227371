"""Strict reading of JSON that somebody else wrote: every field has its type and bounds, and no other field is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.errors import HandrailError


class RefusedError(HandrailError):
    """A message is not what it should be; the sentence names the field, never what it holds."""


@dataclass(frozen=True, slots=True, repr=False)
class Fields:
    """The fields of one JSON object.

    Attributes:
        found: the object.
        place: what it is called in a refusal.
    """

    found: Mapping[str, Any]
    place: str

    @classmethod
    def of(cls, found: object, place: str, names: set[str]) -> "Fields":
        """An object of exactly these fields.

        Raises:
            RefusedError: it is none.
        """
        if not isinstance(found, dict):
            raise RefusedError(f"{place} is no object")
        if set(found) != names:
            raise RefusedError(f"{place} must have {', '.join(sorted(names))} and nothing else")
        return cls(found, place)

    def integer(self, name: str, lowest: int, highest: int) -> int:
        """A whole number within bounds, both included."""
        value = self.found[name]
        if type(value) is not int or not lowest <= value <= highest:
            raise self._refused(name, f"a whole number from {lowest} to {highest}")
        return value

    def number(self, name: str, lowest: float, highest: float) -> float:
        """A number within bounds, both included."""
        value = self.found[name]
        if type(value) not in {int, float} or not lowest <= value <= highest:
            raise self._refused(name, f"a number from {lowest} to {highest}")
        return float(value)

    def text(self, name: str, longest: int) -> str:
        """A text that can be written as UTF-8, of so many characters at most."""
        value = self.found[name]
        if not isinstance(value, str) or len(value) > longest or not _is_whole(value):
            raise self._refused(name, f"a text of {longest} characters at most")
        return value

    def truth(self, name: str) -> bool:
        """True or false."""
        value = self.found[name]
        if not isinstance(value, bool):
            raise self._refused(name, "true or false")
        return value

    def items(self, name: str, most: int) -> list[object]:
        """A list of so many items at most."""
        value = self.found[name]
        if not isinstance(value, list) or len(value) > most:
            raise self._refused(name, f"a list of {most} items at most")
        return value

    def absent(self, name: str) -> bool:
        """Whether it is null."""
        return self.found[name] is None

    def _refused(self, name: str, wanted: str) -> RefusedError:
        return RefusedError(f"{self.place}: {name} must be {wanted}")


def _is_whole(text: str) -> bool:
    """Whether a text has no lone surrogate: JSON can name one, UTF-8 cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
