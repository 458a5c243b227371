"""Small files of a day become larger ones, sorted by subject and time; rows, offsets and watermarks stay as they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sinks.dataset.merge import merged
from sinks.dataset.objects import File, Objects, active
from sinks.dataset.rewrite import added, replace

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is joined to what, in bytes of Parquet."""

    small: int = 64 * _MIB  # a file below it is joined with others of its day
    full: int = 128 * _MIB  # up to about which; also what one piece of work holds in memory


@dataclass(frozen=True, slots=True)
class Piece:
    """Files of one day that become one."""

    files: tuple[File, ...]

    @property
    def date(self) -> str:
        """The UTC day."""
        return self.files[0].date

    @property
    def size(self) -> int:
        """Bytes of all."""
        return sum(file.size for file in self.files)


@dataclass(slots=True)
class Compacted:
    """What came of it."""

    pieces: int = 0
    files_before: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    conflicts: int = 0  # pieces that something else had rewritten meanwhile: left for the next time


def pieces(files: Iterable[File], sizes: Sizes) -> list[Piece]:
    """The work there is: for each day, small files in groups of up to a full file, and never one alone."""
    small = sorted((file for file in files if file.size < sizes.small), key=lambda file: (file.date, file.size, file.path))
    days = (list(group) for _, group in groupby(small, key=lambda file: file.date))
    return [Piece(tuple(group)) for day in days for group in _groups(day, sizes.full) if len(group) > 1]


def compact(objects: Objects, work: Iterable[Piece], done: Callable[[Piece], object]) -> Compacted:
    """Do the work, one commit a piece.

    Args:
        objects: the table's.
        work: pieces of its files.
        done: told after each.

    Raises:
        OSError: the store failed, as do the other `sinks.store.FAULTS`; what was done is done.
    """
    result = Compacted()
    for piece in work:
        _compact(objects, piece, result)
        done(piece)
    return result


def planned(objects: Objects, sizes: Sizes) -> list[Piece]:
    """The work there is in the newest version of a table."""
    return pieces(active(objects.open()), sizes)


def _groups(files: Sequence[File], full: int) -> Iterator[list[File]]:
    group: list[File] = []
    for file in files:
        if group and sum(each.size for each in group) + file.size > full:
            yield group
            group = []
        group.append(file)
    yield group


def _compact(objects: Objects, piece: Piece, result: Compacted) -> None:
    delta = objects.open()
    if not set(piece.files) <= set(active(delta)):
        result.conflicts += 1
        return
    try:
        content, statistics, _ = merged(objects.read(file.path) for file in piece.files)
    except FileNotFoundError:  # erased meanwhile; a file that the table has lost is another matter
        if set(piece.files) <= set(active(objects.open())):
            raise
        result.conflicts += 1
        return
    action = added(objects, piece.date, content, statistics, data_change=False)
    if not replace(objects, delta, piece.files, [action], data_change=False, why="compact"):
        objects.remove([action.path])
        result.conflicts += 1
        return
    result.pieces += 1
    result.files_before += len(piece.files)
    result.bytes_before += piece.size
    result.bytes_after += action.size
