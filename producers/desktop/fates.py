"""Releases share the fate of their presses: let go after a password field, a key would give its last character away."""

from producers.desktop.doubts import Doubt
from schemas.events import Button, Event, Key

_PRESSED = 512  # more than keyboards and mice have: codes beyond it are noise, and forgotten


class Fates:
    """What became of the last press of each key and button."""

    def __init__(self) -> None:
        self._fates: dict[tuple[str, str], Doubt | None] = {}

    def inherited(self, event: Event) -> Doubt | None:
        """Why a release must not leave; None where its press left, or where the event is no release."""
        if not is_release(event):
            return None
        return self._fates.get(_name(event), Doubt.NO_PRESS)

    def note(self, event: Event, fate: Doubt | None) -> None:
        """Remember what became of a press."""
        if isinstance(event, Key | Button) and not is_release(event):
            if len(self._fates) >= _PRESSED:
                self._fates.clear()
            self._fates[_name(event)] = fate

    def clear(self) -> None:
        """Forget what is pressed: nothing that is let go from here on leaves."""
        self._fates.clear()


def is_release(event: Event) -> bool:
    """Whether an event lets go of a key or button."""
    return (isinstance(event, Key) and not event.down) or (isinstance(event, Button) and not event.pressed)


def _name(event: Event) -> tuple[str, str]:
    if isinstance(event, Key):
        return "key", event.code or event.key.casefold()
    assert isinstance(event, Button)
    return "button", str(event.button)
