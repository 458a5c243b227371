"""A trajectory encoded before its digest is known is, with the digest, what it would be encoded whole."""

import pytest

from schemas import codec
from streams.encoded import Encoded
from tests.schemas.examples import EXAMPLES

SCHEMA = codec.parsed("Trajectory")


@pytest.mark.parametrize("digest", ["", "a", "0" * 64, "é" * 200])
def test_with_its_digest_it_is_the_record(digest):
    encoded = Encoded.of(EXAMPLES["Trajectory"] | {"report_digest": ""})
    assert encoded.with_digest(digest) == codec.encode(SCHEMA, EXAMPLES["Trajectory"] | {"report_digest": digest})


def test_the_digest_is_the_last_field_of_the_schema():
    assert SCHEMA["fields"][-1]["name"] == "report_digest"


def test_steps_are_counted_by_kind():
    example = EXAMPLES["Trajectory"] | {"report_digest": ""}
    encoded = Encoded.of(example)
    assert encoded.event_count == example["event_count"]
    assert encoded.steps.total() == len(example["steps"])
    assert set(encoded.steps) == {step["kind"] for step in example["steps"]}
