"""The bytes of one record of every schema, as the first release wrote them: they must decode for ever, and encode the same."""

import io
from pathlib import Path

import fastavro
import pytest

from schemas import codec
from tests.schemas.examples import EXAMPLES
from tests.schemas.registered import RECORDS

GOLDEN = Path(__file__).parent / "golden"


def golden(record: str) -> bytes:
    return bytes.fromhex((GOLDEN / f"{record}.avro.hex").read_text())


def test_every_schema_has_its_golden_record():
    assert sorted(EXAMPLES) == RECORDS
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{record}.avro.hex" for record in RECORDS]


@pytest.mark.parametrize("record", RECORDS)
def test_a_golden_record_decodes_to_its_example(record):
    assert codec.read(io.BytesIO(golden(record)), codec.parsed(record), codec.parsed(record)) == EXAMPLES[record]


@pytest.mark.parametrize("record", RECORDS)
def test_an_example_encodes_to_its_golden_record(record):
    assert codec.encode(codec.parsed(record), EXAMPLES[record]) == golden(record)


@pytest.mark.parametrize("record", RECORDS)
def test_an_example_is_valid_by_its_schema(record):
    assert fastavro.validation.validate(EXAMPLES[record], codec.parsed(record), raise_errors=False)
