"""Key names of pynput as W3C `key` and `code`."""

NAMED: dict[str, tuple[str, str]] = {
    "alt": ("Alt", "AltLeft"),
    "alt_l": ("Alt", "AltLeft"),
    "alt_r": ("Alt", "AltRight"),
    "alt_gr": ("AltGraph", "AltRight"),
    "backspace": ("Backspace", "Backspace"),
    "caps_lock": ("CapsLock", "CapsLock"),
    "cmd": ("Meta", "MetaLeft"),
    "cmd_l": ("Meta", "MetaLeft"),
    "cmd_r": ("Meta", "MetaRight"),
    "ctrl": ("Control", "ControlLeft"),
    "ctrl_l": ("Control", "ControlLeft"),
    "ctrl_r": ("Control", "ControlRight"),
    "delete": ("Delete", "Delete"),
    "down": ("ArrowDown", "ArrowDown"),
    "end": ("End", "End"),
    "enter": ("Enter", "Enter"),
    "esc": ("Escape", "Escape"),
    "home": ("Home", "Home"),
    "insert": ("Insert", "Insert"),
    "left": ("ArrowLeft", "ArrowLeft"),
    "media_next": ("MediaTrackNext", "MediaTrackNext"),
    "media_play_pause": ("MediaPlayPause", "MediaPlayPause"),
    "media_previous": ("MediaTrackPrevious", "MediaTrackPrevious"),
    "media_volume_down": ("AudioVolumeDown", "AudioVolumeDown"),
    "media_volume_mute": ("AudioVolumeMute", "AudioVolumeMute"),
    "media_volume_up": ("AudioVolumeUp", "AudioVolumeUp"),
    "menu": ("ContextMenu", "ContextMenu"),
    "num_lock": ("NumLock", "NumLock"),
    "page_down": ("PageDown", "PageDown"),
    "page_up": ("PageUp", "PageUp"),
    "pause": ("Pause", "Pause"),
    "print_screen": ("PrintScreen", "PrintScreen"),
    "right": ("ArrowRight", "ArrowRight"),
    "scroll_lock": ("ScrollLock", "ScrollLock"),
    "shift": ("Shift", "ShiftLeft"),
    "shift_l": ("Shift", "ShiftLeft"),
    "shift_r": ("Shift", "ShiftRight"),
    "space": (" ", "Space"),
    "tab": ("Tab", "Tab"),
    "up": ("ArrowUp", "ArrowUp"),
    **{f"f{number}": (f"F{number}", f"F{number}") for number in range(1, 21)},
}


def symbol(name: str) -> tuple[str, str]:
    """The W3C `key` and `code` of a pynput name or character; the code of a character depends on the layout and stays empty.

    Control chords arrive as control characters on Windows: they become the letter of the chord.
    """
    if name in NAMED:
        return NAMED[name]
    if len(name) != 1:
        return "Unidentified", ""
    return (chr(ord(name) + 0x60) if "\x01" <= name <= "\x1a" else name), ""
