import json
import os
import shutil
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

import pytest

from producers.browser import install
from producers.browser.intake import Intake
from producers.browser.link import socket_of
from producers.desktop.browser import Reception
from producers.desktop.home import Home
from tests.producers.browser import chromium, pages
from tests.producers.desktop.desktops import until

POLICIES = Path("/etc/chromium/policies/managed")
HOST = [sys.executable, "-c", "from producers.browser.cli import browser_host; browser_host()"]


class Remembering:
    """A recorder that keeps what it is told, for a test to look at."""

    def __init__(self):
        self.stamped, self.dropped, self.paused = [], Counter(), False

    def clear(self):
        """Forget what it was told until now."""
        self.stamped.clear()
        Listening.told.clear()

    def record(self, stamped):
        self.stamped += stamped

    def drop(self, reason, count):
        self.dropped[reason] += count

    def wish(self, wish):
        self.paused = wish == "pause"

    def state(self):
        return "paused" if self.paused else "recording"

    @property
    def events(self):
        return [event for event, _ in self.stamped]


class Listening(Intake):
    """An intake that lets a test see what the extension itself told, before the host looks at it a second time."""

    told: ClassVar[list[bytes]] = []

    def take(self, content):
        if b'"events"' in content:
            self.told.append(content)
        return super().take(content)


class World:
    """Chromium with the extension, the pages, and what arrives behind the host."""

    def __init__(self, browser, port, recorder, home):
        self.browser, self.port, self.recorder, self.home = browser, port, recorder, home
        self.told = Listening.told

    def page(self, path, host="127.0.0.1"):
        self.recorder.clear()
        return self.browser.page(f"http://{host}:{self.port}{path}")

    def ready(self, page, *frames):
        """Wait until what happens in a page is recorded, and in frames at these places: a click there arrives."""
        for place in [*frames, (990, 5)]:
            self.settled()
            self.recorder.clear()
            assert until(lambda place=place: self._arrives(page, place), 20), "nothing is recorded"
        self.settled()
        self.recorder.clear()

    def _arrives(self, page, place):
        page.click_at(*place)
        return until(lambda: self.recorder.events, 0.3)

    def settled(self):
        """Everything that was recorded, when no more comes."""
        count = -1
        while count != len(self.recorder.stamped):
            count = len(self.recorder.stamped)
            time.sleep(0.25)
        return self.recorder.events


@pytest.fixture(scope="session")
def chromium_program():
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: `make browser-deps` installs it")
    return program


@pytest.fixture(scope="session")
def world(chromium_program, tmp_path_factory):
    """One browser for all tests; its policy is the machine's, so only root can set it."""
    folder = tmp_path_factory.mktemp("browser")
    home, recorder = Home(folder / "h"), Remembering()
    with ExitStack() as stack:
        port = stack.enter_context(pages.served())
        stack.enter_context(
            Policy(install.policy(install.EXTENSION_ID, [f"http://{name}:{port}" for name in ("127.0.0.1", "localhost")]))
        )
        command = ["env", f"PYTHONPATH={Path.cwd()}", *HOST, "--home", str(home.path)]
        install.write(home, command, [folder / "profile" / "NativeMessagingHosts"])
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("producers.desktop.browser.Intake", Listening)
        reception = Reception(socket_of(home), recorder)
        reception.start()
        stack.callback(reception.stop)
        browser = stack.enter_context(chromium.running(chromium_program, folder / "profile"))
        world = World(browser, port, recorder, home)
        with world.page("/form") as page:
            world.ready(page)
        yield world


@pytest.fixture(autouse=True)
def _forget(request):
    if "world" in request.fixturenames:
        request.getfixturevalue("world").recorder.dropped.clear()


class Policy:
    """A policy of the machine, for as long as the context lasts."""

    def __init__(self, content):
        self._file, self._content = POLICIES / f"handrail-test-{os.getpid()}.json", content

    def __enter__(self):
        try:
            POLICIES.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(json.loads(self._content)), "utf-8")
        except OSError:
            pytest.skip(f"the sites are set by a policy in {POLICIES}, which only root can write")

    def __exit__(self, *_):
        self._file.unlink(missing_ok=True)
