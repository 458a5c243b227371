"""A choice from a dropdown, list or menu as one step: what opened it and moved through it is part of it."""

from collections.abc import Iterable

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.actions.place import identity

CHOICE = "select_option"

_INSIDE = frozenset(
    "option listitem listbox menu menubar menuitem menuitemcheckbox menuitemradio tree treeitem popupmenu".split()  # noqa: SIM905
)
_POINTER = frozenset({"click", "double_click", "triple_click", "drag", "scroll"})
_MOVES = frozenset({"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"})
_KEYS = _MOVES | {"Enter", "F4", "F10"}


def absorb(steps: Iterable[DraftStep], choice_ms: int) -> list[DraftStep]:
    """The steps, each choice with those that belong to it in one.

    A choice begins with the click or key that opened its element. An option that was only passed on the way to another, by keys,
    is no choice of its own. What was typed to find the option is not shown.

    Args:
        steps: in the order in which they began.
        choice_ms: from the click or key that chose an option to its selection, or back, where nothing tells that it did.
    """
    found: list[DraftStep] = []
    for step in steps:
        last = found[-1] if found else None
        if step.kind == CHOICE:
            found.append(_whole(step, found, choice_ms))
        elif last is None or last.kind != CHOICE or not _echoes(step, last, choice_ms):
            found.append(step)
    return found


def _whole(choice: DraftStep, before: list[DraftStep], choice_ms: int) -> DraftStep:
    """A choice together with what led to it, which is taken off the end of `before`."""
    parts: list[DraftStep] = []
    while before and (_leads_to(before[-1], choice) or (not parts and _chooses(before[-1], choice, choice_ms))):
        parts.append(before.pop())
    if before and _passed(before[-1], parts, choice, choice_ms):
        parts.append(before.pop())
    for part in parts:
        _hide(part)
    return _joined(choice, parts[::-1])


def _joined(choice: DraftStep, parts: list[DraftStep]) -> DraftStep:
    """A choice that begins with the first of its parts, at the place of the first click."""
    if parts:
        choice.time, choice.duration = parts[0].time, choice.time + choice.duration - parts[0].time
    at = next((part for part in parts if part.x is not None), choice)
    choice.x, choice.y, choice.button = at.x, at.y, at.button
    return choice


def _hide(part: DraftStep) -> None:
    """A text that becomes part of a choice is not shown; it may still complete what was typed before."""
    if part.text is not None:
        part.text.snapshots.append(part.text.final)
        part.text.final = ""


def _leads_to(step: DraftStep, choice: DraftStep) -> bool:
    """Whether a step is known to open a choice's element or to move through it."""
    if step.kind == "type":
        return _is_of(step.element, choice) and _finds(step, choice)
    if step.kind in _POINTER:
        return _is_of(step.element, choice)
    return _is_key(step, _KEYS) and (step.element is None or _is_of(step.element, choice))


def _chooses(step: DraftStep, choice: DraftStep, choice_ms: int) -> bool:
    """Whether a click on nobody knows what is the one that chose, since the selection follows at once."""
    return step.kind == "click" and step.element is None and 0 <= choice.time - step.time - step.duration <= choice_ms


def _passed(earlier: DraftStep, keys: list[DraftStep], choice: DraftStep, choice_ms: int) -> bool:
    """Whether an earlier choice was only passed by, or is the same one told twice."""
    if earlier.kind != CHOICE or not _same(earlier.element, choice.element):
        return False
    twice = earlier.option == choice.option and 0 <= choice.time - earlier.time - earlier.duration <= choice_ms
    return all(_is_key(step, _MOVES) for step in keys) if keys else twice


def _echoes(step: DraftStep, choice: DraftStep, choice_ms: int) -> bool:
    """Whether a step is the click or key that made the choice before it, told too late."""
    if not 0 <= step.time - choice.time - choice.duration <= choice_ms:
        return False
    return _is_of(step.element, choice) and (step.kind == "click" or _is_key(step, frozenset({"Enter"})))


def _is_key(step: DraftStep, keys: frozenset[str]) -> bool:
    if step.kind not in {"key", "hotkey"}:
        return False
    key = step.keys[-1]
    return key in keys and (step.keys[0] == key or step.keys[:2] == ["Alt", key])


def _finds(step: DraftStep, choice: DraftStep) -> bool:
    """Whether what was typed is the beginning of the option's label, or blank: a space opens."""
    typed = step.text.final if step.text and not step.text.withheld else None
    return typed is not None and (choice.option or "").casefold().startswith(typed.strip().casefold())


def _is_of(element: Element | None, choice: DraftStep) -> bool:
    """Whether an element is what was opened, or lies in it."""
    return element is not None and (_same(element, choice.element) or _role(element) in _INSIDE)


def _same(one: Element | None, other: Element | None) -> bool:
    return identity(one) == identity(other)


def _role(element: Element) -> str:
    return "".join(filter(str.isalpha, element.role.lower()))
