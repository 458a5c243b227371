"""Texts that may be parts of one value, joined so that detection sees it whole.

Who switches windows in the middle of a number comes back to the same field: two texts, neither of which shows a number. They are
listed together, and both get snapshots of where they meet, since the later one may be deleted again. A title may change while a
field is typed in, so the same element of an application counts too.
"""

from dataclasses import dataclass, field

from streams.actions.draft import Text
from streams.actions.place import Place, identity
from streams.actions.thresholds import Thresholds


@dataclass(slots=True, repr=False)
class _Group:
    """The texts of a field since it was last submitted, and the end of all that they say."""

    texts: list[Text] = field(default_factory=list)
    tail: str = ""


class Joins:
    """The texts of every field, for as long as it is not submitted."""

    def __init__(self, place: Place, thresholds: Thresholds) -> None:
        self._place = place
        self._size = thresholds.join_characters
        self._groups: list[_Group] = []
        self._open: dict[tuple[str, ...], _Group] = {}

    def add(self, text: Text) -> None:
        """Join a text of the focused field to those before it."""
        heads = list(dict.fromkeys(state[: self._size] for state in (*text.snapshots, text.final) if state))
        groups = [self._group(name) for name in self._names()]
        for earlier, tail in {id(group.texts[-1]): (group.texts[-1], group.tail) for group in groups if group.texts}.values():
            meetings = [tail + head for head in heads]
            text.snapshots += meetings
            earlier.snapshots += meetings
        for group in groups:
            group.texts.append(text)
            group.tail = (group.tail + text.final)[-self._size :]

    def drop(self) -> None:
        """The focused field was submitted: what follows there is another value."""
        for name in self._names():
            self._open.pop(name, None)

    def clear(self) -> None:
        """Events are missing: nothing follows what was typed before."""
        self._open.clear()

    def joined(self) -> list[list[Text]]:
        """Texts that belong together, each list once; texts of which nothing is left are left out."""
        groups = ([text for text in group.texts if text.final] for group in self._groups)
        return list({tuple(map(id, texts)): texts for texts in groups if len(texts) > 1}.values())

    def _group(self, name: tuple[str, ...]) -> _Group:
        if name not in self._open:
            self._open[name] = _Group()
            self._groups.append(self._open[name])
        return self._open[name]

    def _names(self) -> list[tuple[str, ...]]:
        application, window_title = self._place.window
        element = identity(self._place.element)
        return [(application, *element), (application, window_title, *element)]
