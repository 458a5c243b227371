"""AgentNet records: what every step becomes, and that it can be read back."""

import ast
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality_reduce import whole
from producers.policy import DEFAULT_POLICY, load
from producers.recordings import formats
from sinks.dataset.agentnet import code, line
from tests.sinks.dataset.tables import SCREEN, element, step, trajectory

RECORDINGS = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[4] / "shared" / "data"))
GOLD = RECORDINGS / "agentnet" / "gold_trajectory.jsonl.gz"
KINDS = {
    "pyautogui.click": "click",
    "pyautogui.doubleClick": "double_click",
    "computer.tripleClick": "triple_click",
    "pyautogui.rightClick": "right_click",
    "pyautogui.middleClick": "middle_click",
}


def calls(text: str) -> list[tuple[str, list[Any], dict[str, Any]]]:
    """The calls of a piece of code: name, values, named values. All of them are literals."""
    found = [node.value for node in ast.parse(text).body if isinstance(node, ast.Expr)]
    return [
        (
            ast.unparse(call.func),
            [ast.literal_eval(value) for value in call.args],
            {str(name.arg): ast.literal_eval(name.value) for name in call.keywords},
        )
        for call in found
        if isinstance(call, ast.Call)
    ]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (step("click", x=500, y=100, button="left"), "pyautogui.click(x=0.5, y=0.2)"),
        (step("click", x=500, y=100, button="back"), "pyautogui.click(x=0.5, y=0.2, button='back')"),
        (step("click"), "pyautogui.click()"),
        (step("double_click", x=0, y=0), "pyautogui.doubleClick(x=0.0, y=0.0)"),
        (step("triple_click", x=1, y=1), "computer.tripleClick(x=0.001, y=0.002)"),
        (step("right_click", x=1, y=1, button="right"), "pyautogui.rightClick(x=0.001, y=0.002)"),
        (step("middle_click", x=1, y=1, button="middle"), "pyautogui.middleClick(x=0.001, y=0.002)"),
        (
            step("drag", x=100, y=50, button="left", path=[{"time": 0, "x": 1, "y": 1}, {"time": 9, "x": 200, "y": 100}]),
            "pyautogui.moveTo(x=0.1, y=0.1)\npyautogui.dragTo(x=0.2, y=0.2, button='left')",
        ),
        (step("scroll", x=100, y=50, delta_y=3), "pyautogui.moveTo(x=0.1, y=0.1)\npyautogui.scroll(-3)"),
        (step("scroll", delta_y=-2, delta_x=1), "pyautogui.scroll(2)\npyautogui.hscroll(1)"),
        (step("type", text="it's <PERSON_1>"), 'pyautogui.write(message="it\'s <PERSON_1>")'),
        (step("type", withheld="cut"), "computer.withheld(reason='cut')"),
        (step("key", keys=["Enter"]), "pyautogui.press('enter')"),
        (step("key", keys=["ArrowDown", "ArrowDown"]), "pyautogui.press('down')\npyautogui.press('down')"),
        (step("hotkey", keys=["Control", "Shift", "Escape"]), "pyautogui.hotkey(['ctrl', 'shift', 'esc'])"),
        (step("hotkey", keys=["Control", "z", "z"]), "pyautogui.hotkey(['ctrl', 'z'])\npyautogui.hotkey(['ctrl', 'z'])"),
        (step("key", keys=["Alt"]), "pyautogui.press('alt')"),
        (step("select_option", x=10, y=10, option="Sweden"), "computer.selectOption(x=0.01, y=0.02, option='Sweden')"),
        (step("wait", duration=5000), "computer.wait()"),
        (step("focus", application="mail"), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else value["kind"],
)
def test_a_step_becomes_code(made: dict[str, Any], expected: str) -> None:
    assert code(made, SCREEN) == expected


def test_without_a_screen_no_place_is_made_up() -> None:
    assert code(step("click", x=5, y=5), SCREEN | {"width": 0}) == "pyautogui.click()"


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_whatever_was_typed_and_pressed_the_code_is_literal_calls(text: str, keys: list[str]) -> None:
    [(name, _, values)] = calls(code(step("type", text=text), SCREEN))
    assert (name, values) == ("pyautogui.write", {"message": text})
    assert all(name in {"pyautogui.press", "pyautogui.hotkey"} for name, *_ in calls(code(step("key", keys=keys), SCREEN)))


def test_a_record_tells_what_was_in_front_and_nothing_of_the_person() -> None:
    steps = [step("click", x=1, y=1, element=element("button", "Save")), step("focus", application="mail", window_title="Inbox")]
    made = line(trajectory(1, steps=[*steps, step("key", keys=["Tab"])]))
    assert [one["value"]["observation"] for one in made["traj"]] == ["orders: Private window", "mail: Inbox"]
    assert [one["value"]["action"] for one in made["traj"]] == ["Click the button “Save”.", "Press Tab."]
    assert [one["index"] for one in made["traj"]] == [0, 1]
    assert not any(name in json.dumps(made) for name in ("person-", "laptop-"))


@pytest.mark.skipif(not GOLD.exists(), reason="the recordings are not there")
def test_a_record_is_like_the_published_ones() -> None:
    gold = [json.loads(text) for text in gzip.decompress(GOLD.read_bytes()).splitlines()]
    ours, kinds = line(trajectory(1)), {*KINDS, *(f"pyautogui.{name}" for name in ("moveTo", "dragTo", "scroll"))}
    for record in gold:
        assert set(record) == set(ours)
        assert {key for one in record["traj"] for key in one} == {key for one in ours["traj"] for key in one}
        functions = {name for one in record["traj"] for name, *_ in calls(one["value"]["code"])}
        assert functions - kinds <= {"computer.terminate"}


@pytest.mark.skipif(not GOLD.exists(), reason="the recordings are not there")
def test_clicks_of_a_real_recording_come_back_from_the_code() -> None:
    [draft] = whole(formats.read(GOLD.parent / "events.jsonl.gz").events, load(DEFAULT_POLICY))
    clicks = [step(**vars_of(one)) for one in draft.steps if one.kind in KINDS.values() and one.button in {"left", "right"}]
    width, height = draft.screen["width"], draft.screen["height"]
    back = [calls(code(one, draft.screen)) for one in clicks]
    assert len(clicks) > 10
    assert all(len(found) == 1 for found in back)
    for one, [(name, _, at)] in zip(clicks, back, strict=True):
        same = (KINDS[name], round(at["x"] * width), round(at["y"] * height)) == (one["kind"], one["x"], one["y"])
        assert same


def vars_of(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("kind", "x", "y", "button", "keys")}
