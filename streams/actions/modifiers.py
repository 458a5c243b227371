"""Which modifiers are really held. A release that never came must not turn what is typed into hotkeys, which are not redacted."""

from schemas.events import NO_MODIFIER, Key, Modifier
from streams.actions.draft import DraftStep
from streams.actions.thresholds import Thresholds


class Modifiers:
    """Since when each modifier is held, and the hotkeys it gave: held too long, or a word spelt, and it is stuck.

    A hold begins anew with what only a person does who holds it: the key repeats, or other keys than characters go on with it.
    Shift makes no hotkeys of characters, so these go on with it, too.
    """

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._since: dict[Modifier, int | None] = {}  # None: stuck
        self._hotkeys: list[tuple[DraftStep, str]] = []
        self._letters = 0  # of the hotkeys, one that follows itself counted once, and every digit

    def held(self, event: Key, *, text: bool) -> Modifier:
        """The modifiers of a key, one that gives `text` or another, but for those that are stuck."""
        if not event.modifiers:
            self.forget()
            return NO_MODIFIER
        held, latest = NO_MODIFIER, event.time - self._thresholds.modifier_hold_ms
        for flag in Modifier:
            if not event.modifiers & flag:
                self._since.pop(flag, None)
            elif (since := self._since.setdefault(flag, event.time)) is not None and since >= latest:
                held |= flag
                if flag is Modifier.SHIFT or not text:
                    self._since[flag] = event.time
        return held

    def press(self, flag: Modifier, event: Key) -> None:
        """A modifier went down anew: it is not stuck. Beside another one that is held, it begins no new hold."""
        if event.repeat:
            if self._since.get(flag) is not None:
                self._since[flag] = event.time
        else:
            self._since[flag] = event.time
            if not event.modifiers & ~flag:
                self._hotkeys, self._letters = [], 0

    def add(self, hotkey: DraftStep, key: str) -> None:
        """Remember the hotkey that a character gave in the present hold; a repeated one comes again and again."""
        self._letters += self._is_another(key)
        if not self._hotkeys or self._hotkeys[-1][0] is not hotkey:
            self._hotkeys.append((hotkey, key))

    def spell(self, key: str) -> list[tuple[DraftStep, str]]:
        """The hotkeys of this hold that are text after all, if one more spells a word: undo, undo, undo does not."""
        if self._letters + self._is_another(key) <= self._thresholds.hotkey_letters:
            return []
        spelt, self._hotkeys, self._letters = self._hotkeys, [], 0
        self._since = dict.fromkeys(self._since)
        return spelt

    def forget(self) -> None:
        """Nothing is held any more, or events are missing."""
        if self._since or self._hotkeys:
            self._since.clear()
            self._hotkeys, self._letters = [], 0

    def _is_another(self, key: str) -> bool:
        return key.isdigit() or not self._hotkeys or self._hotkeys[-1][1].lower() != key.lower()
