"""One event as the extension tells it, read as events of the one model; whatever is a secret is told apart once more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from producers.browser.fields import Fields, RefusedError
from producers.browser.labels import labelled_secret
from producers.secure import is_secure
from schemas.events import (
    MODIFIERS,
    NO_MODIFIER,
    Button,
    Discreet,
    Element,
    ElementEvent,
    Event,
    Input,
    Key,
    Modifier,
    Pointer,
    Selection,
    Wheel,
)

_ROLE, _NAME, _IDENTIFIER, _OPTION, _TEXT = 30, 120, 200, 120, 20_000
_PIXELS, _NOTCHES, _TIME = 100_000, 100, 1 << 46
_COMMANDS = Modifier.CONTROL | Modifier.ALT | Modifier.META
_INPUT_TYPES = frozenset({"change", "insertText", "insertFromPaste"})
_FIELDS = frozenset({"textbox", "textarea", "searchbox", "combobox", "listbox", "spinbutton"})
_COMMON = {"kind", "time", "element"}


@dataclass(frozen=True, slots=True, repr=False)
class Told(Discreet):
    """What the extension told at once.

    Attributes:
        time: when it happened, epoch milliseconds.
        element: that had the keyboard; None where there was none, or it is not said.
        events: in order; none for a navigation, which is told by the heading.
        secret: whether an element in it takes a secret, which the extension should have seen.
    """

    time: int
    element: Element | None
    events: tuple[Event, ...]

    @property
    def secret(self) -> bool:
        """As above."""
        targets = [event.element for event in self.events if isinstance(event, ElementEvent | Selection)]
        return any(takes_secret(element) for element in [self.element, *targets] if element)


def takes_secret(element: Element) -> bool:
    """Whether an element takes a secret, by its role, its tokens or, if it is a field, its label."""
    return is_secure(element) or (element.role in _FIELDS and labelled_secret(element.name))


def told(found: object) -> Told:
    """What was told.

    Raises:
        RefusedError: it is no event.
    """
    kind = found.get("kind") if isinstance(found, dict) else None
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise RefusedError("an event is of no kind that is known")
    names, read = reader
    fields = Fields.of(found, f"an event {kind}", _COMMON | names)
    time = fields.integer("time", 0, _TIME)
    return Told(time, _element(fields, "element"), read(fields, time))


def _element(fields: Fields, name: str) -> Element | None:
    if not fields.has(name):
        return None
    found = Fields.of(fields.fields[name], "an element", {"role", "name", "identifier", "x", "y", "width", "height"})
    return Element(
        role=found.text("role", limit=_ROLE),
        name=found.text("name", limit=_NAME),
        identifier=found.text("identifier", limit=_IDENTIFIER),
        **{name: found.integer(name, -_PIXELS, _PIXELS) for name in ("x", "y", "width", "height")},
    )


def _at(fields: Fields) -> dict[str, int]:
    return {name: fields.integer(name, -_PIXELS, _PIXELS) for name in ("x", "y")}


def _button(fields: Fields, time: int) -> tuple[Event, ...]:
    target = _element(fields, "target")
    button = Button(time, **_at(fields), button=fields.integer("button", 0, 4), pressed=fields.flag("pressed"))
    return (ElementEvent(time, target, focused=False), button) if target else (button,)


def _move(fields: Fields, time: int) -> tuple[Event, ...]:
    return (Pointer(time, **_at(fields)),)


def _wheel(fields: Fields, time: int) -> tuple[Event, ...]:
    turned = {name: fields.integer(name, -_NOTCHES, _NOTCHES) for name in ("delta_x", "delta_y")}
    return (Wheel(time, **_at(fields), **turned),)


def _key(fields: Fields, time: int) -> tuple[Event, ...]:
    held = NO_MODIFIER
    for name in fields.items("modifiers", len(MODIFIERS)):
        if not isinstance(name, str) or name not in MODIFIERS:
            raise RefusedError("an event key: modifiers must be known")
        held |= MODIFIERS[name]
    key = fields.text("key", limit=30)
    if not key or (not _is_name(key) and not held & _COMMANDS):
        raise RefusedError("an event key: it must have a name or be a shortcut, for text is never told by keys")
    pressed = Key(time, key, fields.text("code", limit=30), down=True, repeat=fields.flag("repeat"), modifiers=held)
    return (*_presses(time, held), pressed)


def _presses(time: int, held: Modifier) -> Iterator[Key]:
    """The modifiers of a shortcut go down with it: a page does not tell when they did, and one held for long would seem stuck."""
    before = NO_MODIFIER
    for name, flag in MODIFIERS.items():
        if held & flag:
            yield Key(time, name, "", down=True, modifiers=before)
            before |= flag


def _is_name(key: str) -> bool:
    return len(key) > 1 and key.isascii() and key.isalnum() and key[0].isupper()


def _select(fields: Fields, time: int) -> tuple[Event, ...]:
    target = _element(fields, "target")
    if target is None:
        raise RefusedError("an event select: target must be an element")
    return (Selection(time, target, fields.text("option", limit=_OPTION), fields.integer("index", -1, 1_000_000)),)


def _input(fields: Fields, time: int) -> tuple[Event, ...]:
    kind = fields.text("input_type", limit=30)
    if kind not in _INPUT_TYPES:
        raise RefusedError("an event input: input_type must be one that is known")
    data = fields.text("data", limit=_TEXT) if fields.has("data") else None
    if kind == "insertFromPaste" and data is not None:
        raise RefusedError("an event input: what was pasted is never told")
    return (Input(time, kind, data),)


def _navigate(_: Fields, __: int) -> tuple[Event, ...]:
    return ()


_READERS: dict[str, tuple[set[str], Callable[[Fields, int], tuple[Event, ...]]]] = {
    "button": ({"x", "y", "button", "pressed", "target"}, _button),
    "move": ({"x", "y"}, _move),
    "wheel": ({"x", "y", "delta_x", "delta_y"}, _wheel),
    "key": ({"key", "code", "repeat", "modifiers"}, _key),
    "select": ({"target", "option", "index"}, _select),
    "input": ({"input_type", "data"}, _input),
    "navigate": (set(), _navigate),
}
