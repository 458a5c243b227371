"""Whatever bytes arrive, a decoder answers with a record or says in one sentence that they are none."""

import json

import pytest
from confluent_kafka.schema_registry.error import SchemaRegistryError
from hypothesis import given
from hypothesis import strategies as st

from schemas import codec
from schemas.errors import HandrailError, InvalidRecordError
from schemas.topics import INTERACTIONS
from tests.schemas.examples import EXAMPLES
from tests.schemas.registered import IDS, RECORDS, Registered, encode

DECODE = codec.Decoder(Registered())
TICK = {"worker": "worker", "policies_offset": 11}


def refused(value, decode=DECODE):
    with pytest.raises(InvalidRecordError) as fault:
        decode(value)
    assert fault.value.reason == "undecodable"
    assert fault.value.__cause__ is None
    return str(fault.value)


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_survives_the_way_there_and_back(record):
    assert DECODE(encode(record, EXAMPLES[record])) == (record, EXAMPLES[record])


@given(record=st.sampled_from(RECORDS), garbage=st.binary(max_size=300))
def test_garbage_is_a_record_or_refused(record, garbage):
    try:
        name, found = DECODE(codec.frame(IDS[record], garbage))
    except InvalidRecordError as fault:
        assert fault.reason == "undecodable"  # noqa: PT017
    else:
        assert name == record
        assert isinstance(found, dict)


@given(record=st.sampled_from(RECORDS), cut=st.integers(0, 2000))
def test_a_truncated_record_is_refused(record, cut):
    value = encode(record, EXAMPLES[record])
    refused(value[: cut % len(value)])


@given(record=st.sampled_from(RECORDS), more=st.binary(min_size=1, max_size=20))
def test_bytes_after_a_record_are_refused(record, more):
    refused(encode(record, EXAMPLES[record]) + more)


@pytest.mark.parametrize("value", [None, b"", b"\0\0\0\0", b"\1\0\0\0\1\0\0", b"{}", b"text"])
def test_another_framing_is_refused(value):
    refused(value)


@pytest.mark.parametrize(
    "schema",
    [
        '"string"',
        '["null", "string"]',
        '{"type": "record", "name": "Unknown", "namespace": "handrail", "fields": []}',
        '{"type": "enum", "name": "Tick", "symbols": ["a"]}',
        'syntax = "proto3";',
        '{"type": "object", "properties": {}}',
        "",
        None,
    ],
)
def test_a_schema_that_is_no_record_of_ours_is_refused(schema):
    refused(codec.frame(99, b"\0\0"), codec.Decoder(Registered({99: schema})))


def test_a_schema_id_that_nobody_registered_is_refused():
    refused(codec.frame(12345, b"\0\0"))


def test_a_registry_that_does_not_answer_is_no_fault_of_the_record():
    class Away:
        def get_schema(self, schema_id):
            raise SchemaRegistryError(503, 50301, "away")

    with pytest.raises(SchemaRegistryError):
        codec.Decoder(Away())(codec.frame(1, b""))


def test_a_schema_is_asked_for_once():
    registry = Registered()
    decode = codec.Decoder(registry)
    for _ in range(3):
        decode(encode("Tick", TICK))
    assert registry.asked == [IDS["Tick"]]


def with_fields(record, *, less=(), more=()):
    schema = json.loads(codec.text(record))
    kept = [field for field in schema["fields"] if field["name"] not in less]
    return json.dumps(schema | {"fields": kept + list(more)})


def test_a_field_that_a_later_release_added_is_left_out():
    later = with_fields("Tick", more=[{"name": "zone", "type": "string", "default": ""}])
    decode = codec.Decoder(Registered({99: later}))
    value = codec.frame(99, codec.encode(codec._parse(later), TICK | {"zone": "north"}))
    assert decode(value) == ("Tick", TICK)


def test_a_field_that_an_earlier_release_lacked_takes_its_default():
    earlier = with_fields("DeviceKey", less=["revoked"])
    device = {"device_id": "device", "subject": "subject", "public_key": b"key"}
    value = codec.frame(99, codec.encode(codec._parse(earlier), device))
    assert codec.Decoder(Registered({99: earlier}))(value) == ("DeviceKey", device | {"revoked": False})


def test_a_field_without_a_default_that_the_writer_lacked_is_refused():
    earlier = with_fields("Tick", less=["worker"])
    value = codec.frame(99, codec.encode(codec._parse(earlier), {"policies_offset": 1}))
    refused(value, codec.Decoder(Registered({99: earlier})))


def test_no_error_quotes_the_bytes():
    value = encode("Tick", {"worker": "canary-7f3a", "policies_offset": 1})
    assert "canary" not in refused(value[:-1])
    assert "canary" not in refused(value + b"canary")


class Lookup:
    def __init__(self, status):
        self._status = status

    def lookup_schema(self, subject, schema):
        raise SchemaRegistryError(self._status, self._status * 100, "no")


def test_a_schema_that_was_never_registered_is_said_with_the_command_that_does_it():
    with pytest.raises(HandrailError, match=r"interactions-handrail\.Tick: run `handrail topics apply`"):
        codec.registered_id(Lookup(404), INTERACTIONS, "Tick")
    with pytest.raises(SchemaRegistryError):
        codec.registered_id(Lookup(500), INTERACTIONS, "Tick")
