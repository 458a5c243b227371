"""The snippets of docs/reading.md, run as they stand against tables that the sink's own code made."""

import importlib.util
import re
import uuid
import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.local.stack import Stack
from sinks.arrow import row, to_table
from sinks.batch import Span
from sinks.commit import Table
from sinks.files import encode
from sinks.store import filesystem, options, reader_options
from sinks.tables import ROWS
from tests.sinks.dataset.tables import START, added, by_date, trajectory, write

PAGE = Path(__file__).parents[3] / "docs" / "reading.md"
SNIPPETS = dict(
    re.findall(r"^## (\S+)[^\n]*\n(?:(?!^## ).)*?^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
NEEDED = {"pandas": "pandas", "Hugging": "datasets", "PyTorch": "torch"}
RECORDS = [trajectory(number) for number in range(40)]

tools = pytest.mark.parametrize("tool", SNIPPETS)


def run(tool: str, uri: str, s3: dict[str, str]) -> dict[str, Any]:
    if (library := NEEDED.get(tool)) and importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed: `make reading-deps` makes an environment that has it")
    names: dict[str, Any] = {"uri": uri, "s3": s3, "__name__": "snippet"}
    with warnings.catch_warnings():
        if library:
            warnings.simplefilter("default")  # theirs
        exec(SNIPPETS[tool], names)
    return names


def check(tool: str, found: dict[str, Any]) -> None:
    count = len(RECORDS)
    if tool == "deltalake":
        assert (found["rows"].num_rows, found["valid_through"]) == (count, START)
    elif tool == "PyArrow":
        assert set(found["kinds"].to_pylist()) == {"click", "type"}
    elif tool == "DuckDB":
        assert found["kinds"] == [("orders", "click", count), ("orders", "type", count)]
        [[shown]] = found["database"].sql("SELECT min(start_time)::VARCHAR FROM trajectories").fetchall()
        assert shown == "2026-01-01 00:00:00+00"
    elif tool == "Polars":
        assert found["steps"].height == 2 * count
        assert str(found["steps"].schema["at"]).replace('"', "'") == "Datetime(time_unit='us', time_zone='UTC')"
    elif tool == "pandas":
        assert str(found["frame"]["start_time"].dtype) == "datetime64[us, UTC]"
        assert found["by_day"].tolist() == [sum(range(count))]
    elif tool == "Hugging":
        assert found["first"]["start_time"].utcoffset() == timedelta(0)
        assert len({one["trajectory_id"] for one in found["stream"]}) == count
    else:
        assert tool == "PyTorch"
        ids = [one["trajectory_id"] for one in found["train"]]
        assert len(ids) == len(set(ids)) > 0
        assert list(found["resumed"]) == []  # the state was taken after the last batch


def test_the_page_has_a_snippet_for_each_tool() -> None:
    assert list(SNIPPETS) == ["deltalake", "PyArrow", "DuckDB", "Polars", "pandas", "Hugging", "PyTorch"]


@tools
def test_a_snippet_runs_on_a_local_table(tool: str, tmp_path: Path) -> None:
    check(tool, run(tool, write(tmp_path / "table", [RECORDS[:20], RECORDS[20:]]), {}))


@pytest.fixture(scope="module")
def stored(stack: Stack) -> tuple[str, dict[str, str]]:
    """The same table in the stack's store."""
    store = stack.settings("sink").store
    assert store is not None
    root, files = f"{store.bucket}/test-{uuid.uuid4()}/trajectories", filesystem(store)
    table = Table(f"s3://{root}", ROWS.schema, options(store))
    table.refresh()
    [(day, part)] = by_date(to_table([row(record) for record in RECORDS], ROWS.schema))
    files.pipe_file(f"{root}/date={day.isoformat()}/0.parquet", encode(part))
    table.append([added("0", day, part)], {0: Span(None, 1, START)})
    return f"s3://{root}", reader_options(store)


@tools
def test_a_snippet_runs_on_a_table_in_the_store(tool: str, stored: tuple[str, dict[str, str]]) -> None:
    check(tool, run(tool, *stored))
