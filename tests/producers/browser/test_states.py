"""Where nothing may be recorded nothing is: other sites, a pause; and a host that is killed costs nothing but a moment."""

import json
import os
import signal
import subprocess
import time

from producers.browser import install
from schemas.events import Input
from tests.producers.desktop.desktops import until


def hosts(world):
    """The processes of the host of this world."""
    found = subprocess.run(["pgrep", "-f", f"browser_host.*{world.home.path}"], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def popup(world, page):
    tab = worker(
        world, f"chrome.tabs.query({{}}).then(tabs => tabs.find(tab => tab.url === {json.dumps(page.run('location.href'))}).id)"
    )
    return world.browser.page(f"chrome-extension://{install.EXTENSION_ID}/popup.html?tab={tab}")


def worker(world, script):
    (target,) = [found for found in world.browser.targets("service_worker") if install.EXTENSION_ID in found["url"]]
    session = world.browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
    found = world.browser.call("Runtime.evaluate", session, expression=script, awaitPromise=True, returnByValue=True)
    world.browser.call("Target.detachFromTarget", sessionId=session)
    return found["result"].get("value")


def values(world):
    return [event.data for event in world.settled() if isinstance(event, Input)]


def entered(page, text):
    page.run("city.value = ''; city.focus()")
    page.type(text)
    page.run("note.focus()")


def test_a_site_that_the_policy_does_not_name_is_not_recorded_nor_a_frame_of_it(world):
    with world.page("/form", host="sub.localhost") as page:
        time.sleep(1)
        entered(page, "paris")
        page.click("save")
        assert world.settled() == []
        with popup(world, page) as shown:
            assert until(lambda: shown.run("document.getElementById('state')?.textContent") == "Not allowed here", 5)
    assert world.recorder.dropped == {}


def test_the_popup_shows_the_state_and_what_was_sent_but_not_what_it_held_and_its_button_pauses(world):
    with world.page("/form") as page:
        world.ready(page)
        entered(page, "lisbon")
        page.click("save")
        world.settled()
        with popup(world, page) as shown:
            headline = "document.getElementById('state')?.textContent"
            assert until(lambda: shown.run(headline) == "Recording", 5)
            rows = shown.run("document.getElementById('rows').textContent")
            assert "field, textbox" in rows
            assert "click, button" in rows
            assert "lisbon" not in rows
            shown.run("document.getElementById('pause').click()")
            assert until(lambda: shown.run(headline) == "Paused" and world.recorder.paused, 5)
            world.browser.call("Target.activateTarget", targetId=page.target)
            world.recorder.clear()
            entered(page, "paris")
            page.click("save")
            assert world.settled() == []
            shown.run("document.getElementById('pause').click()")
            assert until(lambda: shown.run(headline) == "Recording" and not world.recorder.paused, 5)
        world.browser.call("Target.activateTarget", targetId=page.target)
        world.ready(page)
        entered(page, "oslo")
        assert values(world) == ["oslo"]


def test_a_pause_that_the_agent_began_stops_the_browser_too_and_what_was_typed_in_it_is_never_told(world):
    with world.page("/form") as page:
        world.ready(page)
        page.run("city.focus()")
        page.type("lis")
        world.recorder.paused = True
        assert until(lambda: not recorded(world, page), 8)
        page.run("city.focus()")
        page.type("paris")
        world.recorder.paused = False
        assert until(lambda: recorded(world, page), 8)
        page.run("city.focus()")
        page.type("on")
        page.run("note.focus()")
        assert values(world) == ["on"]
        assert page.run("city.value") == "lisparison"


def recorded(world, page):
    world.recorder.clear()
    page.click_at(990, 5)
    time.sleep(0.5)
    return bool(world.recorder.events)


def test_a_host_that_is_killed_is_started_again_and_what_happened_meanwhile_arrives_once(world):
    with world.page("/form") as page:
        world.ready(page)
        for pid in hosts(world):
            os.kill(pid, signal.SIGKILL)
        entered(page, "lisbon")
        entered(page, "madrid")
        assert until(lambda: len([event for event in world.recorder.events if isinstance(event, Input)]) == 2, 15)
        assert values(world) == ["lisbon", "madrid"]
    assert world.recorder.dropped == {}


def test_until_the_policy_names_sites_none_is_allowed_and_a_name_is_never_read_as_more_than_it_says(world):
    script = """import('/sites.js').then(({ parse, includes, headingOf }) => [
        [undefined, null, {}, 'https://a.example', [3, '*', 'https://*', 'a.example', '<all_urls>', 'https://a.example/path']].map(parse),
        ['https://a.example', 'https://b.a.example', 'http://a.example', 'https://a.example:8443', 'https://xa.example',
         'https://c.example', 'https://d.c.example', 'https://d.xc.example', 'null', null]
            .filter((origin) => includes(parse(['https://a.example', 'https://*.c.example']), origin)),
        headingOf({ title: 'Reset \\u202e me', url: 'https://a.example/reset/4f9d2c/ada%40b.example/done?token=1#x' }),
    ])"""
    with world.page("/form") as page, popup(world, page) as shown:
        assert until(lambda: shown.run("document.getElementById('state')?.textContent"), 5)
        parsed, allowed, heading = shown.run(script)
    assert parsed[:4] == [[]] * 4
    assert [site for site in parsed[4] if site != "https://*"] == []
    assert allowed == ["https://a.example", "https://d.c.example"]
    assert heading == "Reset me | a.example/reset/*/*/done"
