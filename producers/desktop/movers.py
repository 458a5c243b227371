"""Which input may move the focus by itself, and which is text: what a key may do decides what must be known to let it go."""

from schemas.events import MODIFIERS, Button, Event, Input, Key, Modifier

_COMMAND = Modifier.CONTROL | Modifier.ALT | Modifier.META
_EDITS = frozenset({"Backspace", "Delete", "Dead", "Compose"})
_STILL = MODIFIERS.keys() | {"CapsLock", "NumLock", "ScrollLock"}


def is_typed(event: Event) -> bool:
    """Whether an event goes to the element that has the keyboard: a key that goes down, or a change of its text."""
    return isinstance(event, Input) or (isinstance(event, Key) and event.down)


def is_text(event: Event) -> bool:
    """Whether it gives or edits text: a character, a deletion."""
    if isinstance(event, Key):
        return event.key in _EDITS or (len(event.key) == 1 and not event.modifiers & _COMMAND)
    return isinstance(event, Input)


def moves_focus(event: Event) -> bool:
    """Whether the application may move the focus in answer, with or without a signal: a press, Tab, Enter, a shortcut."""
    if isinstance(event, Button):
        return event.pressed
    return isinstance(event, Key) and event.down and not is_text(event) and event.key not in _STILL
