"""Schemas of the tables, and records in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.codec import parsed
from schemas.records import RedactionReport, Trajectory
from sinks.arrow import record, row, to_table
from sinks.tables import REPORTS, ROWS, Kind

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kind", [ROWS, REPORTS], ids=lambda kind: kind.name)
def test_the_schema_is_the_one_that_was_agreed(kind: Kind) -> None:
    assert "\n".join(_lines(kind.schema)) + "\n" == (GOLDEN / f"{kind.name}.txt").read_text()


@pytest.mark.parametrize("kind", [ROWS, REPORTS], ids=lambda kind: kind.name)
def test_every_field_of_the_record_is_a_column_in_the_same_order(kind: Kind) -> None:
    schema: Any = parsed(kind.record)
    assert _names(kind.schema) == [name for field in schema["fields"] for name in _avro_names(field)]


def test_a_row_is_its_record(pair: Callable[[int], tuple[Trajectory, RedactionReport]]) -> None:
    for original, kind in zip(pair(1), (ROWS, REPORTS), strict=True):
        (back,) = to_table([row(original)], kind.schema).to_pylist()
        if "dropped" in back:
            back["dropped"] = dict(back["dropped"])
        restored = record(back)
        for finding in restored.get("findings", []):
            finding["score"] = round(finding["score"], 6)
        assert restored == original


@pytest.mark.parametrize("wrong", [{"date": "yesterday"}, {"start_time": -1}, {"end_time": 1 << 62}])
def test_a_row_without_a_date_or_time_is_refused(
    pair: Callable[[int], tuple[Trajectory, RedactionReport]], wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"date|time"):
        row({**pair(1)[0], **wrong})


def _lines(schema: Any) -> list[str]:
    return [f"{field.name}: {field.type}{'' if field.nullable else ' not null'}" for field in schema]


def _names(fields: Any) -> list[str]:
    return [name for field in fields for name in [field.name, *_inner(field.type)]]


def _inner(kind: Any) -> list[str]:
    if pa.types.is_list(kind):
        return _inner(kind.value_type)
    return _names(kind) if pa.types.is_struct(kind) else []


def _avro_names(field: Any) -> list[str]:
    return [field["name"], *_avro_inner(field["type"])]


def _avro_inner(kind: Any) -> list[str]:
    if isinstance(kind, list):
        return [name for part in kind for name in _avro_inner(part)]
    if isinstance(kind, dict) and kind["type"] == "array":
        return _avro_inner(kind["items"])
    return [name for part in kind.get("fields", ()) for name in _avro_names(part)] if isinstance(kind, dict) else []
