"""On-screen keypads spell a secret by where they are clicked: nothing done on one is told; calendars and lists are none."""

import json
import time

import pytest

from schemas.events import Button, ElementEvent
from tests.producers.browser import pages
from tests.producers.browser.test_capture import targets

DIGITS = "".join(f"<button>{digit}</button>" for digit in "5830194276")
WORD = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
WORDS = "".join(f"<button class=w>{word}</button>" for word in WORD)
TILES = "<i class=t></i>" * 10
PADS = {
    "buttons in scrambled order": f"<div>{DIGITS}<button id=clear>Clear</button></div>",
    "rows of a table": "<table>" + "".join(f"<tr><td>{a}<td>{a + 1}<td>{a + 2}</tr>" for a in (1, 4, 7)) + "</table>",
    "a telephone's keys": "<div>"
    + "".join(
        f"<a href=#><b>{n}</b><small>{s}</small></a>"
        for n, s in enumerate(["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"])
    )
    + "</div>",
    "labelled pictures": "<div>" + "".join(f"<img alt={n} width=20 height=20>" for n in range(10)) + "</div>",
    "an alphabet": "<div>" + "".join(f"<span role=button>{letter}</span>" for letter in "qwertzuiopasdfghjkl") + "</div>",
    "a closed shadow root": "<div id=host></div>",
    "words beside a password": f"<style>.w {{ width: 60px }}</style><p>{WORDS}</p><input type=password>",
    "tiles without any text beside a password": "<style>.t { display: inline-block; width: 30px; height: 30px }</style>"
    f"<form><p>{TILES}</p><input type=password><input name=parentElement></form>",
    "a picture beside a password": "<canvas width=90 height=120></canvas><input type=password>",
}
CALENDAR = (
    "<table>"
    + "".join("<tr>" + "".join(f"<td><button>{day}</button>" for day in range(week, week + 7)) for week in (1, 8, 15, 22))
    + "</table>"
)
ORDINARY = {
    "a day of a calendar": (CALENDAR, 9, ("button", "5")),
    "a page of several": ("".join(f"<a href=#>{n}</a> " for n in range(1, 8)), 2, ("link", "3")),
    "a button of a form with a password": (
        "<input type=password><p>" + "".join(f"<button>{name}</button>" for name in ("Save", "Cancel", "Help")) + "</p>",
        0,
        ("button", "Save"),
    ),
}


@pytest.fixture(scope="module")
def page(world):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(pages.PAGES, "/pad", "<p><button id=ok>Proceed</button></p><p>Words of a page.</p><div id=box></div>")
        with world.page("/pad") as page:
            world.ready(page)
            yield page


def show(world, page, content):
    """Show it in the page; the elements of it that can be hit are `window.hit`."""
    page.run(
        f"(() => {{ box.innerHTML = {json.dumps(content)}; const host = document.getElementById('host'); let root = box;"
        f"if (host) {{ root = host.attachShadow({{mode: 'closed'}}); root.innerHTML = {json.dumps(DIGITS)}; }}"
        "window.hit = [...root.querySelectorAll('button, td, a, img, [role=button], i, canvas')]; })()"
    )
    time.sleep(0.6)  # what was found out about the page before holds no more
    world.recorder.clear()


@pytest.mark.parametrize("content", PADS.values(), ids=PADS)
def test_nothing_that_is_done_on_a_keypad_is_told_and_beside_it_all_is(world, page, content):
    show(world, page, content)
    for place in (1, 4, 2):
        page.click(f"hit[{place} % hit.length]")
    if page.run("(hit[0].focus(), document.activeElement !== document.body)"):
        page.press("ArrowRight", " ")
    page.click("ok")
    events = world.settled()
    assert targets(events) == [("button", "Proceed")]
    assert {type(event) for event in events} == {ElementEvent, Button}
    assert world.recorder.dropped == {}


@pytest.mark.parametrize(("content", "place", "target"), ORDINARY.values(), ids=ORDINARY)
def test_what_is_no_keypad_is_told(world, page, content, place, target):
    show(world, page, content)
    page.click(f"hit[{place}]")
    assert targets(world.settled()) == [target]
