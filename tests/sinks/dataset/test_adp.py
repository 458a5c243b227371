"""Records of the Agent Data Protocol: valid as its own schema asks, and a row comes back from one."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sinks.dataset.adp import line
from tests.sinks.dataset.tables import NOTHING, element, step, trajectory

AT = datetime(2026, 1, 1, tzinfo=UTC)
POINTS = st.lists(st.fixed_dictionaries({"time": st.integers(0, 99), "x": st.integers(0, 999), "y": st.integers(0, 999)}))
STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from(["click", "drag", "type", "key", "focus", "wait"]),
        time=st.integers(0, 10_000),
        x=st.none() | st.integers(),
        delta_y=st.none() | st.integers(-9, 9),
        path=POINTS,
        keys=st.lists(st.sampled_from(["Control", "a"])),
        text=st.none() | st.text(),
        application=st.none() | st.text(),
        window_title=st.none() | st.text(),
        element=st.none() | st.just(element("button", "Save")),
    )
)


def made(steps: list[dict[str, Any]]) -> dict[str, Any]:
    row = trajectory(1, steps=steps) | {"start_time": AT, "end_time": AT}
    found: dict[str, Any] = json.loads(json.dumps(line(row)))
    return found


def step_of(action: dict[str, Any]) -> dict[str, Any]:
    empty = {"kind": action["function"]} | NOTHING | {"path": [], "keys": [], "placeholders": []}
    return empty | action["kwargs"]


@given(STEPS)
def test_every_step_comes_back(steps: list[dict[str, Any]]) -> None:
    back = [step_of(one) for one in made(steps)["content"] if one["class_"] == "api_action"]
    assert back == steps


@given(STEPS)
def test_every_call_has_one_answer_and_it_comes_next(steps: list[dict[str, Any]]) -> None:
    first, *rest = made(steps)["content"]
    assert first["class_"] == "text_observation"
    assert "tool_call_id" not in first
    calls, answers = rest[::2], rest[1::2]
    assert [one["class_"] for one in calls] == ["api_action"] * len(steps)
    assert [one["class_"] for one in answers] == ["text_observation"] * len(steps)
    assert [one["tool_call_id"] for one in calls] == [one["tool_call_id"] for one in answers]
    assert len({one["tool_call_id"] for one in calls}) == len(steps)


def test_a_record_has_the_fields_of_the_protocol_and_no_others() -> None:
    found = made([step("click", x=1, y=2)])
    assert set(found) == {"schema_version", "id", "content", "details"}
    fields = [set(one) for one in found["content"]]
    assert fields == [
        {"class_", "content", "source"},
        {"class_", "function", "kwargs", "description", "tool_call_id"},
        {"class_", "content", "source", "tool_call_id"},
    ]


def test_a_record_says_nothing_of_the_person() -> None:
    assert not any(name in json.dumps(made([step("wait")])) for name in ("person-", "laptop-"))


def test_the_answer_is_the_window_then_in_front() -> None:
    found = made([step("wait"), step("focus", application="mail", window_title="Inbox"), step("wait")])
    assert [one["content"] for one in found["content"] if one["class_"] == "text_observation"] == [
        *("orders: Private window", "orders: Private window", "mail: Inbox", "mail: Inbox")
    ]
