"""The data card: counts that are right, the same each time, and nobody in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from sinks.dataset.card import FOLDED, card
from sinks.dataset.card_text import markdown
from tests.sinks.dataset.tables import START, pair, step, trajectory

PEOPLE = 7  # of the trajectories


def records() -> list[dict[str, Any]]:
    common = [trajectory(number) for number in range(14)]
    rare = [trajectory(number, application="rare-tool", end_reason="end") for number in (20, 21, 27)]  # of two persons
    cut = trajectory(30, application="ra|re\nother", gap_count=2, clamped=True, steps=[step("type", withheld="cut")])
    return [*common, *rare, cut]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return card(*pair(tmp_path_factory.mktemp("card"), records()), START)


def test_it_counts_what_is_there(made: dict[str, Any]) -> None:
    events = sum(one["event_count"] for one in records())
    size = made["size"] | {"bytes": 0}
    assert size == {"files": 1, "bytes": 0, "rows": 18, "steps": 35, "events": events, "gaps": 2, "clamped": 1}
    assert made["steps"] == {"click": 17, "type": 18}
    assert made["end_reasons"] == {"end": 3, "silence": 15}
    assert made["withheld"] == {"cut": 1}
    assert made["persons"] == PEOPLE
    assert made["time"] == {"first": "2026-01-01", "last": "2026-01-01", "valid_through": "2026-01-01T00:00Z"}
    assert made["redaction"]["entity_types"] == {"PERSON": 18}
    assert made["redaction"]["outcomes"] == {"redacted": 18}
    assert made["redaction"]["detectors"] == [{"name": "rules", "version": "1"}]
    assert made["redaction"]["texts"] == {"examined": 36, "withheld": 0}


def test_applications_of_few_persons_are_one_line(made: dict[str, Any]) -> None:
    assert made["applications"] == [{"application": "orders", "rows": 14}, {"application": FOLDED, "rows": 4}]


def test_nobody_and_nothing_that_was_typed_is_in_it(made: dict[str, Any]) -> None:
    text = json.dumps(made) + markdown(made)
    for name in ("person-", "laptop-", "Private", "Dear", "Save", "rare", "trajectory-", "session-"):
        assert name not in text


def test_it_is_the_same_each_time(made: dict[str, Any], tmp_path: Path) -> None:
    again = card(*pair(tmp_path, records()), START)
    assert json.dumps(again) == json.dumps(made)
    assert markdown(again) == markdown(made)


def test_few_persons_are_not_counted_exactly(tmp_path: Path) -> None:
    found = card(*pair(tmp_path, [trajectory(1)]), None)
    assert found["persons"] == "fewer than 5"
    assert found["applications"] == [{"application": FOLDED, "rows": 1}]
    assert found["time"]["valid_through"] is None


def test_an_empty_data_set_has_a_card(tmp_path: Path) -> None:
    found = card(*pair(tmp_path, []), None)
    assert found["persons"] == 0
    assert "# Data card" in markdown(found)


def test_a_name_from_a_device_cannot_break_the_table(tmp_path: Path) -> None:
    many = [trajectory(number, application="ra|re\n| x |") for number in range(10)]
    lines = markdown(card(*pair(tmp_path, many), START)).splitlines()
    assert "| ra\\|re \\| x \\| | 10 |" in lines
