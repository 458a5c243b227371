"""No log line holds content: neither under a name that stands for it nor in another library's message."""

import io
import logging
import sys

import pytest
import structlog

from schemas import logs

CANARY = "canary-typed"


@pytest.fixture
def lines(monkeypatch):
    """Configures logging for one test; gives what was written so far."""
    before = logging.root.handlers[:], logging.root.level
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure()
    yield written.getvalue
    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = before


@pytest.mark.parametrize("name", sorted(logs.FORBIDDEN))
def test_a_forbidden_name_is_written_without_its_value(lines, name):
    structlog.get_logger().warning("something happened", **{name: CANARY, "partition": 3})
    written = lines()
    assert CANARY not in written
    assert f'{name}="[not logged]"' in written
    assert "partition=3" in written


def test_an_exception_is_written_without_its_text(lines):
    try:
        int(CANARY)
    except ValueError as fault:
        structlog.get_logger().warning("something happened", exc_info=fault)
        structlog.get_logger().exception("something happened")
    written = lines()
    assert written.count("something happened") == 2
    assert CANARY not in written


def test_a_line_begins_with_time_level_and_event(lines):
    structlog.get_logger().info("started", port=1)
    stamp, level, event, port = lines().split()
    assert stamp.startswith("timestamp=")
    assert (level, event, port) == ("level=info", "event=started", "port=1")


def test_another_library_is_quoted_by_name_and_place_alone(lines):
    logging.getLogger("library").warning("it read %s", CANARY)
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger("library").exception("it read it again")
    written = lines()
    assert written.count("logger=library") == 2
    assert CANARY not in written
    assert "it read" not in written


def test_another_librarys_chatter_is_not_written(lines):
    logging.getLogger("library").info("all is well")
    assert lines() == ""
