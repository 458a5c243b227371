"""`dataset export` and `dataset card` against a real store."""

import json
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.local.stack import Stack
from schemas.errors import HandrailError
from sinks.arrow import REPORT, TRAJECTORY, row, to_table
from sinks.batch import Span
from sinks.commit import Table
from sinks.dataset.export_cli import card_command, export_command
from sinks.files import encode
from sinks.store import filesystem, options
from tests.sinks.dataset.tables import DAY, START, added, by_date, report, trajectory

RECORDS = [trajectory(number, start_time=START + number * DAY) for number in range(6)]


@pytest.fixture(scope="module")
def application(stack: Stack) -> str:
    """Both tables, valid through the second day, in an application that nobody else uses."""
    settings, name = stack.settings("sink"), f"handrail-{uuid.uuid4().hex[:8]}"
    assert settings.store is not None
    spans = {partition: Span(None, 1, START + 2 * DAY) for partition in range(settings.partitions)}
    tables = [("redactions", REPORT, [report(one) for one in RECORDS]), ("trajectories", TRAJECTORY, RECORDS)]
    for kind, schema, records in tables:
        root, files = f"{settings.store.bucket}/{name}/{kind}", filesystem(settings.store)
        table = Table(f"s3://{root}", schema, options(settings.store))
        table.refresh()
        parts = list(by_date(to_table([row(record) for record in records], schema)))
        for day, part in parts:
            files.pipe_file(f"{root}/date={day.isoformat()}/0.parquet", encode(part))
        table.append([added("0", day, part) for day, part in parts], spans)
    return name


def run(stack: Stack, application: str, command: object, *arguments: str) -> Result:
    environment = {"HANDRAIL_APPLICATION": application, "HANDRAIL_DIR": str(stack.home.path)}
    return CliRunner(env=environment).invoke(command, arguments)  # type: ignore[arg-type]


def ids(out: Path) -> list[int]:
    return [int(json.loads(line)["id"][-4:]) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], [0, 1, 2, 3, 4, 5]),
        (["--valid-through"], [0, 1]),
        (["--since", "2026-01-02", "--until", "2026-01-05"], [1, 2, 3]),
        (["--where", "event_count in (2, 4) or date = '2026-01-01'"], [0, 2, 4]),
        (["--split", "test", "--fractions", "train=0,test=1"], [0, 1, 2, 3, 4, 5]),
        (["--version", "0"], []),
    ],
)
def test_an_export_holds_what_was_asked_for(
    stack: Stack, application: str, tmp_path: Path, more: list[str], expected: list[int]
) -> None:
    out = tmp_path / "out.jsonl"
    result = run(stack, application, export_command, "--format", "adp", str(out), *more)
    assert result.exit_code == 0, result.output
    assert ids(out) == expected
    assert f"{len(expected)} trajectories of version" in result.output


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--where", "nobody = 1"], "name of a column"),
        (["--since", "soon"], "not a time"),
        (["--split", "dev"], "no split"),
        (["--version", "9"], "no version 9"),
    ],
)
def test_what_was_asked_wrongly_is_told(stack: Stack, application: str, tmp_path: Path, more: list[str], sentence: str) -> None:
    result = run(stack, application, export_command, "--format", "adp", str(tmp_path / "out"), *more)
    assert isinstance(result.exception, HandrailError)
    assert sentence in str(result.exception)
    assert not list(tmp_path.iterdir())


def test_a_card_is_markdown_or_json(stack: Stack, application: str) -> None:
    shown, as_json = (run(stack, application, card_command, *more) for more in ([], ["--json"]))
    assert shown.output.startswith("# Data card")
    assert json.loads(as_json.output)["size"]["rows"] == len(RECORDS)
