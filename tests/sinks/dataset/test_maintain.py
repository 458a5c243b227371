"""The maintenance loop: when it works, and what it leaves alone."""

from pathlib import Path

from sinks.dataset.maintain import FILES, SECONDS, keep, rounds
from sinks.dataset.objects import Objects, active
from sinks.tables import REPORTS, ROWS
from tests.sinks.dataset.folders import Folder, content, objects


def test_rounds_come_at_times_of_their_own_and_now_and_then_with_a_vacuum() -> None:
    waited: list[float] = []
    chances, done = iter([0.0, 0.9, 1.0, 0.01, 0.5]), []

    def stopped(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) > 2

    rounds(stopped, lambda: next(chances), done.append)
    assert waited == [SECONDS * 0.5, SECONDS * 1.5, SECONDS]
    assert done == [False, True]


def test_a_round_joins_many_files_and_leaves_a_few_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for _ in range(FILES - 1):
        folder.write("ann")
    keep(folder.both, str, vacuums=True)
    assert len(active(folder.rows.open())) == FILES - 1
    folder.write("bob")
    before = content(folder.reports)
    keep(folder.both, str, vacuums=True)
    assert [len(active(each.open())) for each in folder.both] == [1, 1]
    assert content(folder.reports).equals(before)


def test_a_round_before_there_is_a_table_does_nothing(tmp_path: Path) -> None:
    keep([objects(tmp_path, kind) for kind in (ROWS, REPORTS)], str, vacuums=True)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_store_ends_the_round_of_one_table_only(tmp_path: Path) -> None:
    folder, told = Folder(tmp_path), list[BaseException]()
    for _ in range(FILES):
        folder.write("ann")

    def refuse(_: str, __: bytes) -> None:
        raise OSError("away")

    rows = folder.rows
    broken = Objects(rows.name, rows.uri, rows.root, rows.files, rows.options, refuse)

    def sentence(error: BaseException) -> str:
        told.append(error)
        return "the store is away"

    keep([broken, folder.reports], sentence, vacuums=False)
    assert [len(active(each.open())) for each in folder.both] == [FILES, 1]
    assert [str(error) for error in told] == ["away"]
