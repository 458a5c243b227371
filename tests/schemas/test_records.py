"""The typed records say what the schemas say, and every field of a schema says what it holds."""

import types
import typing

import pytest

from schemas import codec, records
from schemas.events import KINDS, Element, Event, Screen
from tests.schemas.registered import RECORDS

TYPED = {
    "AcceptedGap": records.AcceptedGap,
    "Boot": records.Boot,
    "DeadLetter": records.DeadLetter,
    "Detector": records.Detector,
    "Element": records.ElementRecord,
    "Finding": records.Finding,
    "PathPoint": records.PathPoint,
    "RedactionReport": records.RedactionReport,
    "Screen": records.ScreenRecord,
    "SessionRow": records.SessionRow,
    "Step": records.Step,
    "Tick": records.Tick,
    "Trajectory": records.Trajectory,
    "Watermark": records.Watermark,
}
PRIMITIVES = {"string": str, "int": int, "long": int, "float": float, "boolean": bool, "bytes": bytes, "null": types.NoneType}


def every_record(schema):
    """All record definitions in a schema, itself first."""
    if isinstance(schema, list):
        for branch in schema:
            yield from every_record(branch)
    elif isinstance(schema, dict):
        if schema["type"] == "record":
            yield schema
            for field in schema["fields"]:
                yield from every_record(field["type"])
        else:
            for inner in ("type", "items", "values"):
                yield from every_record(schema.get(inner))


def definitions():
    return [(record, part) for record in RECORDS for part in every_record(codec.parsed(record))]


def named(part):
    return part if isinstance(part, str) else short(part["name"])


def short(name):
    return name.rpartition(".")[2]


def python(avro):
    """The Python type of an Avro type."""
    if isinstance(avro, list):
        return typing.Union[tuple(python(branch) for branch in avro)]  # noqa: UP007
    if isinstance(avro, str):
        return PRIMITIVES.get(avro) or TYPED[short(avro)]
    if avro["type"] == "array":
        return list[python(avro["items"])]
    if avro["type"] == "map":
        return dict[str, python(avro["values"])]
    return TYPED[short(avro["name"])] if avro["type"] == "record" else python(avro["type"])


def plain(hint):
    """A hint whose literals are the strings that travel."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is typing.Literal:
        return str
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return typing.Union[tuple(plain(argument) for argument in arguments)]  # noqa: UP007
    return hint


@pytest.mark.parametrize(
    ("record", "schema"), [(record, schema) for record, schema in definitions() if short(schema["name"]) in TYPED], ids=named
)
def test_a_typed_record_has_the_fields_of_its_schema(record, schema):
    typed = TYPED[short(schema["name"])]
    hints = {name: plain(hint) for name, hint in typing.get_type_hints(typed).items()}
    assert hints == {field["name"]: python(field["type"]) for field in schema["fields"]}


def test_a_header_is_a_batch_without_its_last_two_fields():
    *header, body, signature = codec.parsed("InteractionBatch")["fields"]
    hints = typing.get_type_hints(records.Header)
    assert hints == {field["name"]: python(field["type"]) for field in header}
    assert [body["name"], signature["name"]] == ["body", "signature"]


@pytest.mark.parametrize(("event", "typed"), [(Screen, records.ScreenRecord), (Element, records.ElementRecord)])
def test_geometry_and_elements_are_the_same_in_events_and_records(event, typed):
    assert typing.get_type_hints(event) == typing.get_type_hints(typed)


def test_every_kind_of_event_has_a_number_of_its_own():
    assert set(KINDS) == set(typing.get_args(Event))
    assert sorted(KINDS.values()) == list(range(len(KINDS)))


@pytest.mark.parametrize(("record", "schema"), definitions(), ids=named)
def test_every_record_and_field_of_a_schema_says_what_it_is(record, schema):
    assert schema["doc"].endswith(".")
    assert [field["name"] for field in schema["fields"] if not field.get("doc", "").endswith((".", "…"))] == []


def test_nullable_fields_of_a_record_that_grows_have_a_default():
    without = [
        (record, field["name"])
        for record, schema in definitions()
        for field in schema["fields"]
        if isinstance(field["type"], list) and field["type"][0] == "null" and "default" not in field
    ]
    assert without == [("DeadLetter", "key"), ("DeadLetter", "value")]
