"""Inputlog rows become events with W3C names, signs and times."""

from pathlib import Path

import pytest

from producers.recordings.content import Content
from producers.recordings.inputlog import read
from schemas.errors import InvalidRecordingError
from schemas.events import Button, Context, Focus, Input, Key, Modifier, Pointer, Wheel

START = 1_500_000_000_000


def log(*events, relative=0, created=START, head=""):
    entries = [("__LogCreationTimeStamp", created), ("__LogRelativeCreationDate", relative)]
    meta = "".join(f"<entry><key>{key}</key><value>{value}</value></entry>" for key, value in entries)
    return f'\ufeff<?xml version="1.0" encoding="utf-8"?>{head}<log><meta>{meta}</meta>{"".join(events)}</log>'


def event(kind, windows="", document=""):
    parts = f'<part type="wordlog">{document}</part>' if document else ""
    return f'<event type="{kind}" id="1">{parts}<part type="winlog">{windows}</part></event>'


def at(start, end):
    return f"<startTime>{start}</startTime><endTime>{end}</endTime>"


def key(start, end, name, value="", held=()):
    state = "".join(f"<key>{other}</key>" for other in held)
    return event("keyboard", f"{at(start, end)}<key>{name}</key><value>{value}</value><keyboardstate>{state}</keyboardstate>")


def focus(start, title):
    return event("focus", f"{at(start, start)}<title>{title}</title>")


def mouse(start, end, what):
    return event("mouse", f"{at(start, end)}<x>10</x><y>20</y>{what}")


def change(start, end, text):
    return event("replacement", document=f"<start>{start}</start><end>{end}</end><newtext>{text}</newtext>")


def stamped(text):
    return list(read(Content(Path("essay.idfx"), text.encode())))


def events(text):
    return [event for event, _ in stamped(text)]


def test_a_row_of_the_keyboard_is_a_key_down_and_a_key_up():
    down, up = events(log(key(100, 180, "VK_T", "T", ["VK_LSHIFT"])))
    assert down == Key(START + 100, "T", "KeyT", down=True, modifiers=Modifier.SHIFT)
    assert up == Key(START + 180, "T", "KeyT", down=False, modifiers=Modifier.SHIFT)


@pytest.mark.parametrize(
    ("name", "value", "symbol"),
    [
        ("VK_RETURN", "\n", ("Enter", "Enter")),
        ("VK_BACK", "&#x8;", ("Backspace", "Backspace")),
        ("VK_ESCAPE", "&#x1b;", ("Escape", "Escape")),
        ("VK_C", "&#x3;", ("c", "KeyC")),
        ("VK_C", "\x03", ("c", "KeyC")),
        ("VK_OEM_2", "?", ("?", "Slash")),
        ("VK_SPACE", " ", (" ", "Space")),
        ("VK_A", "&#228;", ("ä", "KeyA")),
        ("VK_A", "&#xD800;", ("a", "KeyA")),
        ("VK_A", "&#99999999999999999999;", ("a", "KeyA")),
        ("VK_KANA", "", ("Unidentified", "")),
    ],
)
def test_virtual_keys_become_w3c_names(name, value, symbol):
    down, _ = events(log(key(0, 0, name, value)))
    assert (down.key, down.code) == symbol


def test_a_key_in_its_own_keyboard_state_repeats():
    first, _, second, _ = events(log(key(0, 9, "VK_BACK"), key(9, 18, "VK_BACK", "", ["VK_BACK"])))
    assert (first.repeat, second.repeat) == (False, True)


def test_alt_gr_is_not_taken_for_a_control_chord():
    down, _ = events(log(key(0, 9, "VK_Q", "@", ["VK_LCONTROL", "VK_RMENU"])))
    assert down.modifiers == Modifier.ALT_GRAPH


def test_the_mouse_moves_clicks_and_scrolls():
    click = mouse(3, 4, "<type>click</type><button>RIGHT</button>")
    up = mouse(5, 6, "<type>scroll</type><orientation>VERTICAL</orientation><delta>360</delta>")
    right = mouse(7, 8, "<type>scroll</type><orientation>HORIZONTAL</orientation><delta>120</delta>")
    assert events(log(mouse(1, 2, "<type>movement</type>"), click, up, right)) == [
        Pointer(START + 2, 10, 20),
        Button(START + 3, 10, 20, 2, pressed=True),
        Button(START + 4, 10, 20, 2, pressed=False),
        Wheel(START + 5, 10, 20, 0, -3),
        Wheel(START + 7, 10, 20, 1, 0),
    ]


def test_a_button_goes_up_where_the_movement_within_its_click_ended():
    click, within = mouse(3, 40, "<type>click</type><button>LEFT</button>"), "<type>movement</type><x>90</x><y>80</y>"
    assert events(log(click, mouse(5, 40, within))) == [
        Button(START + 3, 10, 20, 0, pressed=True),
        Pointer(START + 40, 90, 80),
        Button(START + 40, 90, 80, 0, pressed=False),
    ]


def test_movements_before_and_after_a_click_do_not_drag():
    click, elsewhere = mouse(3, 4, "<type>click</type><button>LEFT</button>"), "<type>movement</type><x>90</x><y>80</y>"
    happened = events(log(mouse(0, 2, elsewhere), click, mouse(5, 6, elsewhere)))
    assert [(event.x, event.y) for event in happened if isinstance(event, Button)] == [(10, 20), (10, 20)]


def test_events_of_rows_that_overlap_come_out_in_time_order_and_down_before_up():
    happened = events(log(key(10, 30, "VK_A", "a"), key(20, 20, "VK_B", "b"), mouse(0, 25, "<type>movement</type>")))
    assert [event.time - START for event in happened] == [10, 20, 20, 25, 30]
    assert [event.down for event in happened[1:3]] == [True, False]


@pytest.mark.parametrize(
    ("title", "application"),
    [
        ("Survey - Google Chrome", "chrome"),
        ("Survey \u200e- Microsoft\u200b Edge", "edge"),
        ("Essay.docx - Word", "word"),
        ("Essay.docx \u2013 Microsoft Word", "word"),
        ("Wordlog_1.docx", "word"),
        ("TASKBAR", "taskbar"),
        ("Inputlog 7.0.0.11", "inputlog"),
    ],
)
def test_the_title_of_a_window_tells_its_application(title, application):
    [(happened, context)] = stamped(log(focus(0, title)))
    assert happened == Focus(START, application, title)
    assert context == Context(application, title)


def test_before_the_first_window_and_in_one_nobody_knows_there_is_no_application():
    happened = stamped(log(key(0, 1, "VK_A", "a"), focus(2, "Letter to Ann - Scribe"), key(3, 4, "VK_A", "a")))
    assert {context.application for _, context in happened} == {None}
    assert [event.application for event, _ in happened if isinstance(event, Focus)] == ["unknown"]


def test_events_in_one_window_share_one_context_object():
    happened = stamped(log(focus(0, "A - Word"), key(1, 2, "VK_A", "a"), focus(3, "B - Word"), key(4, 5, "VK_A", "a")))
    assert len({id(context) for _, context in happened}) == 2


def test_a_key_that_replaced_a_selection_gives_way_to_the_replacement():
    typed = events(log(key(5, 6, "VK_I", "i"), change(25, 40, "i")))
    assert typed == [Input(START + 5, "insertReplacementText", "i", 25, 40)]
    erased = events(log(key(5, 6, "VK_BACK"), change(25, 40, "")))
    assert erased == [Input(START + 5, "insertReplacementText", "", 25, 40)]


def test_a_correction_after_a_key_leaves_the_key_in_place():
    happened = events(log(key(5, 6, "VK_SPACE", " "), change(0, 4, "the ")))
    assert [type(event) for event in happened] == [Key, Input, Key]
    assert happened[1].data == "the "


def test_text_that_may_come_from_the_clipboard_is_never_read():
    pasted = event("insert", document="<position>3</position><before>secret</before><after/>")
    chord = key(5, 6, "VK_V", "", ["VK_LCONTROL"])
    assert events(log(pasted)) == [Input(START, "insertFromPaste", None, 3, 3)]
    assert [event.data for event in events(log(chord, change(0, 4, "secret"))) if isinstance(event, Input)] == [None]
    assert [event.data for event in events(log(change(0, 4, "secret")))] == [None]


def test_a_log_that_counts_from_the_start_of_the_machine_is_shifted():
    assert events(log(key(7100, 7200, "VK_A", "a"), relative=7000))[0].time == START + 100
    assert events(log(key(100, 200, "VK_A", "a"), relative=7000))[0].time == START + 100


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (log(event("keyboard", at(0, 1))), "event 1: key is missing"),
        (log(focus(0, "A"), event("gesture")), "event 2: its type"),
        (log(key("nan", 1, "VK_A")), "event 1: startTime is out of range"),
        (log(key("inf", 1, "VK_A")), "event 1: startTime is out of range"),
        (log(key(-1, 1, "VK_A")), "event 1: startTime is out of range"),
        (log(key(0, 10**15, "VK_A")), "event 1: endTime is out of range"),
        (log(key(0, 4 * 10**12, "VK_A")), "event 1: endTime is out of range"),
        (log(key("soon", 1, "VK_A")), "event 1: startTime is not a number"),
        (log(key(0, 1, "V" * 65)), "event 1: key is longer"),
        (log(mouse(0, 1, "<type>movement</type><x>1e12</x>")), "event 1: x is out of range"),
        (log(mouse(0, 1, "<type>click</type><button>NOSE</button>")), "event 1: button is not one of"),
        (log(mouse(0, 1, "<type>swipe</type>")), "event 1: type is not one of"),
        (log(key(0, 1, "VK_A"), created="yesterday"), "header: __LogCreationTimeStamp is not a number"),
        (f"<log>{key(0, 1, 'VK_A')}</log>", "header: __LogCreationTimeStamp is missing"),
        (log(head="<!DOCTYPE log>"), "declares a document type"),
        (log(focus(0, "&a;"), head='<!DOCTYPE log [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'), "declares a document type"),
        (log(head='<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "declares a document type"),
        (log(focus(0, "&b;")), "line 1: the XML"),
        (log()[1:].replace("utf-8", "utf-77"), "encoding|malformed"),
        (log()[:-3], "line 1: the XML breaks off"),
    ],
)
def test_a_broken_log_is_one_sentence_that_names_the_place(text, place):
    with pytest.raises(InvalidRecordingError, match=place) as caught:
        stamped(text)
    assert str(caught.value).startswith("essay.idfx")
    assert "\n" not in str(caught.value)
