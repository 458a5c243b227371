"""Conditions on columns as a person writes them, such as `application = 'orders' and event_count > 10`, as filters of Arrow."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Any, NamedTuple, NoReturn

import pyarrow as pa
import pyarrow.dataset as ds

from schemas.errors import HandrailError

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)|(?P<sign>==|!=|<=|>=|[=<>(),]))"
)
_SIGNS: dict[str, Callable[[Any, Any], Any]] = {"=": eq, "==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_WORDS = frozenset({"and", "or", "not", "in", "true", "false"})
_DEEPEST = 50  # brackets and `not` within one another


class _Token(NamedTuple):
    kind: str  # text, number, name, word, sign, or end
    value: str
    place: int  # from 1


def parse(text: str, schema: Any) -> Any:
    """A condition as a `pyarrow.dataset.Expression`.

    Knows `= == != < <= > >=`, `in (…)`, `and`, `or`, `not`, brackets; texts in single quotes, where a time or a date is an
    ISO 8601 text (UTC unless it says otherwise); numbers; `true` and `false`. A field of a struct is named with a dot.

    Args:
        text: the condition.
        schema: the columns there are, a `pyarrow.Schema`.

    Raises:
        HandrailError: it is not such a condition; names the place in it.
    """
    parser = _Parser(text, _tokens(text), schema)
    found = parser.either()
    if parser.next.kind != "end":
        parser.wrong("`and`, `or` or the end")
    return found


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise HandrailError(f"The condition {text!r} holds something unknown at character {_after_blanks(text, at) + 1}.")
        kind = str(match.lastgroup)
        value = match[kind]
        word = kind == "name" and value.lower() in _WORDS
        tokens.append(_Token("word" if word else kind, value.lower() if word else value, match.start(kind) + 1))
        at = match.end()
    return [*tokens, _Token("end", "", len(text) + 1)]


def _after_blanks(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


@dataclass(slots=True)
class _Parser:
    """Reads tokens from the left, one rule of the grammar a method."""

    text: str
    tokens: list[_Token]
    schema: Any
    at: int = 0
    depth: int = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def wrong(self, wanted: str) -> NoReturn:
        raise HandrailError(f"The condition {self.text!r} should have {wanted} at character {self.next.place}.")

    def takes(self, *values: str) -> bool:
        """Whether the next token is one of these, which it then leaves behind."""
        found = self.next.kind in {"word", "sign"} and self.next.value in values
        self.at += found
        return found

    def needs(self, value: str) -> None:
        if not self.takes(value):
            self.wrong(f"`{value}`")

    def either(self) -> Any:
        parts = [self.both()]
        while self.takes("or"):
            parts.append(self.both())
        return reduce(or_, parts)

    def both(self) -> Any:
        parts = [self.one()]
        while self.takes("and"):
            parts.append(self.one())
        return reduce(and_, parts)

    def one(self) -> Any:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise HandrailError(f"The condition is nested more than {_DEEPEST} deep.")
        found = self.negated() if self.takes("not") else self.group() if self.takes("(") else self.comparison()
        self.depth -= 1
        return found

    def negated(self) -> Any:
        return ~self.one()

    def group(self) -> Any:
        found = self.either()
        self.needs(")")
        return found

    def comparison(self) -> Any:
        column, kind = self.column()
        if self.takes("not"):
            self.needs("in")
            return ~self.among(column, kind)
        if self.takes("in"):
            return self.among(column, kind)
        if self.next.value not in _SIGNS or self.next.kind != "sign":
            self.wrong("a comparison such as `=`, `<` or `in`")
        self.at += 1
        return _SIGNS[self.tokens[self.at - 1].value](column, self.value(kind))

    def column(self) -> tuple[Any, Any]:
        if self.next.kind != "name":
            self.wrong("the name of a column")
        path = self.next.value.split(".")
        kind = _kind(self.schema, path)
        if kind is None:
            self.wrong("the name of a column that can be compared")
        self.at += 1
        return ds.field(*path), kind

    def among(self, column: Any, kind: Any) -> Any:
        self.needs("(")
        values = [self.value(kind)]
        while self.takes(","):
            values.append(self.value(kind))
        self.needs(")")
        return column.isin(pa.array([value.as_py() for value in values], kind))

    def value(self, kind: Any) -> Any:
        try:
            found = pa.scalar(_literal(self.next, kind), kind)
        except (ValueError, pa.ArrowException, OverflowError):
            self.wrong(f"a value that compares with a {_name(kind)}")
        self.at += 1
        return found


def _kind(schema: Any, path: list[str]) -> Any:
    """The type of a column or a field of it; None where there is no such one, or it holds several values."""
    kind = pa.struct(list(schema))
    for name in path:
        index = kind.get_field_index(name) if pa.types.is_struct(kind) else -1
        if index < 0:
            return None
        kind = kind.field(index).type
    return None if pa.types.is_nested(kind) else kind


def _literal(token: _Token, kind: Any) -> Any:
    if token.kind == "number" and (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return float(token.value) if pa.types.is_floating(kind) else int(token.value)
    if token.kind == "word" and token.value in {"true", "false"} and pa.types.is_boolean(kind):
        return token.value == "true"
    if token.kind == "text":
        return _of_text(token.value[1:-1].replace("''", "'"), kind)
    raise ValueError


def _of_text(text: str, kind: Any) -> Any:
    if pa.types.is_timestamp(kind):
        time = datetime.fromisoformat(text)
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_string(kind):
        return text
    raise ValueError


def _name(kind: Any) -> str:
    names = {"bool": "truth value (true or false)", "string": "text in quotes", "date32[day]": "date in quotes"}
    return names.get(str(kind), "time in quotes" if pa.types.is_timestamp(kind) else "number")
