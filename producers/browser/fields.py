"""Strict reading of JSON that somebody else wrote: every field is exactly of its type, and no other field is there."""

from schemas.errors import HandrailError
from schemas.rows import MAX_TEXT, Row


class RefusedError(HandrailError):
    """A message is not what it should be; the sentence names the field, never what it holds."""


class Fields(Row):
    """The fields of one JSON object; `place` is what it is called in a refusal."""

    __slots__ = ()
    error = RefusedError

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
        return cls(place, found)

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds; one that would have to be rounded is refused."""
        if isinstance(self.fields[name], float):
            self.fail(f"{name} is not a whole number")
        return super().integer(name, low, high, default)

    def text(self, name: str, default: str | None = None, limit: int = MAX_TEXT) -> str:
        """Text; what UTF-8 cannot carry is refused, not replaced."""
        text = super().text(name, default, limit)
        if text != self.fields[name]:
            self.fail(f"{name} holds half a character")
        return text

    def items(self, name: str, most: int) -> list[object]:
        """A list of so many items at most."""
        value = self.fields[name]
        if not isinstance(value, list) or len(value) > most:
            self.fail(f"{name} is not a list of {most} items at most")
        return value
