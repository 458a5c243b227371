"""Windows virtual keys as W3C `key` and `code` (positions of the US keyboard)."""

from string import ascii_uppercase, digits

NAMED: dict[str, tuple[str, str]] = {
    "VK_BACK": ("Backspace", "Backspace"),
    "VK_TAB": ("Tab", "Tab"),
    "VK_RETURN": ("Enter", "Enter"),
    "VK_CLEAR": ("Clear", ""),
    "VK_SHIFT": ("Shift", "ShiftLeft"),
    "VK_LSHIFT": ("Shift", "ShiftLeft"),
    "VK_RSHIFT": ("Shift", "ShiftRight"),
    "VK_CONTROL": ("Control", "ControlLeft"),
    "VK_LCONTROL": ("Control", "ControlLeft"),
    "VK_RCONTROL": ("Control", "ControlRight"),
    "VK_MENU": ("Alt", "AltLeft"),
    "VK_LMENU": ("Alt", "AltLeft"),
    "VK_RMENU": ("AltGraph", "AltRight"),
    "VK_LWIN": ("Meta", "MetaLeft"),
    "VK_RWIN": ("Meta", "MetaRight"),
    "VK_APPS": ("ContextMenu", "ContextMenu"),
    "VK_PAUSE": ("Pause", "Pause"),
    "VK_CAPITAL": ("CapsLock", "CapsLock"),
    "VK_NUMLOCK": ("NumLock", "NumLock"),
    "VK_SCROLL": ("ScrollLock", "ScrollLock"),
    "VK_ESCAPE": ("Escape", "Escape"),
    "VK_PRIOR": ("PageUp", "PageUp"),
    "VK_NEXT": ("PageDown", "PageDown"),
    "VK_END": ("End", "End"),
    "VK_HOME": ("Home", "Home"),
    "VK_LEFT": ("ArrowLeft", "ArrowLeft"),
    "VK_UP": ("ArrowUp", "ArrowUp"),
    "VK_RIGHT": ("ArrowRight", "ArrowRight"),
    "VK_DOWN": ("ArrowDown", "ArrowDown"),
    "VK_SNAPSHOT": ("PrintScreen", "PrintScreen"),
    "VK_INSERT": ("Insert", "Insert"),
    "VK_DELETE": ("Delete", "Delete"),
    "VK_HELP": ("Help", "Help"),
    "VK_VOLUME_MUTE": ("AudioVolumeMute", "AudioVolumeMute"),
    "VK_VOLUME_DOWN": ("AudioVolumeDown", "AudioVolumeDown"),
    "VK_VOLUME_UP": ("AudioVolumeUp", "AudioVolumeUp"),
    **{f"VK_F{number}": (f"F{number}", f"F{number}") for number in range(1, 25)},
}
"""Keys that produce no character, whatever the log gives as their value."""

PRINTING: dict[str, tuple[str, str]] = {
    "VK_SPACE": (" ", "Space"),
    **{f"VK_{letter}": (letter.lower(), f"Key{letter}") for letter in ascii_uppercase},
    **{f"VK_{digit}": (digit, f"Digit{digit}") for digit in digits},
    **{f"VK_NUMPAD{digit}": (digit, f"Numpad{digit}") for digit in digits},
    "VK_MULTIPLY": ("*", "NumpadMultiply"),
    "VK_ADD": ("+", "NumpadAdd"),
    "VK_SUBTRACT": ("-", "NumpadSubtract"),
    "VK_DECIMAL": (".", "NumpadDecimal"),
    "VK_DIVIDE": ("/", "NumpadDivide"),
    "VK_OEM_1": (";", "Semicolon"),
    "VK_OEM_PLUS": ("=", "Equal"),
    "VK_OEM_COMMA": (",", "Comma"),
    "VK_OEM_MINUS": ("-", "Minus"),
    "VK_OEM_PERIOD": (".", "Period"),
    "VK_OEM_2": ("/", "Slash"),
    "VK_OEM_3": ("`", "Backquote"),
    "VK_OEM_4": ("[", "BracketLeft"),
    "VK_OEM_5": ("\\", "Backslash"),
    "VK_OEM_6": ("]", "BracketRight"),
    "VK_OEM_7": ("'", "Quote"),
    "VK_OEM_102": ("<", "IntlBackslash"),
}
"""Keys that produce a character; the one given here stands in where the log has none, as with Control held."""


def symbol(virtual_key: str, value: str) -> tuple[str, str]:
    """The W3C `key` and `code` of a virtual key that produced `value`; `Unidentified` where neither tells."""
    if virtual_key in NAMED:
        return NAMED[virtual_key]
    character, code = PRINTING.get(virtual_key, ("Unidentified", ""))
    return (value if value and min(value) >= " " else character), code
