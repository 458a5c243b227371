"""Messages as the extension sends them: the shapes that host and extension agree on."""

import json

FIELD = {"role": "textbox", "name": "City", "identifier": "input#city", "x": 10, "y": 20, "width": 200, "height": 30}
SAVE = FIELD | {"role": "button", "name": "Save", "identifier": "button#save"}
SCREEN = {
    "width": 1920, "height": 1080, "scale": 1.5, "window_x": 0, "window_y": 0, "window_width": 1000, "window_height": 900,
}  # fmt: skip
RECORDING = {"state": "recording", "path": False}
HELLO = {"type": "hello", "version": 1, "browser": "chromium"}
EVENTS = [
    {"kind": "navigate", "time": 1, "element": None},
    {"kind": "move", "time": 2, "element": None, "x": 5, "y": 6},
    {"kind": "button", "time": 3, "element": None, "x": 5, "y": 6, "button": 0, "pressed": True, "target": SAVE},
    {"kind": "button", "time": 4, "element": None, "x": 5, "y": 6, "button": 0, "pressed": False, "target": None},
    {"kind": "wheel", "time": 5, "element": None, "x": 5, "y": 6, "delta_x": 0, "delta_y": -3},
    {"kind": "key", "time": 6, "element": FIELD, "key": "Enter", "code": "Enter", "repeat": False, "modifiers": []},
    {"kind": "key", "time": 7, "element": FIELD, "key": "s", "code": "KeyS", "repeat": False, "modifiers": ["Control"]},
    {"kind": "select", "time": 8, "element": FIELD, "target": FIELD, "option": "Rome", "index": 2},
    {"kind": "input", "time": 9, "element": FIELD, "input_type": "change", "data": "rome"},
    {"kind": "input", "time": 10, "element": FIELD, "input_type": "insertFromPaste", "data": None},
]


def message(*told, sequence=1, lost=0, session="s", heading="Orders | orders.example/"):
    group = {"heading": heading, "screen": SCREEN, "events": list(told)}
    return {"type": "events", "session": session, "sequence": sequence, "lost": lost, "groups": [group]}


def encoded(found):
    return json.dumps(found).encode()
