"""What becomes of the extension's messages: events in their contexts to a recorder, wishes to its pause, and one answer each."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from producers.browser.fields import RefusedError
from producers.browser.messages import Events, Group, Hello, Message, parse
from schemas.events import Context, Element, ElementEvent, Event, Focus

log = structlog.get_logger()

_SESSIONS = 100

Stamped = tuple[Event, Context]


class Recorder(Protocol):
    """Who records: the agent, or the host itself where there is none."""

    def record(self, stamped: Iterable[Stamped]) -> None:
        """Record events, unless it is paused."""

    def drop(self, reason: str, count: int) -> None:
        """Note what was lost on the way."""

    def wish(self, wish: str) -> None:
        """Pause or resume.

        Raises:
            HandrailError: that cannot be kept.
        """

    def state(self) -> str:
        """`recording` or `paused`."""


@dataclass(slots=True)
class Seen:
    """Messages that were taken in, by session: one that is sent again after a cut is not taken twice."""

    _sequences: OrderedDict[str, int] = field(default_factory=OrderedDict)

    def is_new(self, session: str, sequence: int) -> bool:
        """Whether a message was not taken in yet; it is from now on."""
        new = sequence > self._sequences.get(session, 0)
        if new:
            self._sequences[session] = sequence
            self._sequences.move_to_end(session)
            while len(self._sequences) > _SESSIONS:
                self._sequences.popitem(last=False)
        return new


class Intake:
    """Takes in the messages of one browser, in order.

    Args:
        recorder: who records.
        seen: shared by all intakes of a recorder.
        path: whether the browser is to tell the pointer's path, too: where nobody else records it.

    Attributes:
        browser: what the policy knows it by; empty before it said hello.
        context: where the last thing that it told happened; None before the first.
    """

    def __init__(self, recorder: Recorder, seen: Seen, *, path: bool = False) -> None:
        self.browser = ""
        self.context: Context | None = None
        self._recorder = recorder
        self._seen = seen
        self._path = path
        self._window: tuple[str, str] | None = None
        self._element: Element | None = None

    def take(self, content: bytes) -> dict[str, Any]:
        """Take in a message; the answer to it.

        A message that is refused costs one line in the log, without what it holds, and is counted.

        Raises:
            HandrailError: a pause cannot be kept.
        """
        try:
            self._do(parse(content))
        except RefusedError as refused:
            log.warning("a message of the browser extension is refused", why=str(refused), bytes=len(content))
            self._recorder.drop("refused", 1)
        return {"state": self._recorder.state(), "path": self._path}

    def _do(self, message: Message) -> None:
        if isinstance(message, Hello):
            self.browser = message.browser
        elif isinstance(message, Events):
            self._events(message)
        elif message.wish != "state":
            self._recorder.wish(message.wish)

    def _events(self, message: Events) -> None:
        if not self.browser:
            raise RefusedError("events came before hello")
        if not self._seen.is_new(message.session, message.sequence):
            return
        if message.lost:
            self._recorder.drop("browser_overflow", message.lost)
        for group in message.groups:
            self._recorder.record(list(self._stamped(group)))

    def _stamped(self, group: Group) -> Iterator[Stamped]:
        """Events in their contexts, each after what is new about its place. Of a secret, not even a count is kept."""
        for one in group.events:
            if one.secret:
                continue
            context = self.context = Context(self.browser, group.heading, one.element, secure=False, screen=group.screen)
            for event in [*self._news(one.time, group.heading, one.element), *one.events]:
                yield event, context

    def _news(self, time: int, heading: str, element: Element | None) -> Iterator[Event]:
        window = (self.browser, heading)
        if window != self._window:
            self._window, self._element = window, None
            yield Focus(time, *window)
        if element is not None and element != self._element:
            yield ElementEvent(time, element, focused=True)
        self._element = element
