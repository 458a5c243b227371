"""The recordings of others import completely; nothing of what they hold is shown."""

import gzip
import os
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from producers.recordings.folders import expand
from producers.recordings.formats import read
from schemas.events import Button, ElementEvent, Focus, Key, Pointer, Wheel

ROOT = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[4] / "shared" / "data"))


@cache
def recordings(name):
    folder = ROOT / name
    if not folder.is_dir():
        pytest.skip(f"no recordings: HANDRAIL_RECORDINGS does not lead to a folder with {name}")
    return [read(path) for path in expand([folder])]


def in_order(recording):
    return all(before.time <= after.time for (before, _), (after, _) in pairwise(recording.events))


def kinds(recording):
    return Counter(type(event) for event, _ in recording.events)


def test_all_inputlog_files_import_completely():
    found = recordings("inputlog")
    total = sum((kinds(recording) for recording in found), Counter())
    assert len(found) == 33
    assert total[Key] == 2 * 92_801
    assert total[Focus] == 58
    assert total[Pointer] == 3_065
    assert total[Button] == 2 * 1_285
    assert total[Wheel] == 814
    assert all(in_order(recording) for recording in found)
    assert len({recording.digest for recording in found}) == 33


def test_inputlog_keys_happen_in_known_applications_and_have_known_codes():
    stamped = [(event, context) for recording in recordings("inputlog") for event, context in recording.events]
    keys = [(event, context) for event, context in stamped if isinstance(event, Key)]
    assert {context.application for _, context in keys} <= {"chrome", "edge", "word"}
    assert all(event.code for event, _ in keys)
    assert not any(event.key == "Unidentified" for event, _ in keys)


def test_ducktrack_imports_completely():
    [recording] = recordings("ducktrack")
    assert recording.format == "ducktrack"
    assert recording.count == 13_401
    assert kinds(recording)[Pointer] == 13_163
    assert in_order(recording)


def test_agentnet_imports_completely_with_its_windows_and_elements():
    [recording] = recordings("agentnet")
    found = kinds(recording)
    assert recording.format == "agentnet"
    assert (found[Focus], found[ElementEvent]) == (4, 21)
    assert recording.count - 25 == 4_099
    assert in_order(recording)


def test_before_every_agentnet_element_press_comes_its_element():
    [recording] = recordings("agentnet")
    events = [
        event for event, _ in recording.events if isinstance(event, ElementEvent) or (isinstance(event, Button) and event.pressed)
    ]
    followed = [isinstance(after, Button) for before, after in pairwise(events) if isinstance(before, ElementEvent)]
    assert all(followed)


@pytest.mark.parametrize("name", ["inputlog", "ducktrack", "agentnet"])
def test_a_second_read_is_identical_and_so_is_one_without_gzip(name, tmp_path):
    recordings(name)
    path = expand([ROOT / name])[0]
    for beside in path.parent.iterdir() if name == "agentnet" else ():
        (tmp_path / beside.name).write_bytes(beside.read_bytes())
    if name == "ducktrack":
        (tmp_path / "metadata.json").write_bytes((path.parent / "metadata.json").read_bytes())
    plain = tmp_path / path.name.removesuffix(".gz")
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    [first, *_], second, third = recordings(name), read(path), read(plain)
    assert (first == second) is True
    assert first.digest == third.digest
    assert (first.events == third.events) is True
