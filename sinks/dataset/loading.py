"""Trajectories for training: sharded over workers, shuffled within a window, resumable, the same from the same seed.

Needs no PyTorch; `for_torch` gives PyTorch's `DataLoader` what it expects.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from importlib import import_module
from itertools import chain, islice
from random import Random
from typing import Any
from zlib import crc32

from schemas.errors import HandrailError
from sinks.dataset.export_where import parse as condition
from sinks.dataset.loading_rows import Choice, batches, files, open_version
from sinks.dataset.splits import FRACTIONS
from sinks.dataset.splits import parse as fractions_of

_READ = 1024  # rows at once


@dataclass(frozen=True, slots=True)
class Position:
    """Where a window begins, and how much of it was given.

    Attributes:
        file: number of the file in this shard's order.
        row: rows of that file that went before.
        window: number of the window.
        given: rows of the window that were given.
    """

    file: int = 0
    row: int = 0
    window: int = 0
    given: int = 0


@dataclass(eq=False, repr=False)
class Trajectories:
    """The rows of one version of a table, as an iterable of dicts.

    Every epoch deals the files out to the shards in a new order, and shuffles the rows of each shard window by window; both
    follow from the seed. Whatever the shards, each row is given once in an epoch. Nothing is opened before it is iterated.

    Attributes:
        uri: where the table lies.
        storage_options: as delta-rs names them. They hold the secret key.
        version: of the table, so that every worker reads the same one; `DeltaTable(…).version()` is the newest.
        columns: names of columns; None for all.
        where: a condition, as of `handrail dataset export --where`.
        split: a split by person; None for everybody.
        fractions: share of the persons in each split.
        split_key: another key deals the persons out anew.
        window: rows that are held in memory and shuffled; 1 keeps the order of the files.
        seed: of both shuffles.
        shard: this one's number, from 0, and how many there are.

    Raises:
        HandrailError: there is no such split, window or shard.
    """

    uri: str
    storage_options: Mapping[str, str] | None = None
    _: KW_ONLY
    version: int
    columns: Sequence[str] | None = None
    where: str | None = None
    split: str | None = None
    fractions: str = FRACTIONS
    split_key: str = ""
    window: int = 1024
    seed: int = 0
    shard: tuple[int, int] = (0, 1)

    def __post_init__(self) -> None:
        self._splits = fractions_of(self.fractions, self.split_key)
        if self.split is not None:
            self._splits.check(self.split)
        if self.window < 1 or not 0 <= self.shard[0] < self.shard[1]:
            raise HandrailError(f"There is no window of {self.window} rows, or no shard {self.shard[0]} of {self.shard[1]}.")
        self._epoch, self._position, self._ended, self._process = 0, Position(), False, os.getpid()

    def set_epoch(self, epoch: int) -> None:
        """Begin another epoch, with another order; the one at hand goes on where it stands."""
        if epoch != self._epoch:
            self._epoch, self._position, self._ended = epoch, Position(), False

    def state_dict(self) -> dict[str, int]:
        """Where this shard stands, for `load_state_dict`. Numbers only."""
        at = self._position
        place = {"epoch": self._epoch, "file": at.file, "row": at.row, "window": at.window, "given": at.given}
        return place | self._settings()

    def load_state_dict(self, state: Mapping[str, int]) -> None:
        """Go on where a `state_dict` was taken: the next row is the one that would have come.

        Raises:
            HandrailError: it was taken of another version, choice of rows, seed, window or shard.
        """
        if different := [name for name, value in self._settings().items() if state.get(name) != value]:
            raise HandrailError(f"The saved state is of another {', '.join(different)}.")
        self._epoch, self._ended = state["epoch"], False
        self._position = Position(state["file"], state["row"], state["window"], state["given"])

    def divide(self, index: int, count: int) -> None:
        """Divide this shard further: take part `index` of `count` of it.

        Raises:
            HandrailError: it has begun; where it stands means nothing to a part of it.
        """
        if self._position != Position() and not self._ended:
            raise HandrailError("A shard that has begun cannot be divided: load a state where it was saved.")
        first, shards = self.shard
        self._position, self._ended = Position(), False
        self.shard = first * count + index, shards * count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows from where it stands; once it was at the end, all of them again."""
        if self._ended:
            self._position, self._ended = Position(), False
        for position, rows in self._windows(self._position):
            for given in range(position.given, len(rows)):
                self._position = replace(position, given=given + 1)
                yield rows[given]
        self._ended = True

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_process"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= state | {"_process": os.getpid()}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of version {self.version}, shard {self.shard[0]} of {self.shard[1]}>"

    def _settings(self) -> dict[str, int]:
        index, count = self.shard
        rows = crc32(repr((self.where, self.split, self.fractions, self.split_key)).encode())
        chosen = {"version": self.version, "rows": rows, "seed": self.seed}
        return chosen | {"window_rows": self.window, "shard": index, "shards": count}

    def _windows(self, position: Position) -> Iterator[tuple[Position, list[dict[str, Any]]]]:
        """Every window from a position on, shuffled, with the position of its beginning."""
        placed = self._rows(position.file, position.row)
        while window := list(islice(placed, self.window)):
            rows = [row for _, _, row in window]
            self._random("window", self.shard, position.window).shuffle(rows)
            yield replace(position, file=window[0][0], row=window[0][1]), rows
            position = Position(window=position.window + 1)

    def _rows(self, first: int, skipped: int) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """The rows of this shard's files from a place on, each with its own."""
        schema, mine, choice = self._open()
        for number, fragment in enumerate(mine[first:], first):
            skip = skipped if number == first else 0
            rows = chain.from_iterable(batch.to_pylist() for batch in batches(fragment, schema, choice, _READ))
            yield from ((number, at, row) for at, row in enumerate(islice(rows, skip, None), skip))

    def _open(self) -> tuple[Any, list[Any], Choice]:
        """The schema, this shard's files in this epoch's order, and what to read of them."""
        if self._process != os.getpid():  # delta-rs does not work in a forked process
            raise HandrailError("This process was forked: give DataLoader multiprocessing_context='spawn'.")
        delta = open_version(self.uri, self.storage_options, self.version)
        schema = delta.to_pyarrow_dataset().schema
        where = None if self.where is None else condition(self.where, schema)
        choice = Choice(where, None if self.columns is None else tuple(self.columns), self._splits, self.split)
        found = list(files(delta, choice).values())
        self._random("files").shuffle(found)
        index, count = self.shard
        return schema, found[index::count], choice

    def _random(self, *what: object) -> Random:
        return Random(repr((self.seed, self._epoch, *what)))  # noqa: S311 - an order, not a secret


def for_torch(rows: Trajectories) -> Any:
    """The rows as a `torch.utils.data.IterableDataset`, which `DataLoader`'s workers divide among themselves.

    It has `set_epoch`, `state_dict` and `load_state_dict`; in a worker they are those of its share.
    """
    data: Any = import_module("torch.utils.data")  # nobody else needs it

    class Dataset(data.IterableDataset):  # type: ignore[misc]
        divided = False

        def __iter__(self) -> Iterator[dict[str, Any]]:
            return iter(self.mine())

        def __reduce__(self) -> tuple[Any, ...]:
            return for_torch, (rows,)

        def mine(self) -> Trajectories:
            worker = data.get_worker_info()
            if worker is not None and not self.divided:
                rows.divide(worker.id, worker.num_workers)
                self.divided = True
            return rows

        def set_epoch(self, epoch: int) -> None:
            self.mine().set_epoch(epoch)

        def state_dict(self) -> dict[str, int]:
            return self.mine().state_dict()

        def load_state_dict(self, state: Mapping[str, int]) -> None:
            self.mine().load_state_dict(state)

    return Dataset()
