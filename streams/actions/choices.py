"""A choice from a dropdown, list or menu as one step: what opened it and moved through it is part of it."""

from collections.abc import Iterable

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.actions.place import identity
from streams.actions.thresholds import Thresholds

CHOICE = "select_option"

_INSIDE = frozenset(
    "option listitem listbox menu menubar menuitem menuitemcheckbox menuitemradio tree treeitem popupmenu tablecell".split()  # noqa: SIM905
)
_OPENS = frozenset({"click", "double_click", "triple_click", "drag"})
_POINTER = _OPENS | {"scroll"}
_MOVES = frozenset({"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"})
_KEYS = _MOVES | {"Enter", "F4", "F10"}


def absorb(steps: Iterable[DraftStep], thresholds: Thresholds) -> list[DraftStep]:
    """The steps, each choice with those that belong to it in one.

    A choice begins with the click or key that opened its element. An option that was only passed on the way to another, by keys,
    is no choice of its own. What was typed to find the option is not shown.

    Args:
        steps: in the order in which they began.
        thresholds: limits of the reduction.
    """
    found: list[DraftStep] = []
    for step in steps:
        last = found[-1] if found else None
        if step.kind == CHOICE:
            found.append(_whole(step, found, thresholds))
        elif last is None or last.kind != CHOICE or not _echoes(step, last, thresholds.choice_ms):
            found.append(step)
    return found


def _whole(choice: DraftStep, before: list[DraftStep], thresholds: Thresholds) -> DraftStep:
    """A choice together with what led to it, which is taken off the end of `before`."""
    parts = _parts(choice, before, thresholds)
    if before and _passed(before[-1], parts, choice, thresholds.choice_ms):
        parts.append(before.pop())
    for part in parts:
        _hide(part)
    return _joined(choice, parts[::-1])


def _parts(choice: DraftStep, before: list[DraftStep], thresholds: Thresholds) -> list[DraftStep]:
    """What led to a choice, taken off the end of `before`, the latest first.

    That is what was done in the list, without a pause, and before it what was done on the element itself, back to the click that
    opened it. Whatever came before that has to do with something else.
    """
    parts = [before.pop()] if before and _chooses(before[-1], choice, thresholds.choice_ms) else []
    while before and _moves_in(before[-1], choice) and _follows(parts[-1] if parts else choice, before[-1], thresholds.wait_ms):
        parts.append(before.pop())
    while before and _acts_on(before[-1], choice):
        parts.append(before.pop())
        if parts[-1].kind in _OPENS:
            break
    return parts


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


def _moves_in(step: DraftStep, choice: DraftStep) -> bool:
    """Whether a step may have moved through some list; which one, it does not say."""
    if step.element is None:
        return _is_key(step, _KEYS)
    return not _same(step.element, choice.element) and _role(step.element) in _INSIDE and _is_part(step, choice)


def _acts_on(step: DraftStep, choice: DraftStep) -> bool:
    """Whether a step opened a choice's own element, or moved through it."""
    return step.element is not None and _same(step.element, choice.element) and _is_part(step, choice)


def _is_part(step: DraftStep, choice: DraftStep) -> bool:
    """Whether a step is of a kind that leads to a choice."""
    return _finds(step, choice) if step.kind == "type" else step.kind in _POINTER or _is_key(step, _KEYS)


def _follows(later: DraftStep, step: DraftStep, wait_ms: int) -> bool:
    """Whether nobody was idle between two steps."""
    return later.time - step.time - step.duration <= wait_ms


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
