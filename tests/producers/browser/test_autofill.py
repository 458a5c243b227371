"""What Chromium's own autofill puts into a form is told nowhere: neither a card nor the ordinary fields beside it."""

import json
from dataclasses import asdict

import pytest

from tests.producers.browser import pages
from tests.producers.browser.test_capture import inputs, targets

CANARY = "Qzxjkw"
CARD = {"number": "4111111111111111", "name": f"Ada {CANARY}", "expiryMonth": "05", "expiryYear": "2031", "cvc": "737"}
PAGE = """
<form><label>City <input id=city name=city></label><label>Holder <input id=holder name=ccname></label>
<label>Number <input id=number name=cardnumber autocomplete=cc-number></label>
<label>Month <input id=month name=ccmonth autocomplete=cc-exp-month></label>
<label>Year <input id=year name=ccyear autocomplete=cc-exp-year></label></form><button id=done>Done</button>
"""


def fill(page, field):
    """Have Chromium fill in a card, as when a person takes its suggestion."""
    root = page.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
    node = page.call("DOM.querySelector", nodeId=root, selector=field)["nodeId"]
    number = page.call("DOM.describeNode", nodeId=node)["node"]["backendNodeId"]
    page.call("Autofill.trigger", fieldId=number, card=CARD)


@pytest.mark.parametrize("field", ["#number", "#holder"])
def test_a_card_that_chromium_fills_in_is_told_nowhere_and_what_was_typed_beside_it_is(world, monkeypatch, field):
    monkeypatch.setitem(pages.PAGES, "/pay", PAGE)
    with world.page("/pay") as page:
        world.ready(page)
        page.call("DOM.enable")
        page.call("Autofill.enable")
        page.click("city")
        page.type("rome")
        page.click(field.removeprefix("#"))
        fill(page, field)
        page.run("done.focus()")
        page.click("done")
        events = world.settled()
        held = page.run("[holder.value, number.value, year.value]")
    assert held == [CARD["name"], CARD["number"], CARD["expiryYear"]], "nothing was filled in"
    everything = json.dumps([[asdict(event), asdict(context)] for event, context in world.recorder.stamped], default=str)
    everything += b"".join(world.told).decode()
    assert [data for _, data in inputs(events) if data] == ["rome"]
    assert targets(events)[-1] == ("button", "Done")
    assert not any(secret in everything for secret in (CANARY, CARD["number"], CARD["expiryYear"]))
    assert world.recorder.dropped == {}
