"""The spool, damaged: torn tails, flipped bits, garbage and other things in place of its files."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from producers.desktop.records import Entry, encode
from tests.producers.desktop.spools import append, drain, files, numbered, opened


def test_a_tail_torn_at_any_byte_is_cut_and_costs_nothing_else(tmp_path):
    spool = opened(tmp_path / "spool")
    values = numbered(4)
    append(spool, *values)
    spool.close()
    [file] = files(tmp_path / "spool")
    whole, record = file.read_bytes(), file.stat().st_size // 4
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        (tmp_path / "spool/position").unlink(missing_ok=True)
        again = opened(tmp_path / "spool")
        append(again, b"new")
        assert drain(again) == [*values[: size // record], b"new"]
        assert again.dropped == {}
        again.close()
        for left in files(tmp_path / "spool"):
            left.unlink()


@pytest.mark.parametrize("content", [b"", encode(Entry(2, 0, "device", b"never whole"))[:-1]])
def test_a_segment_in_which_nothing_was_ever_whole_does_not_take_its_successor_along(tmp_path, content):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.close()
    (tmp_path / "spool" / f"{2:020d}.log").write_bytes(content)
    killed = opened(tmp_path / "spool")
    append(killed, b"three")
    killed.mark(2)
    os.close(killed._lock)
    again = opened(tmp_path / "spool")
    assert (drain(again), again.dropped) == ([b"three"], {})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bit=st.integers(0, 10_000_000), later=st.booleans())
def test_a_flipped_bit_costs_one_batch_and_it_is_counted_once(tmp_path, bit, later):
    folder = Path(mkdtemp(dir=tmp_path)) / "spool"
    spool = opened(folder)
    values = numbered(5)
    append(spool, *values)
    spool.close()
    [file] = files(folder)
    content = bytearray(file.read_bytes())
    bit %= len(content) * 8
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    del values[bit // 8 // (len(content) // 5)]
    again = opened(folder)
    if later:
        again.close()
        again = opened(folder)
        append(again, b"new")
        values.append(b"new")
    assert drain(again) == values
    assert again.dropped == {"damaged": 1}
    again.close()
    assert opened(folder).dropped == {"damaged": 1}


def test_a_batch_that_is_damaged_while_the_agent_runs_is_passed_over_and_counted(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two", b"three")
    [file] = files(tmp_path / "spool")
    file.write_bytes(file.read_bytes().replace(b"two", b"owt"))
    assert drain(spool) == [b"one", b"three"]
    assert spool.dropped == {"damaged": 1}


@pytest.mark.parametrize("content", [b"", b"\0" * 500, os.urandom(5_000), b"HRS\x02" * 40, b"HRS\x01" + b"\xff" * 60])
def test_garbage_in_place_of_a_segment_is_counted_and_stops_nothing(tmp_path, content):
    spool = opened(tmp_path / "spool", max_bytes=1_600)
    values = numbered(6, 60)
    append(spool, *values)
    spool.close()
    kept = files(tmp_path / "spool")
    assert len(kept) == 6
    kept[2].write_bytes(content)
    again = opened(tmp_path / "spool", max_bytes=1_600)
    assert drain(again) == values[:2] + values[3:]
    assert again.dropped == {"damaged": 1}


@pytest.mark.parametrize("victim", [0, 2, 5])
@pytest.mark.parametrize("kind", ["huge", "symlink", "pipe", "folder"])
def test_something_else_in_place_of_a_segment_is_not_read_and_counted(tmp_path, kind, victim):
    spool = opened(tmp_path / "spool", max_bytes=1_600)
    values = numbered(6, 60)
    append(spool, *values)
    spool.close()
    file = files(tmp_path / "spool")[victim]
    shutil.move(file, tmp_path / "elsewhere")
    match kind:
        case "huge":
            file.touch()
            os.truncate(file, 1 << 40)
        case "symlink":
            file.symlink_to(tmp_path / "elsewhere")
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
    again = opened(tmp_path / "spool", max_bytes=1_600)
    append(again, b"new")
    assert drain(again) == [*values[:victim], *values[victim + 1 :], b"new"]
    assert again.dropped == {"damaged": 1}
    assert (tmp_path / "elsewhere").stat().st_size > 0


def test_files_that_are_none_of_its_own_are_left_alone(tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    for name in ("notes.txt", "99999999999999999999.log", "1.log"):
        (folder / name).write_bytes(b"x")
    spool = opened(folder)
    append(spool, b"one")
    assert drain(spool) == [b"one"]
    assert {file.name for file in folder.iterdir()} >= {"notes.txt", "99999999999999999999.log", "1.log"}
