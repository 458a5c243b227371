"""A trajectory as AgentNet has them: a task whose steps are lines of `pyautogui` code, places as shares of the screen.

There are no screenshots, so `image` is null, and nobody told the task, so `instruction` is empty. `computer.selectOption` and
`computer.withheld` are ours: that format has no word for them.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from sinks.dataset.export_words import sentence, window

Step = Mapping[str, Any]
Screen = Mapping[str, Any]

_MODIFIERS = {"Control": "ctrl", "Alt": "alt", "Shift": "shift", "Meta": "win", "AltGraph": "altright"}
_KEYS = _MODIFIERS | {
    "Escape": "esc",
    "ArrowUp": "up",
    "ArrowDown": "down",
    "ArrowLeft": "left",
    "ArrowRight": "right",
    "ContextMenu": "apps",
    "AudioVolumeUp": "volumeup",
    "AudioVolumeDown": "volumedown",
    "AudioVolumeMute": "volumemute",
    "MediaPlayPause": "playpause",
    "MediaTrackNext": "nexttrack",
    "MediaTrackPrevious": "prevtrack",
}


def line(row: Mapping[str, Any]) -> dict[str, Any]:
    """One record of the export, of a row as Python values."""
    return {"task_id": row["trajectory_id"], "instruction": "", "traj": list(_steps(row))}


def code(step: Step, screen: Screen) -> str:
    """A step as lines of code; empty for a change of window, which is nothing that a hand did."""
    if step["withheld"]:
        return _call("computer.withheld", reason=step["withheld"])
    make = _CODE.get(step["kind"])
    return make(step, _place(step, screen), screen) if make else ""


def _steps(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    seen, index = window(row), 0
    for step in row["steps"]:
        seen = window({"application": row["application"], "window_title": ""} | _told(step)) if _told(step) else seen
        if lines := code(step, row["screen"]):
            value = {"code": lines, "observation": seen, "action": sentence(step)}
            yield {"index": index, "image": None, "value": value}
            index += 1


def _told(step: Step) -> dict[str, Any]:
    return {name: step[name] for name in ("application", "window_title") if step[name] is not None}


def _place(step: Step, screen: Screen) -> dict[str, float]:
    """Where, as shares of the screen; empty where place or screen are not known."""
    if step["x"] is None or step["y"] is None:
        return {}
    return _shares(step["x"], step["y"], screen)


def _shares(x: int, y: int, screen: Screen) -> dict[str, float]:
    if screen["width"] <= 0 or screen["height"] <= 0:
        return {}
    return {"x": round(x / screen["width"], 4), "y": round(y / screen["height"], 4)}


def _call(function: str, *values: Any, **named: Any) -> str:
    return f"{function}({', '.join([*map(repr, values), *(f'{name}={value!r}' for name, value in named.items())])})"


def _click(function: str) -> Callable[[Step, dict[str, float], Screen], str]:
    def click(step: Step, at: dict[str, float], _: Screen) -> str:
        usual = step["button"] in {None, "left"} or function in {"pyautogui.rightClick", "pyautogui.middleClick"}
        return _call(function, **at) if usual else _call(function, **at, button=step["button"])

    return click


def _drag(step: Step, at: dict[str, float], screen: Screen) -> str:
    end = _shares(step["path"][-1]["x"], step["path"][-1]["y"], screen) if step["path"] else at
    return f"{_call('pyautogui.moveTo', **at)}\n{_call('pyautogui.dragTo', **end, button=step['button'] or 'left')}"


def _scroll(step: Step, at: dict[str, float], _: Screen) -> str:
    """Up is positive there, and down is here."""
    move = [_call("pyautogui.moveTo", **at)] if at else []
    down = [_call("pyautogui.scroll", -step["delta_y"])] if step["delta_y"] else []
    right = [_call("pyautogui.hscroll", step["delta_x"])] if step["delta_x"] else []
    return "\n".join(move + down + right)


def _type(step: Step, _at: dict[str, float], _: Screen) -> str:
    return _call("pyautogui.write", message=step["text"] or "")


def _select(step: Step, at: dict[str, float], _: Screen) -> str:
    return _call("computer.selectOption", **at, option=step["option"] or "")


def _press(step: Step, _at: dict[str, float], _: Screen) -> str:
    """A key that was held is pressed as often as it repeated, with the modifiers before it."""
    held = [_key(key) for key in takewhile(_MODIFIERS.__contains__, step["keys"][:-1])]
    pressed = [_key(key) for key in step["keys"][len(held) :]]
    if held:
        return "\n".join(_call("pyautogui.hotkey", [*held, key]) for key in pressed)
    return "\n".join(_call("pyautogui.press", key) for key in pressed)


def _key(name: str) -> str:
    return _KEYS.get(name, name.lower())


def _wait(_step: Step, _at: dict[str, float], _: Screen) -> str:
    return _call("computer.wait")


_CODE: dict[str, Callable[[Step, dict[str, float], Screen], str]] = {
    "click": _click("pyautogui.click"),
    "double_click": _click("pyautogui.doubleClick"),
    "triple_click": _click("computer.tripleClick"),
    "right_click": _click("pyautogui.rightClick"),
    "middle_click": _click("pyautogui.middleClick"),
    "drag": _drag,
    "scroll": _scroll,
    "type": _type,
    "key": _press,
    "hotkey": _press,
    "select_option": _select,
    "wait": _wait,
}
