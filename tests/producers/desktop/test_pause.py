"""A pause lasts as long as was said, whatever happens to the agent, to its file and to the clock."""

import stat

import pytest

from producers.desktop.home import Home
from producers.desktop.pause import Moment, Pauses


class Clock:
    def __init__(self):
        self.wall, self.ticks, self.boot = 1_000_000.0, 500.0, "one"

    def __call__(self):
        return Moment(self.wall, self.ticks, self.boot)

    def passes(self, seconds):
        self.wall += seconds
        self.ticks += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "handrail")


def test_a_pause_outlives_its_process_and_ends_by_itself(home, clock):
    assert Pauses(home, clock).left() == 0
    assert Pauses(home, clock).begin(60) == 60
    clock.passes(59)
    assert Pauses(home, clock).left() == 1
    clock.passes(1)
    assert Pauses(home, clock).left() == 0


def test_a_pause_without_end_ends_when_somebody_resumes(home, clock):
    pauses = Pauses(home, clock)
    assert pauses.begin(None) == float("inf")
    clock.passes(1e9)
    assert pauses.left() == float("inf")
    pauses.end()
    pauses.end()
    assert pauses.left() == 0


@pytest.mark.parametrize("jump", [-1e6, 1e6])
def test_a_clock_that_is_set_neither_ends_a_pause_nor_draws_it_out(home, clock, jump):
    Pauses(home, clock).begin(60)
    clock.wall += jump
    clock.passes(30)
    assert Pauses(home, clock).left() == 30


def test_after_another_boot_the_clock_on_the_wall_decides(home, clock):
    Pauses(home, clock).begin(60)
    clock.passes(20)
    clock.boot, clock.ticks = "two", 3.0
    assert Pauses(home, clock).left() == 40


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'{"begin": 1, "seconds": 2}', b"\xff", b'{"begin": {}, "seconds": null}']
)
def test_a_file_that_cannot_be_read_is_a_pause(home, clock, content):
    home.make()
    home.pause.write_bytes(content)
    assert Pauses(home, clock).left() == float("inf")


def test_its_file_is_the_owners_alone(home, clock):
    Pauses(home, clock).begin(60)
    assert stat.S_IMODE(home.pause.stat().st_mode) == 0o600


def test_this_moment_is_read_from_the_system():
    one, other = Moment.now(), Moment.now()
    assert one.boot == other.boot
    assert one.ticks <= other.ticks
