"""The extension's worker may be suspended, the extension updated, its host be gone: it finds its way back."""

import time

import pytest

from producers.browser import install
from tests.producers.browser.conftest import built
from tests.producers.browser.test_capture import inputs, targets
from tests.producers.browser.test_states import entered, popup, worker
from tests.producers.desktop.desktops import until


@pytest.fixture(scope="module")
def world(chromium_program, tmp_path_factory):
    """A browser of its own: what is done to it here would be in the way of others."""
    with built(chromium_program, tmp_path_factory.mktemp("browser")) as world:
        yield world


def workers(world):
    return {found["targetId"] for found in world.browser.targets("service_worker") if install.EXTENSION_ID in found["url"]}


def suspend(world):
    """Stop the worker as Chromium does with one that is idle; whatever happens next may wake another."""
    before = workers(world)
    with world.browser.page(f"chrome-extension://{install.EXTENSION_ID}/manifest.json") as page:
        page.call("ServiceWorker.enable")
        page.call("ServiceWorker.stopAllWorkers")
        assert until(lambda: not before & workers(world), 5)


def test_a_worker_that_was_suspended_is_woken_by_what_happens_and_that_arrives(world):
    with world.page("/form") as page:
        world.ready(page)
        suspend(world)
        world.recorder.clear()
        world.browser.call("Target.activateTarget", targetId=page.target)
        page.click("city")
        page.type("rome")
        page.click("save")
        assert until(lambda: ("change", "rome") in inputs(world.recorder.events), 10)
        assert targets(world.settled()) == [("textbox", "City"), ("button", "Save order")]
    assert world.recorder.dropped == {}


def toggled(world, page, headline):
    """Press the popup's button when it says what it is to say first; it is closed again, for it keeps the worker awake."""
    with popup(world, page) as shown:
        assert until(lambda: shown.run("document.getElementById('state')?.textContent") == headline, 10)
        shown.run("document.getElementById('pause').click()")
        assert until(lambda: shown.run("document.getElementById('state').textContent") != headline, 5)
    world.browser.call("Target.activateTarget", targetId=page.target)


def test_a_worker_that_was_suspended_in_a_pause_wakes_up_paused(world):
    with world.page("/form") as page:
        world.ready(page)
        toggled(world, page, "Recording")
        suspend(world)
        world.recorder.paused = False  # as if the agent had forgotten
        world.recorder.clear()
        page.call("Page.reload")
        time.sleep(1)
        entered(page, "rome")
        assert world.settled() == []
        toggled(world, page, "Paused")
        world.ready(page)
        entered(page, "oslo")
        assert inputs(world.settled()) == [("change", "oslo")]


def test_a_page_that_was_open_when_the_extension_was_updated_is_silent_and_goes_on(world):
    with world.page("/form") as page:
        world.ready(page)
        worker(world, "void setTimeout(() => chrome.runtime.reload(), 200)")
        time.sleep(1)
        world.recorder.clear()
        entered(page, "rome")
        page.click("save")
        assert world.settled() == []
        assert page.run("city.value") == "rome"
    assert world.recorder.dropped == {}
