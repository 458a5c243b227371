"""Keeping the data set beside a running sink: `handrail sink --maintain`.

Each round is a process of its own, which a thread that only waits starts: joining files takes a core and a few hundred megabytes
for seconds, which would delay the sink's loop; and a fault of it, or of the system that ends it for its memory, must not end the
sink.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from threading import Event, Thread

import structlog

from schemas import logs
from schemas.errors import HandrailError
from schemas.settings import Settings
from sinks.dataset import objects as finding
from sinks.dataset import pins as pinning
from sinks.dataset.compact import Piece, Sizes, compact, planned
from sinks.dataset.objects import Objects
from sinks.dataset.vacuum import LOG_DAYS, clean_log, vacuum
from sinks.store import FAULTS, fault
from sinks.tables import store_of

SECONDS = 900.0  # between two rounds, in the mean
FILES = 8  # of a day, before they are worth joining
_HOURS = 168  # a vacuum leaves files
_SHARE = 24  # rounds to one vacuum, which lists the whole bucket, in the mean
_log = structlog.get_logger()


@contextmanager
def maintaining(settings: Settings) -> Iterator[None]:
    """Maintain the data set while the block lasts."""
    ended = Event()
    thread = Thread(target=rounds, args=(ended.wait, random.random, partial(_in_child, settings, ended)), name="maintain")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def rounds(stopped: Callable[[float], bool], jitter: Callable[[], float], act: Callable[[bool], object]) -> None:
    """Rounds until it is stopped, at times that differ between processes.

    Args:
        stopped: waits so many seconds; true when it is to end.
        jitter: a random number between 0 and 1.
        act: does one; told whether to vacuum.
    """
    while not stopped(SECONDS * (0.5 + jitter())):
        act(jitter() < 1 / _SHARE)


def keep(tables: Sequence[Objects], sentence: Callable[[BaseException], str], *, vacuums: bool) -> None:
    """One round. A fault of the store ends it for one table; nothing is lost, and the next round does it."""
    for objects in tables:
        try:
            _compact(objects)
            if vacuums:
                _vacuum(objects)
        except HandrailError:
            continue  # no table yet
        except FAULTS as error:
            _log.warning(f"{sentence(error)}; the table is kept in the next round", table=objects.name)


def worth(work: Sequence[Piece]) -> list[Piece]:
    """The pieces that are worth a commit: of many files."""
    return [piece for piece in work if len(piece.files) >= FILES]


def _compact(objects: Objects) -> None:
    if work := worth(planned(objects, Sizes())):
        done = compact(objects, work, lambda _: None)
        _log.info("compacted", table=objects.name, before=done.files_before, after=done.pieces, conflicts=done.conflicts)


def _vacuum(objects: Objects) -> None:
    pinned = pinning.versions(pinning.beside(objects).all(), objects.name)
    files = vacuum(objects, pinned, _HOURS, dry_run=False)
    log = clean_log(objects, pinned, LOG_DAYS, datetime.now(UTC), dry_run=False)
    _log.info("vacuumed", table=objects.name, files=len(files), log=len(log))


def _in_child(settings: Settings, ended: Event, vacuums: bool) -> None:  # noqa: FBT001  positional, as `rounds` calls it
    child = get_context("spawn").Process(target=_round, args=(settings, vacuums), daemon=True)
    child.start()
    while child.is_alive() and not ended.is_set():
        child.join(1.0)
    if child.is_alive():
        child.terminate()
    child.join()
    if child.exitcode and not ended.is_set():
        _log.warning("keeping the data set failed; the next round tries again", code=child.exitcode)


def _round(settings: Settings, vacuums: bool) -> None:  # noqa: FBT001  as above
    logs.configure()
    store = store_of(settings)
    keep(finding.of(settings), lambda error: fault(error, store), vacuums=vacuums)
