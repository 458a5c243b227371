"""The demo's recording holds what the person did, and nothing of what the agent must not see, or of the machine."""

import re
from itertools import pairwise

import pytest

from producers.gate import Gate, Reason
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.desktop import CONTROLS, DESKTOP, PLANTED, WITHHELD
from producers.recordings.formats import read
from schemas.events import Button, Key, Modifier, Pointer, Selection, Wheel
from tests.producers.recordings.test_sample import typed

RUN = 4  # characters in a row that tell where they come from


@pytest.fixture(scope="module")
def recording():
    return read(DESKTOP)


def of(recording, kind):
    return [event for event, _ in recording.events if isinstance(event, kind)]


def runs(text):
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


def test_it_is_small_lasts_two_to_three_minutes_and_is_admitted_as_a_whole(recording):
    assert DESKTOP.stat().st_size < 400_000
    assert 110_000 < recording.events[-1][0].time - recording.events[0][0].time < 190_000
    gate = Gate(load(DEFAULT_POLICY))
    assert not any(isinstance(gate.admit(*stamped), Reason) for stamped in recording.events)
    assert {context.application for _, context in recording.events} == {"orders", "mail"}


def test_it_holds_dropdowns_menus_and_rows_by_mouse_and_by_keys(recording):
    chosen = [(event.element.role, event.element.name, event.option) for event in of(recording, Selection)]
    assert chosen == [
        ("combo box", "Country", "Sweden"),
        ("combo box", "Shipping", "Courier"),
        ("table", "Products", "Paint, white"),
        ("table", "Products", "Paint, grey"),
        ("menu", "Order", "Mark as paid"),
        ("menu", "File", "Print"),
    ]


def test_it_holds_hotkeys_scrolling_and_a_drag(recording):
    shortcuts = [key.key for key in of(recording, Key) if key.down and key.modifiers & Modifier.CONTROL and key.key != "Control"]
    assert shortcuts == ["c", "End", "v", "s"]
    assert [wheel.delta_y for wheel in of(recording, Wheel)] == [1] * 4
    buttons = of(recording, Button)
    dragged = [
        (press, release)
        for press, release in pairwise(buttons)
        if press.pressed and not release.pressed and release.x - press.x > 100
    ]
    [(press, release)] = dragged
    assert any(press.time < move.time < release.time for move in of(recording, Pointer))


def test_what_was_typed_is_in_it_with_its_mistakes(recording):
    text = typed(recording.events)
    shown = [PLANTED[what] for what in ("name", "email", "card", "iban", "phone", "user")]
    assert [value for value in (*shown, *CONTROLS) if value not in text] == []
    assert sum(key.key == "Backspace" for key in of(recording, Key) if key.down) > 25
    pressed = "".join(key.key for key in of(recording, Key) if key.down and len(key.key) == 1)
    assert PLANTED["deleted"] in pressed
    assert PLANTED["deleted"] not in text


@pytest.mark.parametrize("what", WITHHELD)
def test_what_the_agent_must_not_see_is_in_it_in_no_way(recording, what):
    content = DESKTOP.read_text("utf-8").casefold()
    assert WITHHELD[what].casefold() not in content
    for direction in (True, False):
        keys = "".join(key.key for key in of(recording, Key) if key.down is direction and len(key.key) == 1).casefold()
        assert not runs(WITHHELD[what].casefold()) & runs(keys)
    assert "vault" not in content
    assert not any(context.secure for _, context in recording.events)


def test_it_names_no_path_of_the_machine(recording):
    content = DESKTOP.read_text("utf-8")
    assert not re.search(r"/(?:home|root|tmp|usr|work|var)\b|\.py\b", content)
