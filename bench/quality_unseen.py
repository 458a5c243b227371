"""What moved the caret or changed the text, and the recording does not say to where or to what."""

from collections import Counter
from collections.abc import Iterable, Iterator

from streams.actions.draft import DraftStep

CAUSES = ("carets", "selections", "suggestions", "lines", "pastes", "undos")

_SELECTIONS = {"drag", "double_click", "triple_click"}
_LINES = {"ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"}
_EDITS = {"Backspace", "Delete", "Enter", "ArrowLeft", "ArrowRight"} | _LINES
_HOTKEYS = {"v": "pastes", "z": "undos", "y": "undos"}


def unseen(steps: Iterable[DraftStep]) -> Counter[str]:
    """How often each happened.

    Returns:
        `carets`: clicks right before text or an editing key; `selections`: drags, double and triple clicks there; `suggestions`:
        clicks of the right button, which offers other spellings; `lines`: keys that move as the window wraps lines; `pastes`;
        `undos`.
    """
    return Counter(_causes(step for step in steps if step.kind not in {"focus", "wait", "scroll"}))


def _causes(steps: Iterable[DraftStep]) -> Iterator[str]:
    before = ""
    for step in steps:
        if _edits(step) and before in {"click", *_SELECTIONS}:
            yield "selections" if before in _SELECTIONS else "carets"
        if step.kind == "right_click":
            yield "suggestions"
        elif step.kind == "key" and step.keys[0] in _LINES:
            yield "lines"
        elif step.kind == "hotkey" and step.keys[-1] in _HOTKEYS:
            yield _HOTKEYS[step.keys[-1]]
        before = step.kind


def _edits(step: DraftStep) -> bool:
    return step.text is not None or bool(_EDITS & set(step.keys))
