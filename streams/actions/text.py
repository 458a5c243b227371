"""Texts as they stand when their field closes. A text closes on field, focus or submit, never on a pause."""

from dataclasses import dataclass

from schemas.events import MULTILINE_ROLES, Element, Input, Modifier
from streams.actions.cuts import Cuts, withhold
from streams.actions.draft import DraftStep, Text
from streams.actions.edits import replay
from streams.actions.joins import Joins
from streams.actions.place import Place, identity
from streams.actions.run import Run
from streams.actions.steps import Steps
from streams.actions.waits import Span

_WORD = Modifier.CONTROL | Modifier.ALT


@dataclass(slots=True, repr=False)
class _Open:
    """The text in progress, and what its step will show of it."""

    begin: int
    run: Run
    text: Text


class Texts:
    """The text in progress of the focused field.

    Attributes:
        spans: from the first key of each text to where it closed: nothing is told of what lies within.
    """

    def __init__(self, steps: Steps, place: Place, joins: Joins, room: int, *, cut: bool) -> None:
        self.spans: list[Span] = []
        self._steps = steps
        self._place = place
        self._joins = joins
        self._room = room
        self._cuts = Cuts(cut=cut)
        self._open: _Open | None = None
        self._closed: Text | None = None  # the field's text before this one, until another field is focused
        self._value = ""  # of the field when that closed, as far as it is known
        self._ended = False  # that value: what is typed next belongs to another

    @property
    def multiline(self) -> bool:
        """Whether Enter makes a line in the focused field."""
        element = self._place.element
        return element is not None and element.role.lower() in MULTILINE_ROLES

    @property
    def open(self) -> bool:
        """Whether a text is in progress."""
        return self._open is not None

    def insert(self, time: int, text: str) -> None:
        """Type into the focused field."""
        self._run(time).insert(text)

    def edit(self, time: int, key: str, held: Modifier) -> bool:
        """Replay an editing key; whether it was one, and a text in progress took it."""
        if self._open is None:
            return False
        editing = not held & Modifier.META
        if editing and self._open.run.edit(key, word=bool(held & _WORD), select=bool(held & Modifier.SHIFT)):
            return True
        self._interrupt(time)
        return False

    def command(self, time: int, name: str) -> None:
        """Replay what a shortcut does: Select, Cut, Paste, Undo or Redo; others leave the text alone."""
        if self._open is None:
            return
        run = self._open.run
        if name == "Select":
            run.select_all()
        elif name in {"Cut", "Paste"}:
            run.remove()
        if name in {"Paste", "Redo"} or (name == "Undo" and not run.undo()):
            self._interrupt(time)

    def input(self, event: Input) -> None:
        """Replay a change that no key made."""
        if event.input_type == "change":
            self._change(event)
            return
        inserts = event.data is not None and not event.input_type.startswith(("delete", "history"))
        if (inserts or self._open is not None) and not replay(event, self._run(event.time)):
            self._interrupt(event.time)

    def click(self, time: int, target: Element | None) -> None:
        """A button went down on `target`, as far as that is known."""
        focused = self._place.element
        if focused is None:
            self.close(time)
        elif self._open is not None and (target is None or identity(target) == identity(focused)):
            self._open.run.lose_caret()

    def close(self, time: int) -> None:
        """Close the text; the same value may go on."""
        if self._open is None:
            return
        begin, run, text = self._open.begin, self._open.run, self._open.text
        self._open = None
        self._closed = text
        self.spans.append((begin, time))
        if run.oversize:
            withhold(text, "oversize")
            return
        text.final, text.snapshots = run.text, run.snapshots
        self._cuts.add(text)
        self._value += text.final
        if text.withheld is None:
            self._joins.add(text)

    def submit(self, time: int) -> None:
        """Close the text for good: its value is settled, and nothing joins it."""
        self.settle(time)
        self._joins.drop()

    def settle(self, time: int) -> None:
        """Close the text; its value ends here."""
        self.close(time)
        self._cuts.settle()
        self._ended = True

    def leave(self) -> None:
        """Another field has the keyboard from here on."""
        self._closed, self._value = None, ""

    def cut(self, time: int) -> None:
        """Events are missing here: what is in progress is withheld on both sides."""
        self.close(time)
        self._cuts.cut()
        self._joins.clear()
        self.leave()

    def _interrupt(self, time: int) -> None:
        """What happens next to the text is not known, or not its own: what is typed after that is another step.

        Only at its end: a text whose caret stands elsewhere would go on in the wrong place.
        """
        if self._open is not None and self._open.run.at_end:
            self.close(time)
        elif self._open is not None:
            self._open.run.checkpoint()

    def _run(self, time: int) -> Run:
        if self._open is None:
            if self._ended:
                self._value, self._ended = "", False
            text = Text("")
            self._steps.add(DraftStep("type", time, element=self._place.element, text=text))
            self._open = _Open(time, Run(self._room), text)
        return self._open.run

    def _change(self, event: Input) -> None:
        """Take over the field's final value; it comes after the key that submitted it."""
        closed, value = self._closed, event.data
        if value is None or value == self._value + (self._open.run.text if self._open else ""):
            return
        if self._open is not None or closed is None:
            self._run(event.time).replace(value)
            self._value = ""
        elif closed.withheld is None and closed.final != value:
            closed.snapshots.append(closed.final)
            closed.final = self._value = value
