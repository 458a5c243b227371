"""Which modifiers are really held. A release that never came must not turn what is typed into hotkeys, which are not redacted."""

from itertools import groupby

from schemas.events import NO_MODIFIER, Key, Modifier
from streams.actions.draft import DraftStep
from streams.actions.keys import MODIFIERS
from streams.actions.thresholds import Thresholds


class Modifiers:
    """Since when each modifier is held, and the hotkeys it gave: held too long, or a word spelt, and it is stuck."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._since: dict[Modifier, int | None] = {}  # None: stuck
        self._hotkeys: list[DraftStep] = []

    def held(self, event: Key) -> Modifier:
        """The modifiers of an event, but for those that are stuck."""
        if not event.modifiers:
            self.forget()
            return NO_MODIFIER
        held, latest = NO_MODIFIER, event.time - self._thresholds.modifier_hold_ms
        for flag in MODIFIERS.values():
            if not event.modifiers & flag:
                self._since.pop(flag, None)
            elif (since := self._since.setdefault(flag, event.time)) is not None and since >= latest:
                held |= flag
        return held

    def press(self, event: Key) -> None:
        """A modifier went down anew: it is not stuck."""
        if not event.repeat:
            self._since[MODIFIERS[event.key]] = event.time
            self._hotkeys.clear()

    def add(self, hotkey: DraftStep) -> None:
        """Remember a character's hotkey in the present hold; a repeated one comes again and again."""
        if hotkey not in self._hotkeys[-1:]:
            self._hotkeys.append(hotkey)

    def spell(self, letter: str) -> list[DraftStep]:
        """The hotkeys of this hold that are text after all, if one more spells a word: undo, undo, undo does not."""
        letters = [*(step.keys[-1].lower() for step in self._hotkeys), letter.lower()]
        if sum(1 for _ in groupby(letters)) <= self._thresholds.hotkey_letters:
            return []
        spelt, self._hotkeys = self._hotkeys, []
        self._since = dict.fromkeys(self._since)
        return spelt

    def forget(self) -> None:
        """Nothing is held any more, or events are missing."""
        self._since.clear()
        self._hotkeys.clear()
