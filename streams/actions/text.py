"""Texts as they stand when their field closes. A text closes on field, focus or submit, never on a pause."""

from dataclasses import dataclass

from schemas.events import MULTILINE_ROLES, Element, Input, Modifier
from streams.actions.cuts import Cuts, withhold
from streams.actions.draft import DraftStep, Text
from streams.actions.edits import is_paste, replay
from streams.actions.joins import Joins
from streams.actions.place import Place, identity
from streams.actions.run import Run
from streams.actions.steps import Steps
from streams.actions.waits import Span

_WORD = Modifier.CONTROL | Modifier.ALT
_BACK = frozenset({"ArrowLeft", "Home", "Backspace"})  # keys that lead back into what was typed before


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
        self._moved = False  # the text that is typed next may stand anywhere in the field

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
            self._moved |= key in _BACK and self._closed is not None and not self._ended
            return False
        editing = not held & Modifier.META
        if editing and self._open.run.edit(key, word=bool(held & _WORD), select=bool(held & Modifier.SHIFT)):
            return True
        self._interrupt(time)
        self._moved |= key in _BACK
        return False

    def command(self, time: int, name: str) -> None:
        """Replay what a shortcut does: Select, Cut, Paste, Undo or Redo; others leave the text alone."""
        run = self._open.run if self._open else None
        if run is not None and name == "Select":
            run.select_all()
        elif run is not None and name in {"Cut", "Paste"}:
            run.remove()
        if name in {"Paste", "Redo"} or (name == "Undo" and not (run and run.undo())):
            self._change_unknown(time)

    def input(self, event: Input) -> None:
        """Replay a change that no key made."""
        if event.input_type == "change":
            self._change(event)
            return
        inserts = event.data is not None and not event.input_type.startswith(("delete", "history"))
        reaches = inserts or self._open is not None
        if not replay(event, self._run(event.time)) if reaches else is_paste(event):
            self._change_unknown(event.time)

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
        text.unsure |= run.unsure
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
        self._ended, self._moved = True, False

    def leave(self) -> None:
        """Another field has the keyboard from here on."""
        self._closed, self._value, self._moved = None, "", False

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

    def _change_unknown(self, time: int) -> None:
        """Something that is not told was put into the text, or taken out."""
        text = self._open.text if self._open else self._closed
        if text is not None and not self._ended:
            text.unsure = True
        self._interrupt(time)
        self._moved = True

    def _run(self, time: int) -> Run:
        if self._open is None:
            if self._ended:
                self._value, self._ended = "", False
            elif self._closed is not None:
                self._closed.unsure |= self._moved
            text = Text("", unsure=self._moved)
            self._moved = False
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
