"""Messages of the extension, read strictly: what is not exactly one of them is refused."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from producers.browser.events import Told, told
from producers.browser.fields import Fields, RefusedError
from schemas.events import Discreet, Screen

BROWSERS = frozenset({"chromium", "google-chrome", "microsoft-edge"})

_VERSION = 1
_GROUPS, _EVENTS = 2_000, 10_000
_HEADING, _SESSION = 600, 64
_MANY = 1 << 53
_SCREEN = {"width", "height", "scale", "window_x", "window_y", "window_width", "window_height"}
_PIXELS = 100_000


@dataclass(frozen=True, slots=True)
class Hello:
    """The extension is there; `browser` is what the policy knows it by."""

    browser: str


@dataclass(frozen=True, slots=True, repr=False)
class Group(Discreet):
    """Events of one frame, in order.

    Attributes:
        heading: title and route of the tab.
        screen: geometry of screen and window.
        events: what happened; those that say nothing of a person are None.
    """

    heading: str
    screen: Screen
    events: tuple[Told, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Events(Discreet):
    """What happened.

    Attributes:
        session: of the extension's worker.
        sequence: of the message in it, from 1; one that was sent again has the same.
        lost: how many events the extension had no room for.
        groups: in order.
    """

    session: str
    sequence: int
    lost: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A wish: `pause`, `resume`, or the `state`."""

    wish: str


Message = Hello | Events | Request


def parse(content: bytes) -> Message:
    """The message of a frame.

    Raises:
        RefusedError: it is none.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise RefusedError("the message is no JSON") from None
    kind = found.get("type") if isinstance(found, dict) else None
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise RefusedError("the message is of no type that is known")
    return reader(found)


def _hello(found: object) -> Hello:
    fields = Fields.of(found, "hello", {"type", "version", "browser"})
    fields.integer("version", _VERSION, _VERSION)
    browser = fields.text("browser", limit=40)
    if browser not in BROWSERS:
        raise RefusedError("hello: browser must be one that is known")
    return Hello(browser)


def _events(found: object) -> Events:
    fields = Fields.of(found, "events", {"type", "session", "sequence", "lost", "groups"})
    groups = tuple(_group(group) for group in fields.items("groups", _GROUPS))
    return Events(
        fields.text("session", limit=_SESSION), fields.integer("sequence", 1, _MANY), fields.integer("lost", 0, _MANY), groups
    )


def _group(found: object) -> Group:
    fields = Fields.of(found, "a group", {"heading", "screen", "events"})
    screen = _screen(fields.fields["screen"]) if fields.has("screen") else Screen()
    return Group(fields.text("heading", limit=_HEADING), screen, tuple(told(event) for event in fields.items("events", _EVENTS)))


def _screen(found: object) -> Screen:
    fields = Fields.of(found, "a screen", _SCREEN)
    pixels = {name: fields.integer(name, -_PIXELS, _PIXELS) for name in sorted(_SCREEN - {"scale"})}
    return Screen(scale=float(fields.number("scale", 0.01, 100)), **pixels)


def _request(found: object) -> Request:
    return Request(Fields.of(found, "a request", {"type"}).text("type", limit=10))


_READERS: dict[str, Callable[[object], Message]] = {
    "hello": _hello,
    "events": _events,
    "pause": _request,
    "resume": _request,
    "state": _request,
}
