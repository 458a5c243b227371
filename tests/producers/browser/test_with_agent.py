"""Browser and desktop agent together: one device, one publisher, nothing told twice, and one pause for both."""

import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from producers.browser import install
from schemas.events import Button, Input, Key, Pointer, Selection
from tests.producers.browser import chromium, pages
from tests.producers.browser.conftest import Policy
from tests.producers.desktop import test_run
from tests.producers.desktop.desktops import until


@pytest.fixture
def enrolled(desktop, tmp_path, monkeypatch):
    monkeypatch.setattr(test_run, "POLICY", test_run.POLICY.replace("application.py", "chromium"))
    return test_run.Enrolled(desktop, tmp_path)


@pytest.fixture
def page(enrolled, desktop, chromium_program, tmp_path):
    with ExitStack() as stack:
        port = stack.enter_context(pages.served())
        stack.enter_context(Policy(install.policy(install.EXTENSION_ID, [f"http://127.0.0.1:{port}"])))
        command = ["env", f"PYTHONPATH={Path.cwd()}", *test_run.COMMAND, "browser-host", "--home", str(enrolled.home.path)]
        install.write(enrolled.home, command, [tmp_path / "profile" / "NativeMessagingHosts"])
        browser = stack.enter_context(chromium.running(chromium_program, tmp_path / "profile", desktop.environment))
        page = stack.enter_context(browser.page(f"http://127.0.0.1:{port}/form"))
        page.call("Page.bringToFront")
        yield page


def click(desktop, page, name):
    x, y = page.place(name)
    left, top = page.run("[screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight]")
    desktop.do("mousemove", round(x + left), round(y + top), "click", 1)
    time.sleep(0.4)


def roles(enrolled):
    return {row["role"] for row in test_run.ask(enrolled.home, "show")["rows"]}


def test_what_is_done_in_a_page_is_told_once_and_a_pause_holds_for_both(desktop, enrolled, page):
    with enrolled.running() as agent:

        def told():
            click(desktop, page, "save")
            time.sleep(0.6)
            return "button" in roles(enrolled)

        assert until(told, 30)
        time.sleep(1)
        begin = time.time() * 1000
        click(desktop, page, "city")
        desktop.do("type", "--delay", 60, "rome")
        click(desktop, page, "colour")
        desktop.do("key", "Down")
        desktop.do("key", "Return")
        time.sleep(0.3)
        click(desktop, page, "save")
        enrolled.says("pause")
        time.sleep(0.5)
        click(desktop, page, "city")
        desktop.do("type", "--delay", 60, "paris")
        click(desktop, page, "save")
        agent.send_signal(signal.SIGTERM)
        agent.wait(20)
    events = [event for event in enrolled.events() if event.time >= begin]
    presses = [event for event in events if isinstance(event, Button) and event.pressed]
    assert [event.data for event in events if isinstance(event, Input)] == ["rome"]
    assert [event.option for event in events if isinstance(event, Selection)] == ["Green"]
    assert len(presses) == 3
    assert not [event.key for event in events if isinstance(event, Key)]
    assert any(isinstance(event, Pointer) for event in events)
