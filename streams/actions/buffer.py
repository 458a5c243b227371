"""A text field as its editor sees it: characters, a caret and a selection."""

import re

_WORD_BEFORE = re.compile(r"\s*(?:\w+|[^\w\s]+)?")  # read backwards
_WORD_AFTER = re.compile(r"(?:\w+|[^\w\s]+)?\s*")


class Buffer:
    """Replays editing keys. It begins empty: what stood in the field before is not known, and is out of the caret's reach.

    Words are runs of letters, digits and underscores, or of anything else but spaces; editors differ in the details.
    """

    __slots__ = ("_anchor", "_characters", "_text", "caret")

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._text: str | None = ""  # joined; None once it differs
        self._anchor = 0  # the selection reaches from here to the caret
        self.caret = 0

    def __len__(self) -> int:
        return len(self._characters)

    @property
    def text(self) -> str:
        """What the field shows."""
        if self._text is None:
            self._text = "".join(self._characters)
        return self._text

    @property
    def selected(self) -> bool:
        """Whether characters are selected."""
        return self._anchor != self.caret

    def select(self, start: int, end: int) -> None:
        """Select the characters from `start` to before `end`; both are taken into the text's bounds."""
        self._anchor, self.caret = (max(0, min(at, len(self))) for at in (start, end))

    def insert(self, text: str) -> None:
        """Insert at the caret, in place of the selection."""
        start, end = (self._anchor, self.caret) if self._anchor < self.caret else (self.caret, self._anchor)
        self._characters[start:end] = text
        self._text = None
        self._anchor = self.caret = start + len(text)

    def backspace(self, *, word: bool = False) -> None:
        """Delete the selection, or else the character or word before the caret."""
        if not self.selected:
            self._anchor = self._before(word=word)
        self.insert("")

    def delete(self, *, word: bool = False) -> None:
        """Delete the selection, or else the character or word after the caret."""
        if not self.selected:
            self._anchor = self._after(word=word)
        self.insert("")

    def left(self, *, word: bool = False, select: bool = False) -> None:
        """Move to the character or word before, or to the selection's begin."""
        if self.selected and not select and not word:
            self._move(min(self._anchor, self.caret), select=False)
        else:
            self._move(self._before(word=word), select=select)

    def right(self, *, word: bool = False, select: bool = False) -> None:
        """Move to the character or word after, or to the selection's end."""
        if self.selected and not select and not word:
            self._move(max(self._anchor, self.caret), select=False)
        else:
            self._move(self._after(word=word), select=select)

    def home(self, *, word: bool = False, select: bool = False) -> None:
        """Move to the line's begin; with `word` (Control) to the text's."""
        self._move(0 if word else self._line(self.caret)[0], select=select)

    def end(self, *, word: bool = False, select: bool = False) -> None:
        """Move to the line's end; with `word` (Control) to the text's."""
        self._move(len(self) if word else self._line(self.caret)[1], select=select)

    def up(self, *, word: bool = False, select: bool = False) -> None:  # noqa: ARG002 (the movements share one signature)
        """Move to the same column of the line before, or to the text's begin."""
        start, _ = self._line(self.caret)
        above, end = self._line(start - 1) if start else (0, 0)
        self._move(min(above + self.caret - start, end), select=select)

    def down(self, *, word: bool = False, select: bool = False) -> None:  # noqa: ARG002 (as above)
        """Move to the same column of the line after, or to the text's end."""
        start, end = self._line(self.caret)
        below, last = self._line(end + 1) if end < len(self) else (len(self), len(self))
        self._move(min(below + self.caret - start, last), select=select)

    def _move(self, caret: int, *, select: bool) -> None:
        self.caret = caret
        if not select:
            self._anchor = caret

    def _line(self, at: int) -> tuple[int, int]:
        """Begin and end of the line around a position."""
        text = self.text
        end = text.find("\n", at)
        return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)

    def _before(self, *, word: bool) -> int:
        return self.caret - (_length(_WORD_BEFORE, self.text[: self.caret][::-1]) if word else self.caret > 0)

    def _after(self, *, word: bool) -> int:
        return self.caret + (_length(_WORD_AFTER, self.text[self.caret :]) if word else self.caret < len(self))


def _length(word: re.Pattern[str], text: str) -> int:
    match = word.match(text)
    return match.end() if match else 0
