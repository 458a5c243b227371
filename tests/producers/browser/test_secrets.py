"""What secret fields take appears nowhere: neither as text nor key by key, and not as a count or a time either."""

import json
import time
from dataclasses import asdict

import pytest

from schemas.events import ElementEvent, Key

CANARY = "qzxjkw"
FIELDS = {
    "type=password": "plain",
    "cc-number among other tokens": "card",
    "one-time-code": "code",
    "new-password": "fresh",
    "-webkit-text-security": "dots",
    "a label around it": "labelled",
    "a label elsewhere": "far",
    "a placeholder": "held",
    "an aria-label": "key",
    "a name, many lines": "tokens",
    "editable content": "edit",
    "an open shadow root": "roots[0].querySelector('input')",
    "a closed shadow root": "roots[1].querySelector('input')",
    "a closed shadow root in a frame": "same.contentWindow.root.querySelector('input')",
    "a frame of its own source": "doc.contentDocument.getElementById('secret')",
}


@pytest.fixture(scope="module")
def page(world):
    with world.page("/secrets") as page:
        page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        world.ready(page)
        yield page


def entered(page):
    """Type, correct, submit and paste into the field that has the keyboard."""
    page.type(CANARY)
    page.press("Backspace", "Enter")
    page.press("s", modifiers=2)
    page.paste(CANARY.upper())


def nothing(world):
    events = world.settled()
    assert not [type(event).__name__ for event in events]
    assert world.told == []
    assert world.recorder.dropped == {}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_secret_field_tells_nothing_not_even_how_much(world, page, field):
    world.recorder.clear()
    page.run(f"{field}.focus()")
    entered(page)
    held = page.run(f"({field}.value ?? {field}.textContent).toLowerCase().includes('{CANARY}')")
    page.run("city.focus()")
    time.sleep(0.1)
    nothing(world)
    assert held, "the canary did not even reach the field"


@pytest.mark.parametrize("field", ["plain", "roots[1].querySelector('input')"])
def test_not_even_a_click_into_it_is_told(world, page, field):
    world.recorder.clear()
    page.click(field)
    entered(page)
    page.run("city.focus()")
    nothing(world)


def test_a_secret_in_a_frame_of_another_origin_tells_nothing(world, page):
    world.recorder.clear()
    x, y = page.place("other")
    page.click_at(x - 80, y - 10)
    entered(page)
    focused = page.run("document.activeElement.id")
    page.run("city.focus()")
    nothing(world)
    assert focused == "other"


def test_a_choice_in_a_secret_list_is_not_told(world, page):
    world.recorder.clear()
    page.run("month.focus()")
    page.press("ArrowDown")
    assert page.run("month.value") == "May"
    page.run("city.focus()")
    nothing(world)


@pytest.mark.parametrize(
    ("button", "field"),
    [
        ("show", "shown"),
        ("swap", "document.getElementById('after')"),
        ("roots[0].querySelector('button')", "roots[0].querySelector('input')"),
        ("roots[1].querySelector('button')", "roots[1].querySelector('input')"),
    ],
    ids=["shown", "replaced", "shown in an open root", "shown in a closed root"],
)
def test_a_password_that_the_page_shows_stays_one(world, page, button, field):
    world.recorder.clear()
    page.click(button)
    assert page.run(f"{field}.type") == "text"
    events = world.settled()
    (target,) = [event.element.role for event in events if isinstance(event, ElementEvent) and not event.focused]
    assert target == "button"
    world.recorder.clear()
    page.run(f"{field}.focus()")
    entered(page)
    page.run("city.focus()")
    nothing(world)


def test_no_secret_field_tells_anything_with_or_without_a_window(anywhere):
    with anywhere.page("/secrets") as page:
        page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        anywhere.ready(page)
        for field in FIELDS.values():
            page.run(f"{field}.focus()")
            page.type(CANARY)
            page.press("Backspace", "Enter")
        page.paste(CANARY)
        page.click("plain")
        page.run("city.focus()")
        nothing(anywhere)


def test_beside_them_an_ordinary_field_is_told_and_the_canary_is_nowhere(world, page):
    world.recorder.clear()
    page.run("city.focus()")
    page.type("rome")
    page.run("plain.focus()")
    entered(page)
    page.click("show")
    events = world.settled()
    everything = json.dumps([[asdict(event), asdict(context)] for event, context in world.recorder.stamped], default=str).lower()
    everything += b"".join(world.told).decode().lower()
    keys = "".join(event.key for event in events if isinstance(event, Key))
    assert '"rome"' in everything
    assert CANARY not in everything
    assert not set(CANARY) & set(keys)
