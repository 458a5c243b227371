"""What a page calls itself, its elements and its options may be as hostile as it likes: it is cut, made harmless, and arrives."""

import json
from dataclasses import asdict

import pytest

from tests.producers.browser import pages
from tests.producers.browser.test_capture import choices, inputs, targets

NAMES = {
    "html": "<img src=x onerror=alert(1)>",
    "a megabyte": "y" * (1 << 20),
    "directions": "\u202epaid\u2066 not\u200f",
    "controls": "a\u0000b\u001b[31mc\u0007\u2028d",
    "half a character": "\ud83d half \ude00",
    "a whole one at the cut": "z" * 119 + "\U0001f600",
    "quotes": "\\\"';}{[]`",
}
HARMLESS = {
    "html": "<img src=x onerror=alert(1)>",
    "a megabyte": "y" * 120,
    "directions": "paid not",
    "controls": "a b [31mc d",
    "half a character": "half",
    "a whole one at the cut": "z" * 119 + "\ufffd",
    "quotes": "\\\"';}{[]`",
}
PAGE = "<button id=b>b</button><label>Kind <select id=s><option>first<option id=o>o</select></label><input id=i aria-label=Plain>"


@pytest.fixture(scope="module")
def page(world):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(pages.PAGES, "/names", PAGE)
        with world.page("/names") as page:
            world.ready(page)
            yield page


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_of_anything_arrives_harmless_and_what_is_beside_it_whole(world, page, name):
    world.recorder.clear()
    hostile = json.dumps(NAMES[name])
    page.run(
        f"(() => {{ const name = {hostile}; b.ariaLabel = name; b.setAttribute('data-testid', name.slice(0, 60));"
        "s.selectedIndex = 0; o.label = name; document.title = name; i.value = '';"
        "try { history.replaceState(0, '', '/names?' + name.slice(0, 9999)); } catch {} })()"
    )
    page.click("b")
    page.run("s.focus()")
    page.press("ArrowDown")
    page.run("i.focus()")
    page.type("fine")
    page.run("b.focus()")
    events = world.settled()
    titles = {context.window_title for _, context in world.recorder.stamped}
    assert targets(events) == [("button", HARMLESS[name])]
    assert [option for _, _, option, _ in choices(events)] == [HARMLESS[name]]
    assert inputs(events) == [("change", "fine")]
    assert all(len(title) <= 500 and title.isprintable() for title in titles)
    assert json.dumps([asdict(event) for event in events], default=str, ensure_ascii=False).encode()
    assert world.recorder.dropped == {}


def test_a_character_that_is_taken_back_by_half_does_not_cost_the_message(world, page):
    world.recorder.clear()
    page.run("(i.value = 'others wrote this', i.focus(), i.setSelectionRange(0, 0))")
    page.call("Input.insertText", text="\U0001f600")
    page.press("Backspace", "x")
    page.run("b.focus()")
    assert inputs(world.settled()) == [("insertText", "x")]
    assert world.recorder.dropped == {}
