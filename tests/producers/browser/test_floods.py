"""A page that floods costs the others nothing: what is too much is cut and counted, and what comes after it arrives at once."""

import json
import os
import time

import pytest

from producers.browser import install
from schemas.events import ElementEvent, Key
from tests.producers.browser import pages
from tests.producers.browser.test_capture import inputs, targets
from tests.producers.desktop.desktops import until

FLOOD = """
<div id=roll style="height:50px;overflow:auto"><div style="height:90000px">x</div></div>
<script>
let raised = 0, rolled = 0;
function raise() {
  const end = performance.now() + 50;
  for (; performance.now() < end; raised += 3) {
    document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
    document.body.dispatchEvent(new WheelEvent('wheel', {bubbles: true, deltaY: 100}));
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
  }
  setTimeout(raise, 50);
}
function scroll() { roll.scrollTo(0, ++rolled % 2 * 900); requestAnimationFrame(scroll); }
</script>
"""
MANY = 200 if os.environ.get("HANDRAIL_SOAK") else 60
PLACES = [("/seat?{}", None), ("http://localhost:PORT/seat?{}", None), (None, "<button id=b>Seat {}</button>")]
SEAT = "<button id=b></button><script>b.textContent = 'Seat ' + location.search.slice(1)</script>"


def frame(number):
    address, content = PLACES[number % len(PLACES)]
    source = f'src="{address}"' if address else f'srcdoc="{content}"'
    return f"<iframe {source.format(number)} width=90 height=36 style='border:0'></iframe>"


@pytest.fixture
def flood(world, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "/flood", pages.FORM + FLOOD)
    with world.page("/flood") as page:
        world.ready(page)
        yield page


def heap(world):
    """Bytes in use in the extension's worker."""
    (target,) = [found for found in world.browser.targets("service_worker") if install.EXTENSION_ID in found["url"]]
    session = world.browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
    found = world.browser.call("Runtime.getHeapUsage", session)["usedSize"]
    world.browser.call("Target.detachFromTarget", sessionId=session)
    return found


def fired(page, method, count, **params):
    """Input as fast as Chromium takes it: no answer is waited for until the end."""
    browser = page._browser
    for number in range(count):
        message = {"id": 10**9 + number, "method": method, "params": params, "sessionId": page._session}
        os.write(browser._to, json.dumps(message).encode() + b"\0")
    page.run("1")


def test_what_a_page_raises_by_itself_ten_thousand_times_a_second_is_neither_told_nor_in_the_way(world, flood):
    flood.run("(raise(), scroll())")
    begin = time.monotonic()
    flood.click("city")
    flood.type("rome")
    flood.click("save")
    assert until(lambda: ("change", "rome") in inputs(world.recorder.events), 3)
    raised = flood.run("raised") / (time.monotonic() - begin)
    assert [name for _, name in targets(world.recorder.events)] == ["City", "Save order"]
    assert raised > 10_000
    assert world.recorder.dropped == {}


def test_of_a_flood_of_real_keys_what_is_too_much_is_counted_and_everything_after_it_arrives(world, flood):
    sent = 4000
    flood.run("save.focus()")
    fired(flood, "Input.dispatchKeyEvent", sent, type="rawKeyDown", key="F2", code="F2", windowsVirtualKeyCode=113)
    with world.browser.page(f"http://127.0.0.1:{world.port}/form") as other:
        assert until(lambda: other.run("document.readyState") == "complete", 5)
        time.sleep(0.5)
        other.run("city.focus()")
        other.type("oslo")
        other.run("note.focus()")
        assert until(lambda: ("change", "oslo") in inputs(world.recorder.events), 5)
    told = [event for event in world.settled() if isinstance(event, Key) and event.key == "F2"]
    assert 1000 <= len(told) < sent / 2
    assert len(told) + world.recorder.dropped["browser_overflow"] == sent
    assert heap(world) < 20 << 20


def test_of_a_flood_of_real_pointer_and_wheel_events_no_more_is_told_than_a_person_makes(world, flood):
    x, y = flood.place("roll")
    began = time.monotonic()
    fired(flood, "Input.dispatchMouseEvent", 1000, type="mouseMoved", x=x, y=y)
    fired(flood, "Input.dispatchMouseEvent", 300, type="mouseWheel", x=x, y=y, deltaX=0, deltaY=100)
    flood.click("save")
    assert until(lambda: ("button", "Save order") in targets(world.recorder.events), 10)
    told = len(world.settled()) + world.recorder.dropped["browser_overflow"]
    assert told < 1000 + 300 * (time.monotonic() - began)


def test_many_frames_of_every_origin_all_tell_and_each_once(world, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "/seat", SEAT)
    monkeypatch.setitem(pages.PAGES, "/hall", "".join(map(frame, range(MANY))) + "<button id=last>Last</button>")
    begin = time.monotonic()
    with world.page("/hall") as page:
        assert until(lambda: page.run("document.readyState") == "complete", 30)
        loaded = time.monotonic() - begin
        places = page.run(
            "[...document.querySelectorAll('iframe')].map(f => f.getBoundingClientRect()).map(r => [r.x + 30, r.y + 18])"
        )
        world.ready(page)
        for x, y in places:
            for kind in ("mousePressed", "mouseReleased"):
                page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        page.click("last")
        assert until(lambda: ("button", "Last") in targets(world.recorder.events), 10)
        events = world.settled()
    seats = sorted(
        event.element.name for event in events if isinstance(event, ElementEvent) and event.element.name.startswith("Seat")
    )
    assert seats == sorted(f"Seat {number}" for number in range(MANY))
    assert world.recorder.dropped == {}
    assert loaded < 15
