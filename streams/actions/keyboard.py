"""Keys to keys, hotkeys and text."""

from schemas.events import MODIFIERS, Key, Modifier
from streams.actions.draft import DraftStep
from streams.actions.keys import is_named, is_shortcut, is_text
from streams.actions.modifiers import Modifiers
from streams.actions.place import Place
from streams.actions.steps import Steps
from streams.actions.symbols import latin, resolve
from streams.actions.text import Texts
from streams.actions.thresholds import Thresholds

_COMMAND = Modifier.CONTROL | Modifier.META
_COMMANDS = {"a": "Select", "x": "Cut", "v": "Paste", "z": "Undo", "y": "Redo"}
_DELETIONS = frozenset({"Backspace", "Delete"})
_NAMES_OF_COMMANDS = frozenset({"Cut", "Paste", "Undo", "Redo"})


class Keyboard:
    """Sorts keys: what gives or edits text goes to the text in progress, what else a person pressed is a step."""

    def __init__(self, steps: Steps, place: Place, texts: Texts, thresholds: Thresholds) -> None:
        self._steps = steps
        self._place = place
        self._texts = texts
        self._modifiers = Modifiers(thresholds)
        self._latest: DraftStep | None = None

    def press(self, event: Key) -> bool:
        """Take in a key that went down; whether it did something by itself.

        When modifiers go up does not matter: the modifiers of the other keys tell that too.
        """
        key = resolve(event)
        if key in MODIFIERS:
            self._modifiers.press(MODIFIERS[key], event)
            return False
        held = self._modifiers.held(event, text=is_text(key))
        if is_text(key):
            self._character(event, key, held)
        elif is_named(key):
            self._named(event, key, held)
        return True

    def forget(self) -> None:
        """Forget what is held: events are missing."""
        self._modifiers.forget()
        self._latest = None

    def _character(self, event: Key, key: str, held: Modifier) -> None:
        shortcut = latin(event, key) if held else key
        if not is_shortcut(shortcut, held):
            self._texts.insert(event.time, key)
        elif spelt := self._modifiers.spell(key):
            self._retract(spelt)
            self._texts.insert(event.time, key)
        else:
            if held & _COMMAND:
                self._texts.command(event.time, _COMMANDS.get(shortcut.lower(), ""))
            self._modifiers.add(self._step(event, shortcut, held), key)

    def _retract(self, hotkeys: list[tuple[DraftStep, str]]) -> None:
        """A stuck modifier made hotkeys of text: type it."""
        self._latest = None
        for step, key in hotkeys:
            self._steps.drop(step)
            self._texts.insert(step.time, key)

    def _named(self, event: Key, key: str, held: Modifier) -> None:
        if key == "Enter" and self._breaks_line(held):
            self._texts.insert(event.time, "\n")
            return
        if self._texts.edit(event.time, key, held):
            return
        if key == "Enter":
            self._texts.submit(event.time)
        elif key == "Tab":
            self._texts.settle(event.time)
        elif key == "Escape":
            self._texts.close(event.time)
        elif key in _NAMES_OF_COMMANDS:
            self._texts.command(event.time, key)
        elif key == "Insert" and held == Modifier.SHIFT:
            self._texts.command(event.time, "Paste")
        self._step(event, key, held)

    def _breaks_line(self, held: Modifier) -> bool:
        """Whether Enter makes a line: with Shift in a text in progress, or plain in a field of many lines."""
        return (held == Modifier.SHIFT and self._texts.open) or (not held & ~Modifier.SHIFT and self._texts.multiline)

    def _step(self, event: Key, key: str, held: Modifier) -> DraftStep:
        """The step of a key; while it is held it is one step, which lasts and holds the key as often as it repeated.

        Deletions outside a text, in a field that is known, are one step however many: their number tells how much it held.
        """
        keys = [*(name for name, flag in MODIFIERS.items() if held & flag), key]
        latest = self._latest
        again = latest is not None and latest is self._steps.last and latest.keys == keys
        if latest is not None and again and key in _DELETIONS and self._place.element is not None:
            return latest
        if event.repeat and latest is not None and latest.keys[: len(keys)] == keys:
            latest.duration = event.time - latest.time
            latest.keys.append(key)
            return latest
        kind = "hotkey" if len(keys) > 1 else "key"
        self._latest = self._steps.add(DraftStep(kind, event.time, keys=keys, element=self._place.element))
        return self._latest
