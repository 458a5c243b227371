"""The spool delivers every batch in order, or counts it, whatever happens to its files, its disk and its process."""

import shutil
import stat
from collections import Counter
from pathlib import Path

import pytest

from producers.desktop.records import LARGEST, Entry
from schemas.errors import HandrailError
from tests.producers.desktop.spools import HOUR, Clock, append, drain, files, numbered, opened


def test_what_was_appended_is_read_in_order_until_it_is_marked(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two", b"three")
    first, second = spool.read(0), spool.read(1)
    assert (first.device_id, first.value, second.value) == ("device", b"one", b"two")
    assert (spool.waiting, spool.read(0).value) == (3, b"one")
    spool.mark(second.index + 1)
    assert (spool.waiting, spool.read(0).value, spool.read(3)) == (1, b"three", None)


def test_who_appended_is_handed_on_with_the_batch_as_long_as_the_process_lives(tmp_path):
    told, spool = [], opened(tmp_path / "spool")
    append(spool, b"one", told=told)
    spool.read(0).acknowledged(7)
    assert told == [7]
    spool.close()
    again = opened(tmp_path / "spool")
    again.read(0).acknowledged(8)
    assert told == [7]


def test_folder_and_files_are_the_owners_alone_even_if_they_were_not(tmp_path):
    (tmp_path / "spool").mkdir(mode=0o755)
    spool = opened(tmp_path / "spool")
    append(spool, b"one")
    spool.close()
    for file in (tmp_path / "spool").iterdir():
        file.chmod(0o666)
    again = opened(tmp_path / "spool")
    assert stat.S_IMODE((tmp_path / "spool").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in files(tmp_path / "spool")] == [0o600]
    assert drain(again) == [b"one"]


def test_two_agents_cannot_use_one_spool(tmp_path):
    spool = opened(tmp_path / "spool")
    with pytest.raises(HandrailError, match="is in use by another agent"):
        opened(tmp_path / "spool")
    spool.close()
    opened(tmp_path / "spool")


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("/"), lambda path: path.symlink_to("nowhere")])
def test_something_else_in_place_of_the_folder_is_one_sentence(tmp_path, make):
    make(tmp_path / "spool")
    with pytest.raises(HandrailError, match="is not a folder of this user"):
        opened(tmp_path / "spool")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    with pytest.raises(HandrailError, match="cannot be used: No such file"):
        opened(tmp_path / "nowhere" / "spool")


def test_an_entry_shows_nothing_of_its_value(tmp_path):
    assert "canary" not in repr(Entry(0, 0, "device", b"canary"))


def test_a_batch_that_the_brokers_would_refuse_is_counted_and_stops_nothing(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, bytes(LARGEST + 1), b"small")
    assert (drain(spool), spool.dropped) == ([b"small"], {"too_large": 1})


def test_at_the_bound_of_size_the_oldest_are_dropped_and_counted(tmp_path):
    spool = opened(tmp_path / "spool", max_bytes=4_096)
    values = numbered(200)
    append(spool, *values)
    assert sum(file.stat().st_size for file in files(tmp_path / "spool")) == spool.size <= 4_096
    left = drain(spool)
    assert left == values[-len(left) :]
    assert len(left) > 30
    assert spool.dropped == {"spool_full": 200 - len(left)}


def test_what_is_too_old_is_dropped_and_counted_and_leaves_the_disk(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock)
    append(spool, b"old", b"old too")
    clock.now += 72 * HOUR
    append(spool, b"young")
    assert spool.waiting == 3
    clock.now += 1
    assert [spool.read(0).value, spool.waiting, spool.dropped] == [b"young", 1, {"expired": 2}]
    clock.now += 100 * HOUR
    assert [spool.read(0), spool.dropped, files(tmp_path / "spool")] == [None, {"expired": 3}, []]


def test_while_the_clock_is_behind_nothing_is_dropped_and_the_order_is_kept(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock)
    append(spool, b"one")
    clock.now -= 900 * HOUR
    append(spool, b"two")
    assert (drain(spool), spool.dropped) == ([b"one", b"two"], {})


def test_what_was_delivered_leaves_the_disk(tmp_path):
    clock = Clock()
    spool = opened(tmp_path / "spool", clock=clock, max_bytes=16_000)
    append(spool, *numbered(100, 100))
    drain(spool)
    assert len(files(tmp_path / "spool")) <= 1
    clock.now += HOUR
    assert spool.read(0) is None
    assert files(tmp_path / "spool") == []


def test_counts_and_position_outlive_the_process(tmp_path):
    spool = opened(tmp_path / "spool", max_bytes=4_096)
    append(spool, *numbered(200))
    spool.mark(spool.read(0).index + 5)
    dropped, waiting, oldest = spool.dropped, spool.waiting, spool.read(0).value
    spool.close()
    again = opened(tmp_path / "spool", max_bytes=4_096)
    assert (again.dropped, again.waiting, again.read(0).value) == (dropped, waiting, oldest)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff" * 99, b'{"read": 3, "dropped": {}}\n0000'])
def test_without_a_position_everything_is_sent_again(tmp_path, content):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.mark(1)
    spool.close()
    (tmp_path / "spool/position").unlink()
    if content is not None:
        (tmp_path / "spool/position").write_bytes(content)
    assert drain(opened(tmp_path / "spool")) == [b"one", b"two"]


def test_a_position_that_is_no_file_is_not_followed(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, b"one", b"two")
    spool.mark(1)
    spool.close()
    shutil.move(tmp_path / "spool/position", tmp_path / "elsewhere")
    (tmp_path / "spool/position").symlink_to(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    again = opened(tmp_path / "spool")
    assert drain(again) == [b"one", b"two"]
    assert (tmp_path / "elsewhere").read_bytes() == before


def test_reasons_are_plain_words_in_the_counter(tmp_path):
    spool = opened(tmp_path / "spool")
    append(spool, bytes(LARGEST + 1))
    assert spool.dropped == Counter({"too_large": 1})
    assert [str(reason) for reason in spool.dropped] == ["too_large"]
