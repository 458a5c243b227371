"""The clock by which the spool tells ages: it runs as time passes, whatever the wall's is set to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.pause import Moment
from producers.desktop.spool import Spool
from producers.desktop.steady import Steady, believed
from tests.producers.test_publisher import DAY, EPOCHS

BEGAN = Moment(1_800_000_000.0, 50.0, "boot")


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(-1e9, 1e9)), max_size=20))
def test_it_advances_by_the_time_that_passed_and_not_by_what_the_wall_was_set_to(tmp_path_factory, steps):
    now = BEGAN
    clock = Steady(tmp_path_factory.mktemp("spool") / "clock", lambda: now)
    assert clock() == BEGAN.wall * 1_000
    for passed, shift in steps:
        now = Moment(now.wall + passed + shift, now.ticks + passed, now.boot)
        assert abs(clock() - 1_000 * (BEGAN.wall + now.ticks - BEGAN.ticks)) <= 1


def test_the_next_run_of_a_boot_goes_on_with_it_and_another_boot_begins_anew(tmp_path):
    file = tmp_path / "clock"
    Steady(file, lambda: BEGAN)()
    later = Moment(BEGAN.wall + 900_000, BEGAN.ticks + 60, "boot")
    assert Steady(file, lambda: later)() == (BEGAN.wall + 60) * 1_000
    assert Steady(file, lambda: replace(later, boot="another"))() == later.wall * 1_000
    assert Steady(file, lambda: replace(later, boot="another", wall=1.0))() == later.wall * 1_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 4_000,
        b'{"wall": NaN, "ticks": 1, "boot": "boot"}',
        b'{"wall": 1e300, "ticks": 1, "boot": "boot"}',
    ],
)
def test_a_damaged_file_is_replaced(tmp_path, content):
    file = tmp_path / "clock"
    file.write_bytes(content)
    assert Steady(file, lambda: BEGAN)() == BEGAN.wall * 1_000
    assert Steady(file, lambda: replace(BEGAN, wall=1.0))() == BEGAN.wall * 1_000


def test_where_its_file_cannot_be_written_the_run_is_steady_all_the_same(tmp_path):
    (tmp_path / "clock").mkdir()
    now = BEGAN
    clock = Steady(tmp_path / "clock", lambda: now)
    clock()
    now = replace(BEGAN, wall=1.0)
    assert clock() == BEGAN.wall * 1_000


def test_a_spool_by_it_keeps_what_a_clock_set_ahead_by_days_would_let_expire(tmp_path):
    now = BEGAN
    spool = Spool(tmp_path / "spool", Steady(tmp_path / "spool" / "clock", lambda: now))
    spool.open()
    spool.append("device", b"batch", lambda _: None)
    now = replace(BEGAN, wall=BEGAN.wall + 100 * 3_600)
    assert spool.read(0).value == b"batch"
    now = replace(BEGAN, ticks=BEGAN.ticks + 100 * 3_600)
    assert (spool.read(0), spool.dropped) == (None, {"expired": 1})
    spool.close()


@pytest.mark.parametrize(("wall", "clock"), [(DAY, DAY), (2 * DAY + 7, 2 * DAY + 7), (DAY - 1, 1), (3 * DAY, 1), (-5, 1)])
def test_a_wall_clock_out_of_the_days_of_all_keys_is_not_believed(wall, clock):
    assert believed(EPOCHS, lambda: 1, lambda: wall)() == clock
