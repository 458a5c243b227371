"""`handrail demo`, as the README promises it."""

import os
import re
import subprocess
import sys

import psutil
import pytest

from producers.recordings import browser, desktop

SECTIONS = (
    "events in",
    "sessions",
    "trajectories",
    "bytes per event on the wire",
    "bytes per event at rest",
    "DuckDB",
    "Polars",
    "PyArrow",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "var"
    command = [sys.executable, "-m", "handrail", "demo", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False, env=os.environ | {"COLUMNS": "200"})
    return folder, done


def test_it_ends_well_and_shows_what_came_out(demo):
    _, done = demo
    assert done.returncode == 0, done.stderr[-2000:]
    assert [section for section in SECTIONS if section not in done.stdout] == []
    assert len(re.findall(r"^trajectory [0-9a-f]{8} ", done.stdout, re.MULTILINE)) == 2
    assert done.stdout.rstrip().endswith("OK")


def test_it_leaves_nothing_running(demo):
    folder, _ = demo
    assert [p.pid for p in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(p.info["cmdline"] or [])] == []


def test_it_says_nothing_that_was_planted_and_what_was_not(demo):
    _, done = demo
    shown = (done.stdout + done.stderr).casefold()
    for played in (desktop, browser):
        assert [what for what, value in (played.PLANTED | played.WITHHELD).items() if value.casefold() in shown] == []
        assert [control for control in played.CONTROLS if control not in shown] == []


def test_a_recording_that_cannot_be_read_is_one_sentence(tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    command = [sys.executable, "-m", "handrail", "replay", str(broken), "--dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
