"""Loading for training: each row once, in an order that follows from the seed, resumed at any row."""

import os
import pickle
from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import HandrailError
from sinks.dataset.loading import Trajectories
from tests.sinks.dataset.tables import trajectory, write

ROWS = 60


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    groups = [[trajectory(n) for n in range(first, first + 12)] for first in range(0, ROWS, 12)]
    return write(tmp_path_factory.mktemp("loading") / "table", groups)


@pytest.fixture(scope="module")
def loader(uri: str) -> Callable[..., Trajectories]:
    def make(**more: Any) -> Trajectories:
        return Trajectories(uri, **{"version": 5, "columns": ["event_count"], "window": 8} | more)

    return make


def numbers(rows: Any) -> list[int]:
    return [row["event_count"] for row in rows]


def test_each_row_comes_once(loader: Callable[..., Trajectories]) -> None:
    assert sorted(numbers(loader())) == list(range(ROWS))


def test_the_same_seed_gives_the_same_order_and_another_another(loader: Callable[..., Trajectories]) -> None:
    assert numbers(loader()) == numbers(loader())
    assert numbers(loader()) != numbers(loader(seed=1))


def test_an_epoch_has_an_order_of_its_own_and_a_second_pass_the_same(loader: Callable[..., Trajectories]) -> None:
    rows = loader()
    first, again = numbers(rows), numbers(rows)
    rows.set_epoch(1)
    second = numbers(rows)
    assert first == again != second
    assert sorted(second) == list(range(ROWS))


def test_a_state_of_the_end_gives_nothing_and_then_the_whole_epoch(loader: Callable[..., Trajectories]) -> None:
    rows, resumed = loader(), loader()
    expected = numbers(rows)
    resumed.load_state_dict(rows.state_dict())
    resumed.set_epoch(0)
    assert numbers(resumed) == []
    assert numbers(resumed) == expected == numbers(rows)


def test_rows_move_within_their_window_only(loader: Callable[..., Trajectories]) -> None:
    plain, shuffled = numbers(loader(window=1)), numbers(loader())
    windows = [(plain[at : at + 8], shuffled[at : at + 8]) for at in range(0, ROWS, 8)]
    assert all(sorted(one) == sorted(other) for one, other in windows)
    assert len({tuple(one.index(number) for number in other) for one, other in windows[:-1]}) > 1


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shards_part_the_rows_among_them(loader: Callable[..., Trajectories], count: int) -> None:
    parts = [numbers(loader(shard=(index, count))) for index in range(count)]
    assert sorted(chain(*parts)) == list(range(ROWS))


def test_a_shard_is_divided_as_if_there_had_been_more(loader: Callable[..., Trajectories]) -> None:
    parts = []
    for rank, worker in ((rank, worker) for rank in range(2) for worker in range(2)):
        rows = loader(shard=(rank, 2))
        rows.divide(worker, 2)
        parts.append(numbers(rows))
    assert sorted(chain(*parts)) == list(range(ROWS))
    assert len([part for part in parts if part]) == 4


@settings(deadline=None, max_examples=15)
@given(taken=st.integers(0, ROWS), window=st.integers(1, 70), epoch=st.integers(0, 2), filtered=st.booleans())
def test_resumed_after_any_row_it_goes_on_as_if_nothing_had_been(
    loader: Callable[..., Trajectories], taken: int, window: int, epoch: int, filtered: bool
) -> None:
    more = {"window": window} | ({"where": "event_count > 9", "split": "train"} if filtered else {})
    whole, first, second = loader(**more), loader(**more), loader(**more)
    whole.set_epoch(epoch)
    first.set_epoch(epoch)
    expected = numbers(whole)
    begun = numbers(islice(first, min(taken, len(expected))))
    second.load_state_dict(first.state_dict())
    assert begun + numbers(second) == expected


def test_a_state_survives_a_new_process(loader: Callable[..., Trajectories]) -> None:
    rows, expected = loader(), numbers(loader())
    given_rows = iter(rows)
    begun = numbers(next(given_rows) for _ in range(21))
    resumed = loader()
    resumed.load_state_dict(pickle.loads(pickle.dumps(rows.state_dict())))
    assert begun + numbers(resumed) == expected
    assert begun + numbers(pickle.loads(pickle.dumps(rows))) == expected


@pytest.mark.parametrize("more", [{"version": 4}, {"seed": 1}, {"window": 9}, {"shard": (0, 2)}, {"where": "event_count > 1"}])
def test_a_state_of_something_else_is_refused(loader: Callable[..., Trajectories], more: dict[str, Any]) -> None:
    with pytest.raises(HandrailError, match="of another"):
        loader(**more).load_state_dict(loader().state_dict())


def test_a_shard_that_has_begun_is_not_divided(loader: Callable[..., Trajectories]) -> None:
    rows = loader()
    next(iter(rows))
    with pytest.raises(HandrailError, match="has begun"):
        rows.divide(0, 2)


@pytest.mark.parametrize("more", [{"window": 0}, {"shard": (1, 1)}, {"split": "dev"}, {"fractions": "a=2"}])
def test_what_cannot_be_is_told_at_once(loader: Callable[..., Trajectories], more: dict[str, Any]) -> None:
    with pytest.raises(HandrailError):
        loader(**more)


def test_another_version_is_another_table(loader: Callable[..., Trajectories], uri: str) -> None:
    assert len(numbers(loader(version=2))) == 24
    assert DeltaTable(uri).version() == 5
    with pytest.raises(HandrailError, match="no version 6"):
        numbers(loader(version=6))


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandrailError, match="no table"):
        numbers(Trajectories(str(tmp_path), version=0))


def test_a_forked_process_is_told_what_to_do(loader: Callable[..., Trajectories]) -> None:
    rows = loader()
    rows._process = os.getpid() + 1
    with pytest.raises(HandrailError, match="spawn"):
        numbers(rows)


def test_it_shows_no_option(uri: str) -> None:
    assert "secret" not in repr(Trajectories(uri, {"aws_secret_access_key": "secret"}, version=1))
