"""Texts as they stand when their field closes. A text closes on field, focus or submit, never on a pause."""

from dataclasses import dataclass

from schemas.events import Element, Input, Modifier
from schemas.records import Withheld
from streams.actions.draft import DraftStep, Text
from streams.actions.joins import Joins
from streams.actions.place import Place, identity
from streams.actions.run import Run

_MULTILINE = {"document", "textarea", "text area"}
_WORD = Modifier.CONTROL | Modifier.ALT


@dataclass(slots=True, repr=False)
class _Open:
    """The text in progress, and what its step will show of it."""

    run: Run
    text: Text


class Texts:
    """The text in progress of the focused field, and what must be withheld around a cut.

    A text may close without its value being settled: a click where no element is known may have gone anywhere, also into the same
    field. A cut withholds everything up to the first settled end after it, and from the last settled end before it.
    """

    def __init__(self, steps: list[DraftStep], place: Place, joins: Joins, room: int, *, cut: bool) -> None:
        self._steps = steps
        self._place = place
        self._joins = joins
        self._room = room
        self._cut = cut
        self._open: _Open | None = None
        self._closed: Text | None = None  # the field's text before this one, until another field is focused
        self._unsettled: list[Text] = []

    @property
    def multiline(self) -> bool:
        """Whether Enter makes a line in the focused field."""
        element = self._place.element
        return element is not None and element.role.lower() in _MULTILINE

    @property
    def open(self) -> bool:
        """Whether a text is in progress."""
        return self._open is not None

    def insert(self, time: int, text: str) -> None:
        """Type into the focused field."""
        self._run(time).insert(text)

    def edit(self, key: str, held: Modifier) -> bool:
        """Replay an editing key; whether it was one, and a text in progress took it."""
        return self._open is not None and self._open.run.edit(key, word=bool(held & _WORD), select=bool(held & Modifier.SHIFT))

    def command(self, letter: str) -> None:
        """Replay a hotkey of Control or Meta. What undo and paste do is not known: nothing is inserted."""
        if self._open is None:
            return
        run = self._open.run
        if letter == "a":
            run.select_all()
        elif letter in {"x", "v"}:
            run.remove()
        elif letter in {"z", "y"}:
            run.checkpoint()

    def input(self, event: Input) -> None:
        """Replay a change that no key made."""
        kind, data = event.input_type, event.data
        if kind == "change":
            self._change(event)
        elif data is not None and not kind.startswith(("delete", "history")):
            run = self._run(event.time)
            run.select(event.start, event.end)
            (run.compose if kind == "insertCompositionText" else run.insert)(data)
        elif self._open is not None:
            self._open.run.select(event.start, event.end)
            self._alter(self._open.run, kind)

    def click(self, target: Element | None) -> None:
        """A button went down on `target`, as far as that is known."""
        focused = self._place.element
        if focused is None:
            self.close()
        elif self._open is not None and (target is None or identity(target) == identity(focused)):
            self._open.run.lose_caret()

    def close(self) -> None:
        """Close the text; the same value may go on."""
        if self._open is None:
            return
        run, text = self._open.run, self._open.text
        self._open, self._closed = None, text
        if self._cut or run.oversize:
            _withhold(text, "cut" if self._cut else "oversize")
            return
        text.final, text.snapshots = run.text, run.snapshots
        self._joins.add(text)
        self._unsettled.append(text)

    def submit(self) -> None:
        """Close the text for good: its value is settled, and nothing joins it."""
        self.settle()
        self._joins.drop()

    def settle(self) -> None:
        """Close the text; its value ends here."""
        self.close()
        self._cut = False
        self._unsettled.clear()

    def leave(self) -> None:
        """Another field has the keyboard from here on."""
        self._closed = None

    def cut(self) -> None:
        """Events are missing here: what is in progress is withheld on both sides."""
        self.close()
        for text in self._unsettled:
            _withhold(text, "cut")
        self._unsettled.clear()
        self._joins.clear()
        self._closed, self._cut = None, True

    def _run(self, time: int) -> Run:
        if self._open is None:
            text = Text("")
            self._steps.append(DraftStep("type", time, element=self._place.element, text=text))
            self._open, self._closed = _Open(Run(self._room), text), None
        return self._open.run

    def _alter(self, run: Run, kind: str) -> None:
        if kind.startswith("delete"):
            run.edit("Delete" if "Forward" in kind else "Backspace", word="Word" in kind, select=False)
        elif kind in {"insertLineBreak", "insertParagraph"}:
            run.insert("\n")
        elif kind.startswith("history"):
            run.checkpoint()
        else:
            run.remove()

    def _change(self, event: Input) -> None:
        """Take over the field's final value; it comes after the key that submitted it."""
        closed = self._closed
        if event.data is None:
            return
        if self._open is not None or closed is None:
            self._run(event.time).replace(event.data)
        elif closed.withheld is None and closed.final != event.data:
            closed.snapshots.append(closed.final)
            closed.final = event.data


def _withhold(text: Text, reason: Withheld) -> None:
    text.final, text.withheld = "", reason
    text.snapshots.clear()
