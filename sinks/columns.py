"""Avro records to rows of a table, many at once: what is not beyond doubt is left to be read one by one."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyruhvro  # type: ignore[import-untyped]
from fastavro.schema import to_parsing_canonical_form
from fastavro.types import Schema

from schemas.codec import MAGIC, PREFIX, encode, parsed, text
from schemas.errors import InvalidRecordError
from sinks.arrow import END_OF_TIME
from sinks.tables import Kind

_END = "_end"


class Columns:
    """Reads the records of one kind that were written in this release's schema.

    The library walks the bytes, and is lenient: it skips what follows a record, cuts an `int` to 32 bits and takes any bytes for
    text. Hence a seal, which nobody can know, is put behind each record and must be found there, every `int` is read as a `long`,
    and all that was read is validated.

    Args:
        kind: which record, and the table's schema.
        writer: the parsed schema that an id of the registry stands for.
        seal: a random number of up to 62 bits.
    """

    def __init__(self, kind: Kind, writer: Callable[[int], Schema], seal: int) -> None:
        self._kind = kind
        self._writer = writer
        self._seal = seal
        self._suffix = encode("long", seal)
        self._schema = json.dumps(_wide(json.loads(text(kind.record)), sealed=True))
        self._known: dict[bytes, bool] = {}

    def reads(self, value: bytes | None) -> bool:
        """Whether a value is framed as a record of this kind and release. Errors as the look-up of a schema."""
        if value is None or len(value) < PREFIX or value[0] != MAGIC:
            return False
        prefix = value[:PREFIX]
        if prefix not in self._known:
            self._known[prefix] = self._is_ours(int.from_bytes(prefix[1:], "big"))
        return self._known[prefix]

    def __call__(self, values: Sequence[bytes]) -> Any:
        """The rows as a `pyarrow.Table`, or None where any of the values is in doubt."""
        try:
            batch = pyruhvro.deserialize_array([value[PREFIX:] + self._suffix for value in values], self._schema)
            return self._table(batch)
        except (ValueError, OverflowError):  # pyarrow's errors are ValueErrors; what they quote is not passed on
            return None

    def _is_ours(self, schema_id: int) -> bool:
        try:
            writer = self._writer(schema_id)
        except InvalidRecordError:
            return False
        return to_parsing_canonical_form(writer) == to_parsing_canonical_form(parsed(self._kind.record))

    def _table(self, batch: Any) -> Any:
        if not pc.all(pc.equal(batch[_END], self._seal)).as_py():
            return None
        batch.validate(full=True)  # texts may be none: the library does not look
        columns = [_column(batch[field.name], field) for field in self._kind.schema]
        if any(_repeats_a_key(column) for column in columns if pa.types.is_map(column.type)):
            return None
        return pa.Table.from_arrays(columns, schema=self._kind.schema)


def _wide(schema: Any, *, sealed: bool = False) -> Any:
    """A schema that the same bytes are read by: without documentation, every `int` a `long`, the outermost record sealed."""
    if isinstance(schema, list):
        return [_wide(part) for part in schema]
    if not isinstance(schema, dict):
        return "long" if schema == "int" else schema
    wide = {key: _wide(part) for key, part in schema.items() if key not in ("doc", "default")}
    return {**wide, "fields": [*wide["fields"], {"name": _END, "type": "long"}]} if sealed else wide


def _column(array: Any, field: Any) -> Any:
    """What was read for one column, as the table wants it.

    Raises:
        ValueError: a date is none, a time is out of range, a number too large.
    """
    if pa.types.is_date(field.type):
        days = array.dictionary_encode()
        return pa.array([date.fromisoformat(day) for day in days.dictionary.to_pylist()], field.type).take(days.indices)
    if pa.types.is_timestamp(field.type):
        if not pc.all(pc.and_(pc.greater_equal(array, 0), pc.less(array, END_OF_TIME))).as_py():
            raise ValueError("a time is out of range")
        return array.cast(field.type)
    return _like(array, field)


def _like(array: Any, field: Any) -> Any:
    """The same values under the names, widths and nullability of a field, copying numbers alone."""
    kind, buffers = field.type, array.buffers()
    valid = buffers[0] if field.nullable else None  # what lies below a null counts as the type's zero
    if pa.types.is_struct(kind):
        inner = [_like(array.field(place), part) for place, part in enumerate(kind)]
        return pa.Array.from_buffers(kind, len(array), [valid], children=inner)
    if pa.types.is_list(kind):
        return pa.Array.from_buffers(kind, len(array), [valid, buffers[1]], children=[_like(array.values, kind.value_field)])
    if pa.types.is_map(kind):
        entries = pa.StructArray.from_arrays(
            [_like(array.keys, kind.key_field), _like(array.items, kind.item_field)], fields=[kind.key_field, kind.item_field]
        )
        return pa.Array.from_buffers(kind, len(array), [valid, buffers[1]], children=[entries])
    cast = array.cast(kind)
    return pa.Array.from_buffers(kind, len(array), [valid, *cast.buffers()[1:]])


def _repeats_a_key(maps: Any) -> bool:
    """Whether any map names a key twice, which some readers of Parquet refuse."""
    if not len(maps.keys):
        return False
    rows = pc.list_parent_indices(pa.ListArray.from_arrays(maps.offsets, maps.keys))
    pairs = pa.table({"row": rows, "key": maps.keys})
    return bool(pairs.group_by(["row", "key"]).aggregate([]).num_rows < pairs.num_rows)
