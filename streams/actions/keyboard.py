"""Keys to keys, hotkeys and text."""

from schemas.events import Key, Modifier
from streams.actions.draft import DraftStep
from streams.actions.keys import MODIFIERS, is_named, is_shortcut, is_text, normal
from streams.actions.modifiers import Modifiers
from streams.actions.place import Place
from streams.actions.text import Texts
from streams.actions.thresholds import Thresholds

_COMMAND = Modifier.CONTROL | Modifier.META


class Keyboard:
    """Sorts keys: what gives or edits text goes to the text in progress, what else a person pressed is a step."""

    def __init__(self, steps: list[DraftStep], place: Place, texts: Texts, thresholds: Thresholds) -> None:
        self._steps = steps
        self._place = place
        self._texts = texts
        self._modifiers = Modifiers(thresholds)
        self._latest: DraftStep | None = None

    def key(self, event: Key) -> None:
        """Take in a key. Only modifiers matter when they go up, and `event.modifiers` tells that too."""
        if not event.down:
            return
        if event.key in MODIFIERS:
            self._modifiers.press(event)
            return
        key, held = normal(event.key), self._modifiers.held(event)
        if is_named(key):
            self._named(event, key, held)
        elif is_text(key):
            self._character(event, key, held)

    def forget(self) -> None:
        """Forget what is held: events are missing."""
        self._modifiers.forget()
        self._latest = None

    def _character(self, event: Key, key: str, held: Modifier) -> None:
        if not is_shortcut(key, held):
            self._texts.insert(event.time, key)
        elif spelt := self._modifiers.spell(key):
            self._retract(spelt)
            self._texts.insert(event.time, key)
        else:
            if held & _COMMAND:
                self._texts.command(key.lower())
            self._modifiers.add(self._press(event, key, held))

    def _retract(self, hotkeys: list[DraftStep]) -> None:
        """A stuck modifier made hotkeys of text: type it."""
        self._latest = None
        for step in hotkeys:
            self._steps.remove(step)
            self._texts.insert(step.time, step.keys[-1])

    def _named(self, event: Key, key: str, held: Modifier) -> None:
        if key == "Enter" and self._breaks_line(held):
            self._texts.insert(event.time, "\n")
            return
        if self._texts.edit(key, held):
            return
        if key == "Enter":
            self._texts.submit()
        elif key == "Tab":
            self._texts.settle()
        elif key == "Escape":
            self._texts.close()
        self._press(event, key, held)

    def _breaks_line(self, held: Modifier) -> bool:
        """Whether Enter makes a line: with Shift in a text in progress, or plain in a field of many lines."""
        return (held == Modifier.SHIFT and self._texts.open) or (not held & ~Modifier.SHIFT and self._texts.multiline)

    def _press(self, event: Key, key: str, held: Modifier) -> DraftStep:
        """The step of a key; while it is held it is one step, which lasts."""
        keys = [*(name for name, flag in MODIFIERS.items() if held & flag), key]
        latest = self._latest
        if event.repeat and latest is not None and latest.keys == keys:
            latest.duration = event.time - latest.time
            return latest
        kind = "hotkey" if len(keys) > 1 else "key"
        self._latest = step = DraftStep(kind, event.time, keys=keys, element=self._place.element)
        self._steps.append(step)
        return step
