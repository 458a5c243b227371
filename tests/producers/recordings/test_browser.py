"""The demo's recording of a web page holds what the person meant, and nothing that must not be told, or of the machine."""

import re
from itertools import pairwise

import pytest

from producers.gate import Gate, Reason
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.browser import BROWSER, CONTROLS, PLANTED, WITHHELD
from producers.recordings.formats import read
from schemas.events import Button, ElementEvent, Focus, Input, Key, Pointer, Selection, Wheel


@pytest.fixture(scope="module")
def recording():
    return read(BROWSER)


def of(recording, kind):
    return [event for event, _ in recording.events if isinstance(event, kind)]


def test_it_lasts_a_minute_is_in_order_and_is_admitted_as_a_whole(recording):
    times = [event.time for event, _ in recording.events]
    assert times == sorted(times)
    assert 45_000 < times[-1] - times[0] < 120_000
    gate = Gate(load(DEFAULT_POLICY))
    assert not any(isinstance(gate.admit(*stamped), Reason) for stamped in recording.events)
    assert {context.application for _, context in recording.events} == {"chromium"}


def test_it_holds_choices_from_a_dropdown_a_list_and_a_menu(recording):
    chosen = [(event.element.role, event.element.name, event.option) for event in of(recording, Selection)]
    assert chosen == [
        ("combobox", "Country", "Norway"),
        ("combobox", "Shipping", "Courier"),
        ("menu", "Order", "Mark as paid"),
    ]


def test_it_holds_values_instead_of_keys_a_route_a_scroll_a_path_and_a_closed_shadow_root(recording):
    assert [event.data for event in of(recording, Input)] == [
        PLANTED["user"],
        PLANTED["name"],
        CONTROLS[0],
        PLANTED["iban"],
        f"{CONTROLS[1]}, {PLANTED['email']}",
    ]
    assert [key.key for key in of(recording, Key)] == ["Tab", "Control", "s", "Control", "c"]
    assert [event.window_title.partition(" | ")[2] for event in of(recording, Focus)][-1] == "orders.example/orders/*/summary"
    assert sum(wheel.delta_y for wheel in of(recording, Wheel)) == 3
    assert len(of(recording, Pointer)) > 20
    assert "Save order" in [event.element.name for event in of(recording, ElementEvent)]
    dragged = [(down, up) for down, up in pairwise(of(recording, Button)) if down.pressed and up.x - down.x > 100]
    assert len(dragged) == 1


def test_a_click_stands_after_the_moves_that_led_to_it(recording):
    """The moves are the agent's, the clicks the extension's: each press is where the last move before it ended, or near."""
    moved, away = None, []
    for event, _ in recording.events:
        if isinstance(event, Pointer):
            moved = event
        elif isinstance(event, Button) and event.pressed and moved is not None:
            away.append(max(abs(event.x - moved.x), abs(event.y - moved.y)))
    assert len(away) > 8
    assert max(away) < 120  # at ten moves a second


def test_what_must_not_be_told_is_in_it_in_no_way(recording):
    content = BROWSER.read_text("utf-8").casefold()
    keys = "".join(key.key for key in of(recording, Key) if len(key.key) == 1)
    assert keys == "sc"
    assert [what for what, value in WITHHELD.items() if value.casefold() in content] == []
    assert not re.search(r"password|card number", content)


def test_it_names_no_path_or_address_of_the_machine(recording):
    content = BROWSER.read_text("utf-8")
    assert not re.search(r"/(?:home|root|tmp|usr|work|var)\b|\.py\b|127\.0\.0|localhost", content)
