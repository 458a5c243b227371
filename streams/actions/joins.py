"""Texts that may be parts of one value, joined so that detection sees it whole.

Who switches windows in the middle of a number comes back to the same field: two texts, neither of which shows a number. They are
listed together, also a later one that was deleted again, since it still completes what was typed before. A title may change while
a field is typed in, so the same element of an application counts too.
"""

from streams.actions.draft import Text
from streams.actions.place import Place, identity


class Joins:
    """The texts of every field, for as long as it is not submitted."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._groups: list[list[Text]] = []
        self._open: dict[tuple[str, ...], list[Text]] = {}  # since the field was last submitted

    def add(self, text: Text) -> None:
        """Join a text of the focused field to those before it."""
        for name in self._names():
            self._group(name).append(text)

    def drop(self) -> None:
        """The focused field was submitted: what follows there is another value."""
        for name in self._names():
            self._open.pop(name, None)

    def clear(self) -> None:
        """Events are missing: nothing follows what was typed before."""
        self._open.clear()

    def joined(self) -> list[list[Text]]:
        """Texts that belong together, each list once; texts that hold nothing and never did are left out."""
        groups = ([text for text in group if text.final or text.snapshots] for group in self._groups)
        return list({tuple(map(id, texts)): texts for texts in groups if len(texts) > 1}.values())

    def _group(self, name: tuple[str, ...]) -> list[Text]:
        if name not in self._open:
            self._open[name] = []
            self._groups.append(self._open[name])
        return self._open[name]

    def _names(self) -> list[tuple[str, ...]]:
        application, window_title = self._place.window
        element = identity(self._place.element)
        return [(application, *element), (application, window_title, *element)]
