"""Events to batches: one message per window and stretch of time, so that a stream of clicks stays cheap to carry."""

from dataclasses import dataclass, field

from schemas.events import MULTILINE_ROLES, Context, ElementEvent, Event, Focus, Input, Key, Modifier

MAX_EVENTS = 256
MAX_MILLISECONDS = 5_000  # event time from the first event to the last

_COMMAND = Modifier.CONTROL | Modifier.ALT | Modifier.META


@dataclass(slots=True, repr=False)
class Batch:
    """Events of one window, in order, and where the first one happened."""

    context: Context
    events: list[Event] = field(default_factory=list)
    text_open: bool = False
    end: bool = False


class Batcher:
    """Collects events; returns a batch when the next event does not belong to it. Knows time from the events alone."""

    def __init__(self, max_events: int = MAX_EVENTS, max_milliseconds: int = MAX_MILLISECONDS) -> None:
        self._max_events = max_events
        self._max_milliseconds = max_milliseconds
        self._batch: Batch | None = None
        self._text_open = False

    def add(self, event: Event, context: Context) -> Batch | None:
        """Take in an event; returns the batch that it leaves behind, if it begins another."""
        done = self.flush() if self._batch and self._leaves(self._batch, event, context) else None
        if self._batch is None:
            self._batch = Batch(context)
        self._batch.events.append(event)
        self._text_open = _text_open(event, context, before=self._text_open)
        return done

    def flush(self) -> Batch | None:
        """The batch in progress, if there is one: for a source that sees time pass without events."""
        done, self._batch = self._batch, None
        if done:
            done.text_open = self._text_open
        return done

    def due(self, now: int) -> bool:
        """Whether the batch in progress has waited long enough; `now` is in the events' time."""
        return self._batch is not None and now - self._batch.events[0].time >= self._max_milliseconds

    def _leaves(self, batch: Batch, event: Event, context: Context) -> bool:
        return (
            isinstance(event, Focus)
            or len(batch.events) >= self._max_events
            or not 0 <= event.time - batch.events[0].time < self._max_milliseconds
            or not _same_window(batch.context, context)
        )


def _same_window(one: Context, other: Context) -> bool:
    return one is other or (one.application, one.window_title, one.screen) == (
        other.application,
        other.window_title,
        other.screen,
    )


def _text_open(event: Event, context: Context, *, before: bool) -> bool:
    """Whether text is in progress after an event. In doubt it is: then nothing cuts it without withholding it."""
    if isinstance(event, Focus) or (isinstance(event, ElementEvent) and event.focused):
        return False
    if isinstance(event, Input):
        return event.input_type != "change"
    if not isinstance(event, Key) or not event.down:
        return before
    if event.key == "Tab" or (event.key == "Enter" and _submits(event, context)):
        return False
    printable = len(event.key) == 1 and not event.modifiers & _COMMAND
    return before or printable or event.key in {"Backspace", "Delete"}


def _submits(enter: Key, context: Context) -> bool:
    many_lines = context.element is not None and context.element.role.lower() in MULTILINE_ROLES
    return not enter.modifiers & Modifier.SHIFT and not many_lines
