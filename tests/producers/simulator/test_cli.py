"""The command: a wrong value is one sentence, and so is a stack that is not there."""

import pytest
from click.testing import CliRunner

from producers.simulator.cli import Instant, simulate
from schemas.errors import HandrailError


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--devices", "0", "0 is not in the range 1<=x<=100000"),
        ("--devices", "many", "'many' is not a valid integer range"),
        ("--rate", "-1", "-1.0 is not in the range x>=0"),
        ("--events", "0", "0 is not in the range x>=1"),
        ("--minutes", "0", "0.0 is not in the range x>0"),
        ("--speed", "0", "'0' is neither max nor a number above 0"),
        ("--faults", "101", "101.0 is not in the range 0<=x<=100"),
        ("--batch-events", "0", "0 is not in the range 1<=x<=10000"),
        ("--batch-seconds", "0", "0.0 is not in the range 0.1<=x<=86400"),
        ("--start", "tomorrow", "'tomorrow' is not a moment such as 2026-01-12T09:00:00Z"),
        ("--start", "1970-01-01", "'1970-01-01' is not between 2000 and 2100"),
        ("--boot", "", "a name has 1 to 64 letters, digits or dashes"),
        ("--boot", "a b", "a name has 1 to 64 letters, digits or dashes"),
    ],
)
def test_a_wrong_value_is_one_sentence(option, value, sentence):
    result = CliRunner().invoke(simulate, [option, value])
    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == f"Error: Invalid value for '{option}': {sentence}."


def test_a_stack_that_is_not_there_is_one_sentence(tmp_path):
    result = CliRunner().invoke(simulate, ["--dir", str(tmp_path)])
    assert isinstance(result.exception, HandrailError)


@pytest.mark.parametrize(
    ("text", "milliseconds"), [("2026-01-12T10:00:00+01:00", 0), ("2026-01-12 09:00", 0), ("2026-01-13T09:00:00Z", 1)]
)
def test_a_moment_is_utc_unless_it_says_otherwise(text, milliseconds):
    assert Instant().convert(text, None, None) == 1_768_208_400_000 + milliseconds * 86_400_000
