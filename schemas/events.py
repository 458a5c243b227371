"""The one event model that every source speaks and the reducer reads; names follow W3C Pointer Events, UI Events and ARIA.

Nothing here can print what a person did: a repr shows the kind and nothing else.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag


class Kind(IntEnum):
    """Kinds of event, as numbered in a batch's `order`."""

    POINTER = 0
    BUTTON = 1
    WHEEL = 2
    KEY = 3
    FOCUS = 4
    ELEMENT = 5
    SELECTION = 6
    INPUT = 7


class Modifier(IntFlag):
    """Modifiers held while an event happened, in their canonical order."""

    CONTROL = 1
    ALT = 2
    SHIFT = 4
    META = 8
    ALT_GRAPH = 16


NO_MODIFIER = Modifier(0)
MODIFIERS = {  # by the names of W3C UI Events
    "Control": Modifier.CONTROL,
    "Alt": Modifier.ALT,
    "Shift": Modifier.SHIFT,
    "Meta": Modifier.META,
    "AltGraph": Modifier.ALT_GRAPH,
}

# Roles of elements in which Enter makes a line instead of submitting.
MULTILINE_ROLES = frozenset({"document", "textarea", "text area"})


class Discreet:
    """Shows its type only: what it holds is personal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, slots=True, repr=False)
class Screen(Discreet):
    """Geometry that coordinates refer to, in pixels; 0 where it is not known."""

    width: int = 0
    height: int = 0
    scale: float = 1.0
    window_x: int = 0
    window_y: int = 0
    window_width: int = 0
    window_height: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Element(Discreet):
    """An accessible element; bounds in pixels of the screen, width 0 where they are not known."""

    role: str
    name: str
    identifier: str = ""
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Context(Discreet):
    """Where an event happened, stamped at that moment by its source.

    `application` is None when the source could not tell, `secure` is true in a field whose content must never leave the machine.
    """

    application: str | None
    window_title: str = ""
    element: Element | None = None
    secure: bool = False
    screen: Screen = Screen()


@dataclass(frozen=True, slots=True, repr=False)
class Pointer(Discreet):
    """pointermove to x, y."""

    time: int  # event time, epoch milliseconds, as in all events
    x: int
    y: int


@dataclass(frozen=True, slots=True, repr=False)
class Button(Discreet):
    """pointerdown or pointerup; `button` as in W3C: 0 left, 1 middle, 2 right, 3 back, 4 forward."""

    time: int
    x: int
    y: int
    button: int
    pressed: bool


@dataclass(frozen=True, slots=True, repr=False)
class Wheel(Discreet):
    """wheel, in notches: right and down are positive."""

    time: int
    x: int
    y: int
    delta_x: int
    delta_y: int


@dataclass(frozen=True, slots=True, repr=False)
class Key(Discreet):
    """keydown or keyup; `key` is the character or W3C name, `code` the physical key or empty."""

    time: int
    key: str
    code: str
    down: bool
    repeat: bool = False
    modifiers: Modifier = NO_MODIFIER


@dataclass(frozen=True, slots=True, repr=False)
class Focus(Discreet):
    """A window came to the front."""

    time: int
    application: str
    window_title: str


@dataclass(frozen=True, slots=True, repr=False)
class ElementEvent(Discreet):
    """An element took the keyboard (`focused`), or is the target of the next pointer event."""

    time: int
    element: Element
    focused: bool


@dataclass(frozen=True, slots=True, repr=False)
class Selection(Discreet):
    """An option of a dropdown, list or menu was chosen; `index` from 0, -1 when not known."""

    time: int
    element: Element
    option: str
    index: int = -1


@dataclass(frozen=True, slots=True, repr=False)
class Input(Discreet):
    """The focused element's text changed other than by a key.

    `input_type` as in W3C Input Events, or `change` for a field's final value; `data` is None where it is never captured (paste);
    `start` and `end` bound the replaced text in characters, -1 for the caret.
    """

    time: int
    input_type: str
    data: str | None = None
    start: int = -1
    end: int = -1


Event = Pointer | Button | Wheel | Key | Focus | ElementEvent | Selection | Input

KINDS: dict[type, Kind] = {
    Pointer: Kind.POINTER,
    Button: Kind.BUTTON,
    Wheel: Kind.WHEEL,
    Key: Kind.KEY,
    Focus: Kind.FOCUS,
    ElementEvent: Kind.ELEMENT,
    Selection: Kind.SELECTION,
    Input: Kind.INPUT,
}
