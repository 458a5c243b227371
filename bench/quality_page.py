"""A plain page that steps, or the keys of a log, are typed on: what a program would see that replays them.

It knows nothing of the layout: a click or a drag puts the caret at the end, and keys that move by lines leave it where it is.
"""

from collections import defaultdict
from collections.abc import Iterable

from streams.actions.draft import Draft, DraftStep

_COMMANDS = {"Control", "Alt", "Meta"}
_POINTER = {"click", "double_click", "triple_click", "right_click", "middle_click", "drag"}


class Page:
    """Text and a caret."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._caret = 0

    @property
    def text(self) -> str:
        """What the page shows."""
        return "".join(self._characters)

    def type(self, text: str) -> None:
        """Insert at the caret."""
        self._characters[self._caret : self._caret] = text
        self._caret += len(text)

    def press(self, key: str) -> None:
        """Press a key by its W3C name; one that edits nothing is passed over."""
        if key == "Enter":
            self.type("\n")
        elif key == "Backspace" and self._caret:
            self._caret -= 1
            del self._characters[self._caret]
        elif key == "Delete":
            del self._characters[self._caret : self._caret + 1]
        elif key in {"ArrowLeft", "ArrowRight"}:
            self._caret = max(0, min(len(self._characters), self._caret + (1 if key == "ArrowRight" else -1)))

    def click(self) -> None:
        """Click somewhere: nobody knows where that puts the caret."""
        self._caret = len(self._characters)


def replayed(drafts: Iterable[Draft]) -> str:
    """The text of the window in which most was typed, after all steps were replayed."""
    pages: defaultdict[str, Page] = defaultdict(Page)
    for draft in drafts:
        page = pages[draft.window_title]
        for step in draft.steps:
            if step.kind == "focus":
                page = pages[step.window_title or ""]
            else:
                _replay(step, page)
    return longest(pages.values())


def longest(pages: Iterable[Page]) -> str:
    """The longest text of all pages; empty where there is none."""
    return max((page.text for page in pages), key=len, default="")


def _replay(step: DraftStep, page: Page) -> None:
    if step.text is not None:
        page.type(step.text.final)
    elif step.kind in _POINTER:
        page.click()
    elif step.keys and not _COMMANDS & set(step.keys):
        for key in step.keys:
            page.press(key)
