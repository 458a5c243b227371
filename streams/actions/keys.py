"""What a key is: a character, one of the named keys of W3C UI Events, or nothing that a step may show."""

import re
from unicodedata import category

from schemas.events import Modifier

_NAMED = frozenset(
    """
    Enter Tab Escape Backspace Delete Insert Clear Copy Cut Paste Undo Redo ArrowDown ArrowLeft ArrowRight ArrowUp End Home
    PageDown PageUp ContextMenu Help Find Cancel Execute Select Pause Play Open Close New Save Print Props ZoomIn ZoomOut
    PrintScreen Power Eject LogOff Standby WakeUp BrightnessDown BrightnessUp MediaPlayPause MediaPlay MediaPause MediaStop
    MediaTrackNext MediaTrackPrevious AudioVolumeDown AudioVolumeUp AudioVolumeMute BrowserBack BrowserForward BrowserHome
    BrowserRefresh BrowserSearch BrowserStop BrowserFavorites LaunchApplication1 LaunchApplication2 LaunchMail GoBack GoHome
    AppSwitch F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24
    """.split()  # noqa: SIM905 (a hundred quoted words would be harder to read)
)
_A_NAME = re.compile(r"[A-Z][A-Za-z0-9]+")
_COMMANDS = Modifier.CONTROL | Modifier.ALT | Modifier.META


def is_named(key: str) -> bool:
    """Whether a step may show the key by its name. Only known names: an unknown one could be what was typed."""
    return key in _NAMED


def is_text(key: str) -> bool:
    """Whether the key gives characters. `Dead` does not: the key after it gives the composed one."""
    if len(key) == 1 and key.isprintable():
        return True
    if len(key) > 1 and _A_NAME.fullmatch(key):
        return False
    return bool(key) and all(_shows(character) for character in key)


def is_shortcut(key: str, held: Modifier) -> bool:
    """Whether a character with these modifiers is a command, not text. In doubt it is text, since text is redacted.

    AltGraph composes characters, and so do Option (Alt) and Control+Alt where AltGraph is reported as that: with Alt, only the
    letters and digits of ASCII are commands.
    """
    if not held or not held & _COMMANDS or held & Modifier.ALT_GRAPH or len(key) > 1:
        return False
    return not held & Modifier.ALT or (key.isascii() and key.isalnum())


def _shows(character: str) -> bool:
    kind = category(character)
    return kind[0] != "C" or kind == "Cf"  # joiners are formats, and are typed in Persian and in emoji
