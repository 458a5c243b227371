"""Files of one attempt: one a date however many there are, none written twice, statistics of what rows are sought by."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq
import pytest

from schemas.records import RedactionReport, Trajectory
from sinks import files
from sinks.arrow import row, to_table
from sinks.files import by_date, encode, upload
from sinks.store import FAULTS, filesystem
from sinks.tables import ROWS
from tests.sinks.bucket import NAME, Bucket, Fault, served

Pair = Callable[[int], tuple[Trajectory, RedactionReport]]
DATES = 60


def rows(pair: Pair, dates: int) -> Any:
    """Two rows of each date, far apart."""
    one = row(pair(1)[0])
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(dates)]
    return to_table([{**one, "date": day, "trajectory_id": f"{at}-{day}"} for at in range(2) for day in days], ROWS.schema)


def test_every_date_gets_its_rows(pair: Pair) -> None:
    found = {day: part["trajectory_id"].to_pylist() for day, part in by_date(rows(pair, 5))}
    assert list(found) == sorted(found)
    assert all(sorted(names) == [f"0-{day}", f"1-{day}"] for day, names in found.items())
    assert len(found) == 5


def test_an_attempt_that_failed_is_gone_on_with_not_begun_anew(pair: Pair) -> None:
    bucket, done, names = Bucket(), dict[date, Any](), iter(map(str, range(1000)))
    with served(bucket) as store:
        bucket.plan({DATES // 2: Fault.REFUSED}, {})
        write = (filesystem(store), f"{NAME}/table", rows(pair, DATES), done, lambda: next(names), lambda: 1)
        with pytest.raises(FAULTS):
            upload(*write)
        first = {day: action.path for day, action in done.items()}
        actions = upload(*write)
    assert 0 < len(first) < DATES
    assert len(actions) == len(bucket.objects) == DATES
    assert {day: done[day].path for day in first} == first
    assert [action.partition_values["date"] for action in actions] == sorted(map(str, done))


def test_the_file_has_statistics_of_what_rows_are_sought_by_and_of_nothing_else(pair: Pair) -> None:
    file = pq.ParquetFile(io.BytesIO(encode(rows(pair, 1).drop_columns(["date"]))))
    group = file.metadata.row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    told = {column.path_in_schema for column in columns if column.is_stats_set}
    assert told == {"subject", "start_time", "end_time", "application"}
    assert {column.compression for column in columns} == {"ZSTD"}
    assert all(column.has_offset_index for column in columns)


def test_row_groups_hold_so_many_rows(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_ROW_GROUP", 3)
    groups = pq.ParquetFile(io.BytesIO(encode(rows(pair, 2).drop_columns(["date"])))).metadata
    assert [groups.row_group(place).num_rows for place in range(groups.num_row_groups)] == [3, 1]
