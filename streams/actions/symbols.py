"""The key that a source meant: a character or a name of W3C UI Events, from what it gave of name, character and code."""

from string import ascii_lowercase, digits

from schemas.events import Key, Modifier

_UNKNOWN = frozenset({"", "Unidentified"})
_CONTROLS = {"\r": "Enter", "\n": "Enter", "\t": "Tab", "\x1b": "Escape", "\x08": "Backspace", "\x7f": "Delete"}
_OTHER_NAMES = {
    # Browsers before W3C UI Events.
    "Spacebar": " ", "Add": "+", "Subtract": "-", "Multiply": "*", "Divide": "/", "Decimal": ".", "Separator": ",",
    "Up": "ArrowUp", "Down": "ArrowDown", "Left": "ArrowLeft", "Right": "ArrowRight", "Esc": "Escape", "Del": "Delete",
    "Apps": "ContextMenu", "OS": "Meta", "Win": "Meta",
    # X11 and what people write.
    "Return": "Enter", "KP_Enter": "Enter", "ISO_Left_Tab": "Tab", "BackSpace": "Backspace",
    "Prior": "PageUp", "Next": "PageDown", "Page_Up": "PageUp", "Page_Down": "PageDown", "Menu": "ContextMenu",
    "Space": " ", "space": " ",
    "Control_L": "Control", "Control_R": "Control", "Shift_L": "Shift", "Shift_R": "Shift", "Alt_L": "Alt", "Alt_R": "Alt",
    "Super_L": "Meta", "Super_R": "Meta", "ISO_Level3_Shift": "AltGraph", "Ctrl": "Control", "Cmd": "Meta", "Command": "Meta",
    "Option": "Alt", "AltGr": "AltGraph",
}  # fmt: skip
_PLAIN = {f"Key{letter.upper()}": letter for letter in ascii_lowercase} | {
    **{f"Digit{digit}": digit for digit in digits},
    **{f"Numpad{digit}": digit for digit in digits},
    "Space": " ", "Minus": "-", "Equal": "=", "BracketLeft": "[", "BracketRight": "]", "Backslash": "\\", "Semicolon": ";",
    "Quote": "'", "Backquote": "`", "Comma": ",", "Period": ".", "Slash": "/",
    "NumpadAdd": "+", "NumpadSubtract": "-", "NumpadMultiply": "*", "NumpadDivide": "/", "NumpadDecimal": ".",
}  # fmt: skip
_SHIFTED = {code: key.upper() for code, key in _PLAIN.items() if code.startswith("Key")} | {
    **{f"Digit{digit}": key for digit, key in zip(digits, ")!@#$%^&*(", strict=True)},
    "Minus": "_", "Equal": "+", "BracketLeft": "{", "BracketRight": "}", "Backslash": "|", "Semicolon": ":", "Quote": '"',
    "Backquote": "~", "Comma": "<", "Period": ">", "Slash": "?",
}  # fmt: skip
_NAMES = frozenset(
    """
    Enter NumpadEnter Tab Escape Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight
    ContextMenu F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12
    """.split()  # noqa: SIM905 (a table of words)
)


def resolve(event: Key) -> str:
    """The key of an event.

    A code says where a key sits. Where that is all that is known the US layout is taken: what another one would have given is
    wrong, but it is text where text was typed. `Dead` and `Process` are known: the character comes with the next key, or with an
    input method's `Input`.
    """
    key = event.key
    if len(key) == 1 and key >= " " and key != "\x7f":
        return key
    if key in _UNKNOWN:
        return _by_code(event)
    if (
        len(key) == 1
        and "\x01" <= key <= "\x1a"
        and event.modifiers & Modifier.CONTROL
        and (key not in _CONTROLS or event.code in _PLAIN)
    ):
        return chr(ord(key) + 0x60)
    return _CONTROLS.get(key) or _OTHER_NAMES.get(key, key)


def latin(event: Key, key: str) -> str:
    """The key as shortcuts name it: keyboards of other scripts give letters of their own, but so does Alt, to type them."""
    return key if key.isascii() or event.modifiers & Modifier.ALT else _PLAIN.get(event.code, key)


def _by_code(event: Key) -> str:
    code = event.code
    if code in _NAMES:
        return code.removeprefix("Numpad")
    if event.modifiers & Modifier.ALT_GRAPH:
        return ""
    return _SHIFTED.get(code, _PLAIN.get(code, "")) if event.modifiers & Modifier.SHIFT else _PLAIN.get(code, "")
