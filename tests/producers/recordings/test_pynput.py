"""DuckTrack and AgentNet: pynput rows become events with W3C names, signs and times."""

import json
from datetime import UTC, datetime

import pytest

from producers.recordings.formats import read
from producers.recordings.pynput_rows import UNKNOWN_START
from schemas.errors import InvalidRecordingError
from schemas.events import Button, Context, Element, ElementEvent, Focus, Key, Modifier, Pointer, Screen, Wheel

START = int(datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp() * 1000)
METADATA = {"start_time": "2024-01-02 03:04:05", "screen_width": 800, "screen_height": 600}
MOVE = {"time_stamp": 7.5, "action": "move", "x": 1.4, "y": 2.6}


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def press(name, time=7.5, action="press"):
    return {"time_stamp": time, "action": action, "name": name}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "metadata.json").write_text(json.dumps(METADATA))
    return tmp_path


def recorded(folder, *rows):
    path = folder / "events.jsonl"
    path.write_text(lines(*rows))
    return read(path)


def events(folder, *rows):
    return [event for event, _ in recorded(folder, *rows).events]


def test_the_mouse_moves_clicks_and_scrolls(folder):
    click = {"time_stamp": 8, "action": "click", "x": 5, "y": 6, "button": "right", "pressed": True}
    scroll = {"time_stamp": 8.25, "action": "scroll", "x": 5, "y": 6, "dx": 1, "dy": -2}
    assert events(folder, MOVE, click, scroll) == [
        Pointer(START, 1, 3),
        Button(START + 500, 5, 6, 2, pressed=True),
        Wheel(START + 750, 5, 6, 1, 2),
    ]


def test_ducktrack_knows_the_screen_and_no_application(folder):
    recording = recorded(folder, MOVE, {"time_stamp": 8, "action": "pause"}, MOVE)
    assert recording.format == "ducktrack"
    assert recording.count == 2
    assert {context for _, context in recording.events} == {Context("desktop", screen=Screen(800, 600))}
    assert recording.events[0][1] is recording.events[1][1]


def test_without_metadata_a_recording_starts_at_a_documented_time(tmp_path):
    assert events(tmp_path, MOVE) == [Pointer(UNKNOWN_START, 1, 3)]


@pytest.mark.parametrize(
    ("name", "key", "code"),
    [
        ("a", "a", ""),
        ("space", " ", "Space"),
        ("ctrl_l", "Control", "ControlLeft"),
        ("enter", "Enter", "Enter"),
        ("\x03", "c", ""),
        (None, "Unidentified", ""),
        ("no_such_key", "Unidentified", ""),
        ("\ud83d", "\ufffd", ""),
    ],
)
def test_names_become_w3c_names(folder, name, key, code):
    [happened] = events(folder, press(name))
    assert (happened.key, happened.code) == (key, code)


def test_modifiers_are_followed_and_one_that_is_never_released_does_no_harm(folder):
    happened = events(folder, press("ctrl_l"), press("alt_gr"), press("T"), press("ctrl_l", action="release"), press("a"))
    control, both, alt_graph = Modifier.CONTROL, Modifier.CONTROL | Modifier.ALT_GRAPH, Modifier.ALT_GRAPH
    assert [event.modifiers for event in happened] == [control, both, both, alt_graph, alt_graph]


def test_a_key_pressed_again_before_it_is_released_repeats(folder):
    happened = events(folder, press("a"), press("a"), press("a", action="release"), press("a"))
    assert [event.repeat for event in happened] == [False, True, False, False]


def test_agentnet_merges_windows_and_elements_by_time(folder):
    box = {"left": 10, "top": 20, "right": 30, "bottom": 60}
    tree = {"Name": "Night light", "ControlType": "ButtonControl", "BoundingRectangle": box, "Children": []}
    (folder / "top_window.jsonl").write_text(
        lines({"time_stamp": 7, "top_window_name": "explorer"}, {"time_stamp": 9, "top_window_name": "Shell Host"})
    )
    (folder / "element.jsonl").write_text(lines({"time_stamp": 9.5, "a11y_tree": tree}, {"time_stamp": 9.6, "a11y_tree": None}))
    recording = recorded(folder, {**MOVE, "event_idx": 0}, press("a", 10))
    screen = Screen(800, 600)
    explorer, shell = Context("explorer", "explorer", screen=screen), Context("shell-host", "Shell Host", screen=screen)
    assert recording.format == "agentnet"
    assert list(recording.events) == [
        (Focus(START - 500, "explorer", "explorer"), explorer),
        (Pointer(START, 1, 3), explorer),
        (Focus(START + 1500, "shell-host", "Shell Host"), shell),
        (ElementEvent(START + 2000, Element("button", "Night light", "", 10, 20, 20, 40), focused=False), shell),
        (Key(START + 2500, "a", "", down=True), shell),
    ]


def test_agentnet_without_its_windows_cannot_tell_the_application(folder):
    [(_, context)] = recorded(folder, {**MOVE, "event_idx": 0}).events
    assert context.application is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"time_stamp": float("nan")}, "time_stamp is out of range"),
        ({"time_stamp": float("inf")}, "time_stamp is out of range"),
        ({"time_stamp": 4e9}, "time_stamp is out of range"),
        ({"time_stamp": "now"}, "time_stamp is not a number"),
        ({"time_stamp": None}, "time_stamp is missing"),
        ({"time_stamp": True}, "time_stamp is not a number"),
        ({"x": "1"}, "x is not a number"),
        ({"x": 1e300}, "x is out of range"),
        ({"y": [1]}, "y is not a number"),
        ({"action": "teleport"}, "action is not one of"),
        ({"action": 5}, "action is not text"),
        ({"action": "click"}, "button is missing"),
        ({"action": "click", "button": "left", "pressed": 1}, "pressed is not true or false"),
        ({"action": "press", "name": "k" * 65}, "name is longer than 64"),
    ],
)
def test_a_broken_line_is_one_sentence_that_names_it(folder, change, fault):
    with pytest.raises(InvalidRecordingError, match=rf"^events.jsonl, line 2: {fault}"):
        recorded(folder, MOVE, {**MOVE, **change})


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("metadata.json", "{", "metadata.json, line 1: this is not a whole JSON object"),
        ("metadata.json", '{"start_time": "soon"}', "metadata.json, line 1: start_time is not a date"),
        ("metadata.json", '{"start_time": "1800-01-01"}', "metadata.json, line 1: start_time is out of range"),
        ("metadata.json", '{"screen_width": 5}', "metadata.json, line 1: start_time is missing"),
        ("top_window.jsonl", "5\n", "top_window.jsonl, line 1: this is not a whole JSON object"),
        (
            "top_window.jsonl",
            '{"time_stamp": 7, "top_window_name": 5}\n',
            "top_window.jsonl, line 1: top_window_name is not text",
        ),
        ("element.jsonl", '{"time_stamp": 7, "a11y_tree": 5}\n', "element.jsonl, line 1: a11y_tree is not an object"),
        (
            "element.jsonl",
            '{"time_stamp": 7, "a11y_tree": {"BoundingRectangle": {}}}\n',
            "element.jsonl, line 1: left is missing",
        ),
    ],
)
def test_a_broken_file_beside_a_recording_is_named(folder, name, text, fault):
    (folder / name).write_text(text)
    with pytest.raises(InvalidRecordingError, match=fault):
        recorded(folder, {**MOVE, "event_idx": 0})
