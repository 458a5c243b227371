"""One text in progress: its edit buffer, and the states it went through."""

from collections.abc import Callable

from streams.actions.buffer import Buffer

_MOVES: dict[str, Callable[..., None]] = {
    "ArrowLeft": Buffer.left,
    "ArrowRight": Buffer.right,
    "Home": Buffer.home,
    "End": Buffer.end,
}
_LINES: dict[str, Callable[..., None]] = {"ArrowUp": Buffer.up, "ArrowDown": Buffer.down}
_DELETIONS: dict[str, Callable[..., None]] = {"Backspace": Buffer.backspace, "Delete": Buffer.delete}


class Run:
    """Replays what is done to a field from its first key on.

    A snapshot is taken before what was typed since the last one may go: before a burst of deletions, the replacement of a
    selection, an insertion elsewhere in the text, and whenever something of unknown effect is done.

    Attributes:
        snapshots: earlier states, oldest first.
        oversize: there was no room for another snapshot, so the text may not be shown.
        unsure: what was typed last may stand elsewhere in the text.
    """

    def __init__(self, room: int) -> None:
        self.snapshots: list[str] = []
        self.oversize = False
        self.unsure = False
        self._room = room  # for snapshots, characters
        self._buffer = Buffer()
        self._typed = False  # since the last snapshot
        self._moved = False  # since the last insertion
        self._lost = False  # the caret may be anywhere
        self._composed = 0  # characters of the composition before the caret
        self._undoable: tuple[str, int] | None = None  # text and caret before a deletion that is undone as a whole

    @property
    def text(self) -> str:
        """The field's text, as far as it is known."""
        return self._buffer.text

    def checkpoint(self) -> None:
        """Take a snapshot, unless nothing was typed since the last one."""
        if self._typed:
            self._snapshot()
        self._typed, self._composed = False, 0

    def insert(self, text: str) -> None:
        """Type at the caret, over the selection."""
        buffer = self._buffer
        if buffer.selected or (self._moved and buffer.caret < len(buffer)):
            self.checkpoint()
        buffer.insert(text)
        self._typed, self._moved, self._composed, self._undoable = True, False, 0, None
        self.unsure |= self._lost

    def compose(self, text: str, *, replaces: bool) -> None:
        """Show another state of what an input method composes; it `replaces` the one before, unless that is selected anyway."""
        if not self._composed:
            self.insert(text)
        else:
            if replaces and not self._buffer.selected:
                self._buffer.select(self._buffer.caret - self._composed, self._buffer.caret)
            self._buffer.insert(text)
        self._composed = len(text)

    def commit(self) -> None:
        """What was composed stays; what is composed next comes after it."""
        self._composed = 0

    @property
    def at_end(self) -> bool:
        """Whether what is typed next comes after all of the text."""
        return self._buffer.caret == len(self._buffer) and not self._buffer.selected

    def edit(self, key: str, *, word: bool, select: bool) -> bool:
        """Replay an editing key; whether it is one. Up and down are only where there is more than one line.

        A key that leads out of the text at its end is none: what was there before, or who came next, is not known.
        """
        at_end, before = self.at_end, self._buffer.caret
        return self._edit(key, word=word, select=select) and not (at_end and self.at_end and self._buffer.caret == before)

    def _edit(self, key: str, *, word: bool, select: bool) -> bool:
        if deletion := _DELETIONS.get(key):
            self.unsure |= self._lost
            self._note(undoable=word or self._buffer.selected)
            deletion(self._buffer, word=word)
        elif move := _MOVES.get(key) or ("\n" in self.text and _LINES.get(key)):
            move(self._buffer, word=word, select=select)
            self._moved, self._composed = True, 0
        else:
            return False
        return True

    def select(self, start: int, end: int) -> None:
        """Select a range of characters; negative for what is selected already."""
        if start >= 0 and end >= 0:
            before = self._buffer.caret
            self._buffer.select(start, end)
            self._moved |= self._buffer.caret != before

    def select_all(self) -> None:
        """Select the text."""
        self._buffer.select(0, len(self._buffer))

    def remove(self) -> None:
        """Delete the selection, if any: it is cut, or something that is not known is pasted over it."""
        self._note(undoable=self._buffer.selected)
        self._buffer.insert("")

    def undo(self) -> bool:
        """Take back the last deletion, if it is one that every editor takes back as a whole; whether it is."""
        self.checkpoint()
        if self._undoable is None:
            return False
        text, caret = self._undoable
        self._undoable = None
        self.select_all()
        self._buffer.insert(text)
        self._buffer.select(caret, caret)
        return True

    def lose_caret(self) -> None:
        """The caret may be anywhere after a click: go on at the end."""
        self.checkpoint()
        self._lost = len(self._buffer) > 0
        self._buffer.select(len(self._buffer), len(self._buffer))

    def replace(self, text: str) -> None:
        """Set the field's text as it is now known."""
        if text != self.text:
            self.checkpoint()
            self.select_all()
            self._buffer.insert(text)
            self._typed, self._undoable = True, None

    def _note(self, *, undoable: bool) -> None:
        """Note the state before a deletion."""
        self.checkpoint()
        self._undoable = (self.text, self._buffer.caret) if undoable else None

    def _snapshot(self) -> None:
        self._room -= len(self._buffer)
        self.oversize |= self._room < 0
        if not self.oversize:
            self.snapshots.append(self._buffer.text)
