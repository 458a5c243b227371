"""W3C names of keys: `key` from the name of an X keysym, `code` from an X keycode (Linux evdev, plus 8)."""

UNIDENTIFIED = "Unidentified"

_KEYS = {
    "Return": "Enter", "ISO_Enter": "Enter", "Enter": "Enter", "BackSpace": "Backspace", "Tab": "Tab", "ISO_Left_Tab": "Tab",
    "Escape": "Escape", "Delete": "Delete", "Insert": "Insert", "Home": "Home", "End": "End", "Begin": "Clear", "Clear": "Clear",
    "Prior": "PageUp", "Page_Up": "PageUp", "Next": "PageDown", "Page_Down": "PageDown", "Up": "ArrowUp", "Down": "ArrowDown",
    "Left": "ArrowLeft", "Right": "ArrowRight", "Menu": "ContextMenu", "Print": "PrintScreen", "Sys_Req": "PrintScreen",
    "Pause": "Pause", "Break": "Pause", "Scroll_Lock": "ScrollLock", "Num_Lock": "NumLock", "Caps_Lock": "CapsLock",
    "Shift_Lock": "CapsLock", "Shift_L": "Shift", "Shift_R": "Shift", "Control_L": "Control", "Control_R": "Control",
    "Alt_L": "Alt", "Alt_R": "Alt", "Meta_L": "Meta", "Meta_R": "Meta", "Super_L": "Meta", "Super_R": "Meta",
    "ISO_Level3_Shift": "AltGraph", "ISO_Level3_Latch": "AltGraph", "Mode_switch": "AltGraph", "Multi_key": "Compose",
    "Help": "Help", "Undo": "Undo", "Redo": "Redo", "Cancel": "Cancel", "Find": "Find", "Execute": "Execute", "Select": "Select",
    "XF86AudioLowerVolume": "AudioVolumeDown", "XF86AudioRaiseVolume": "AudioVolumeUp", "XF86AudioMute": "AudioVolumeMute",
    "XF86AudioPlay": "MediaPlayPause", "XF86AudioPause": "MediaPlayPause", "XF86AudioStop": "MediaStop",
    "XF86AudioNext": "MediaTrackNext", "XF86AudioPrev": "MediaTrackPrevious", "XF86Back": "BrowserBack",
    "XF86Forward": "BrowserForward", "XF86Refresh": "BrowserRefresh", "XF86Reload": "BrowserRefresh",
    "XF86HomePage": "BrowserHome", "XF86Search": "BrowserSearch", "XF86Favorites": "BrowserFavorites", "XF86Mail": "LaunchMail",
    "XF86Copy": "Copy", "XF86Cut": "Cut", "XF86Paste": "Paste", "XF86Open": "Open", "XF86Close": "Close", "XF86Save": "Save",
    "XF86New": "New", "XF86MonBrightnessDown": "BrightnessDown", "XF86MonBrightnessUp": "BrightnessUp",
    "XF86Sleep": "Standby", "XF86WakeUp": "WakeUp", "XF86PowerOff": "Power", "XF86Eject": "Eject",
    **{f"F{number}": f"F{number}" for number in range(1, 25)},
}  # fmt: skip

_FIRST_KEYCODE = 9
_CODES = """
Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace
Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter
ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote
ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock
F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock
Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal
- - IntlBackslash F11 F12 IntlRo Lang3 Lang4 Convert KanaMode NonConvert -
NumpadEnter ControlRight NumpadDivide PrintScreen AltRight - Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown
Insert Delete - AudioVolumeMute AudioVolumeDown AudioVolumeUp Power NumpadEqual - Pause - NumpadComma Lang1 Lang2 IntlYen
MetaLeft MetaRight ContextMenu BrowserStop Again - Undo Select Copy Open Paste Find Cut Help
""".split()  # noqa: SIM905 (a table of words)
_BY_KEYCODE = {
    keycode: code for keycode, code in enumerate(_CODES, start=_FIRST_KEYCODE) if code != "-"
} | {
    166: "BrowserBack", 167: "BrowserForward", 171: "MediaTrackNext", 172: "MediaPlayPause", 173: "MediaTrackPrevious",
    174: "MediaStop", 180: "BrowserHome", 181: "BrowserRefresh",
    **{keycode: f"F{number}" for number, keycode in enumerate(range(191, 203), start=13)},
}  # fmt: skip


def w3c_name(symbol: str, character: str) -> str:
    """The W3C `key` of a keysym: its name if it has one, else the character it makes, which may be empty."""
    if symbol.startswith("dead_"):
        return "Dead"
    return _KEYS.get(symbol.removeprefix("KP_")) or character or UNIDENTIFIED


def w3c_code(keycode: int) -> str:
    """The W3C `code` of a keycode, empty where it is not known."""
    return _BY_KEYCODE.get(keycode, "")
