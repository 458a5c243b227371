"""What a desktop has to offer to be recorded: input, the window at the front, the focused element. X11 is built."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from producers.desktop.detail import Detail
from schemas.events import Discreet, Element, Event, Screen


@dataclass(frozen=True, slots=True, repr=False)
class Place(Discreet):
    """Where input goes: a window, and the element in it that has the keyboard.

    Attributes:
        application: what the policy knows the window by; None where it cannot be told.
        title: of the window.
        pid: the process that owns the window; 0 where it is not known.
        window: an id of the window, for comparing alone.
        element: the focused element; None where it is not known.
        secure: whether the element takes a secret, as the accessibility service says.
        screen: geometry of screen and window.
    """

    application: str | None
    title: str = ""
    pid: int = 0
    window: int = 0
    element: Element | None = None
    secure: bool = False
    screen: Screen = field(default_factory=Screen)

    def same(self, other: "Place") -> bool:
        """Whether both are the same element of the same window, whatever their titles."""
        mine, theirs = self.element, other.element
        return (self.window, self.pid, self.secure, mine) == (other.window, other.pid, other.secure, theirs)


@dataclass(frozen=True, slots=True, repr=False)
class Happened(Discreet):
    """Input, or a change that the accessibility service told of; `at` in nanoseconds of the monotonic clock."""

    at: int
    event: Event
    target: Element | None = None
    """The element under the pointer, for what a pointer did; None where it is not known in time."""


@dataclass(frozen=True, slots=True, repr=False)
class Moved(Discreet):
    """A signal that window or focus changed at some time up to `at`: what was known before may no longer hold."""

    at: int


@dataclass(frozen=True, slots=True, repr=False)
class Looked(Discreet):
    """An answer where input goes: true at some moment between `asked` and `at`. `place` is None without an answer."""

    asked: int
    at: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Gone:
    """The desktop has ended, and no other signal follows; `why` is a sentence."""

    why: str


Signal = Happened | Moved | Looked
Receive = Callable[[Signal | Gone], object]


class Backend(Protocol):
    """A desktop. Its threads hand signals to the one receiver they are given, each as soon as it is known."""

    def start(self, receive: Receive, detail: Detail) -> None:
        """Begin to watch, in as much detail as is wanted at each moment.

        Raises:
            HandrailError: there is no such desktop, or it does not let itself be watched; says what is missing.
        """

    def look(self) -> None:
        """Ask where input goes now; a `Looked` follows within the backend's time limit, whatever it says. Does not block."""

    def stop(self) -> None:
        """Watch no more."""
