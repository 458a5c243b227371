"""A folder stands for the recordings in it."""

import pytest

from producers.recordings.folders import expand
from schemas.errors import InvalidRecordingError


def fill(folder, *names):
    for name in names:
        (folder / name).touch()
    return folder


def names(paths):
    return [path.name for path in paths]


def test_a_folder_gives_its_recordings_sorted_and_nothing_else(tmp_path):
    fill(tmp_path, "b.idfx", "a.idfx.gz", "own.jsonl", "LICENSE", "metadata.json", "notes.txt")
    (tmp_path / "sub.jsonl").mkdir()
    assert names(expand([tmp_path])) == ["a.idfx.gz", "b.idfx", "own.jsonl"]


def test_files_beside_events_are_no_recordings(tmp_path):
    fill(tmp_path, "events.jsonl.gz", "element.jsonl.gz", "top_window.jsonl", "gold_trajectory.jsonl.gz", "metadata.json")
    assert names(expand([tmp_path])) == ["events.jsonl.gz"]


def test_a_file_stands_for_itself_even_where_there_is_none(tmp_path):
    assert expand([tmp_path / "any.txt"]) == [tmp_path / "any.txt"]


def test_a_folder_without_recordings_is_a_sentence(tmp_path):
    fill(tmp_path, "LICENSE")
    with pytest.raises(InvalidRecordingError, match="holds no recording"):
        expand([tmp_path])
