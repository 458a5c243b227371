"""The loader in PyTorch's own `DataLoader`; skipped where PyTorch is not installed."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import HandrailError
from sinks.dataset.loading import Trajectories, for_torch
from tests.sinks.dataset.tables import trajectory, write

ROWS = 40


@pytest.fixture
def data() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("default")  # theirs
        yield pytest.importorskip("torch.utils.data", reason="PyTorch is not installed", exc_type=ImportError)


@pytest.fixture
def rows(tmp_path: Path) -> Trajectories:
    groups = [[trajectory(n) for n in range(first, first + 10)] for first in range(0, ROWS, 10)]
    return Trajectories(write(tmp_path / "table", groups), version=4, columns=["event_count"], window=4)


def numbers(batches: Any) -> list[int]:
    return [row["event_count"] for batch in batches for row in batch]


def test_it_is_an_iterable_dataset(data: Any, rows: Trajectories) -> None:
    assert isinstance(for_torch(rows), data.IterableDataset)
    assert numbers(data.DataLoader(for_torch(rows), batch_size=7, collate_fn=list)) == [row["event_count"] for row in rows]


def test_workers_divide_the_rows_in_every_epoch(data: Any, rows: Trajectories) -> None:
    more = {"num_workers": 2, "multiprocessing_context": "spawn", "persistent_workers": True}
    loader = data.DataLoader(for_torch(rows), batch_size=3, collate_fn=list, **more)
    for _ in range(2):
        assert sorted(numbers(loader)) == list(range(ROWS))


def test_forked_workers_are_told_what_to_do(data: Any, rows: Trajectories) -> None:
    loader = data.DataLoader(for_torch(rows), collate_fn=list, num_workers=1, multiprocessing_context="fork")
    with pytest.raises(HandrailError, match="spawn"):
        numbers(loader)


def test_what_was_begun_is_not_divided_among_workers(data: Any, rows: Trajectories) -> None:
    next(iter(rows))
    loader = data.DataLoader(for_torch(rows), collate_fn=list, num_workers=2, multiprocessing_context="spawn")
    with pytest.raises(HandrailError, match="has begun"):
        numbers(loader)
