"""Limits come from the settings, by name; what cannot be a limit is one sentence; what holds is recorded as it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import HandrailError
from schemas.settings import parse
from streams.actions.thresholds import Thresholds as ActionThresholds
from streams.sessions.thresholds import Thresholds as SessionThresholds
from streams.thresholds import Limits, configured
from tests.schemas.test_settings import GOOD


def test_what_the_settings_do_not_name_keeps_its_default():
    assert configured(SessionThresholds, {}) == SessionThresholds()
    assert configured(SessionThresholds, {"silence": 10_000.0}) == SessionThresholds(silence=10_000)


def test_a_limit_keeps_its_type():
    limits = configured(ActionThresholds, {"drag_px": 8.0, "path_tolerance_px": 1.0})
    assert (type(limits.drag_px), type(limits.path_tolerance_px)) == (int, float)


@pytest.mark.parametrize("value", [0, -1, 0.5, float("nan"), float("inf")])
def test_what_cannot_be_a_limit_is_named(value):
    with pytest.raises(HandrailError, match="the limit silence in the settings must be a positive whole number"):
        configured(SessionThresholds, {"silence": value})


@given(st.text(min_size=1))
def test_a_limit_that_is_not_known_is_named(name):
    if name not in SessionThresholds.__slots__:
        with pytest.raises(HandrailError, match="none of: session_gap"):
            configured(SessionThresholds, {name: 1})


def record(sessions=None, actions=None):
    return Limits(sessions or SessionThresholds(), actions or ActionThresholds()).record()


def test_the_record_holds_every_limit_and_changes_with_any():
    plain = record()
    found = json.loads(plain)
    assert set(found["sessions"]) == set(SessionThresholds.__slots__)
    assert set(found["actions"]) == set(ActionThresholds.__slots__)
    changed = {record(sessions=SessionThresholds(**{name: 1})) for name in SessionThresholds.__slots__}
    changed |= {record(actions=ActionThresholds(**{name: 99})) for name in ActionThresholds.__slots__}
    assert len(changed | {plain}) == len(SessionThresholds.__slots__) + len(ActionThresholds.__slots__) + 1


def test_a_device_is_not_forgotten_before_the_log_forgets_it():
    settings = parse(GOOD + "\n[sessions]\nforget = 60000\n", "worker.toml")
    with pytest.raises(HandrailError, match="the limit forget in the settings must be 259200000 or more"):
        Limits.of(settings)
