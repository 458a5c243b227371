"""What a step is in words, for formats that have a field for it; made of what the row holds, nothing is guessed."""

from collections.abc import Mapping
from typing import Any

_VERBS = {
    "click": "Click",
    "double_click": "Double-click",
    "triple_click": "Triple-click",
    "right_click": "Right-click",
    "middle_click": "Middle-click",
    "drag": "Drag",
    "scroll": "Scroll",
    "type": "Type",
    "key": "Press",
    "hotkey": "Press",
    "select_option": "Select",
    "focus": "Switch to",
    "wait": "Wait",
}


def sentence(step: Mapping[str, Any]) -> str:
    """What was done and to what, such as `Press Tab in the combo box “Country”`."""
    what, where = _what(step), _named(step["element"])
    parts = (_VERBS.get(step["kind"], step["kind"]), what, what and where and "in", where)
    return " ".join(part for part in parts if part) + "."


def window(step: Mapping[str, Any]) -> str:
    """The window in front, such as `orders: Order 2718`."""
    return ": ".join(part for part in (step["application"], step["window_title"]) if part)


def _named(element: Mapping[str, Any] | None) -> str:
    if element is None:
        return ""
    role = element["role"] or "element"
    return f"the {role} “{element['name']}”" if element["name"] else f"the {role}"


def _what(step: Mapping[str, Any]) -> str:
    if step["withheld"]:
        return f"a text that is withheld ({step['withheld']})"
    if step["kind"] == "focus":
        return window(step)
    if step["keys"]:
        return "+".join(step["keys"])
    said = step["option"] if step["kind"] == "select_option" else step["text"]
    return "" if said is None else f"“{said}”"
