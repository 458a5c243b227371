"""AgentNet: `events.jsonl` as DuckTrack writes it, with windows in front and elements under the pointer in files beside it."""

from collections.abc import Iterator
from itertools import chain

from producers.recordings.applications import from_process
from producers.recordings.aria import role
from producers.recordings.content import Content
from producers.recordings.ducktrack import pynput_events
from producers.recordings.pynput_rows import Clock, metadata
from producers.recordings.recording import Stamped, stamp
from producers.recordings.rows import json_rows
from schemas.events import Element, ElementEvent, Focus
from schemas.rows import Row

WINDOWS = "top_window.jsonl"
ELEMENTS = "element.jsonl"


def read(content: Content) -> Iterator[Stamped]:
    """The events of a recording merged with its windows and elements, in time order.

    Raises:
        InvalidRecordingError: a line of it, or of a file beside it, is broken.
    """
    start, screen = metadata(content)
    clock, events = pynput_events(content, start)
    return stamp(chain(_windows(content, clock), _elements(content, clock), events), screen)


def _windows(content: Content, clock: Clock) -> Iterator[Focus]:
    file = content.beside(WINDOWS)
    for row in json_rows(file) if file else ():
        name = row.text("top_window_name", "")
        yield Focus(clock.time(row), from_process(name), name)


def _elements(content: Content, clock: Clock) -> Iterator[ElementEvent]:
    """Elements were looked up at the press of a button, and carry a time just before it."""
    file = content.beside(ELEMENTS)
    for row in json_rows(file) if file else ():
        if row.fields.get("a11y_tree") is not None:
            yield ElementEvent(clock.time(row), _element(row.row("a11y_tree")), focused=False)


def _element(row: Row) -> Element:
    control, name, identifier = row.text("ControlType", ""), row.text("Name", ""), row.text("AutomationId", "")
    if row.fields.get("BoundingRectangle") is None:
        return Element(role(control), name, identifier)
    box = row.row("BoundingRectangle")
    left, top = box.pixel("left"), box.pixel("top")
    width, height = max(0, box.pixel("right") - left), max(0, box.pixel("bottom") - top)
    return Element(role(control), name, identifier, left, top, width, height)
