import fcntl
import json
import os
import shutil
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
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
    """One browser without a window for all tests; its policy is the machine's, so only root can set it."""
    with built(chromium_program, tmp_path_factory.mktemp("browser")) as world:
        yield world


@pytest.fixture(scope="module")
def headed(chromium_program, desktop, tmp_path_factory):
    """One browser that has a window on a desktop, which it leaves to others as it found it."""
    with built(chromium_program, tmp_path_factory.mktemp("browser"), desktop.environment) as world:
        yield world


@pytest.fixture(params=["world", "headed"])
def anywhere(request):
    """A browser without a window, and one that has one."""
    return request.getfixturevalue(request.param)


@contextmanager
def built(program, folder, desktop=None):
    """A world of its own, for as long as the context lasts."""
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
        browser = stack.enter_context(chromium.running(program, folder / "profile", desktop))
        world = World(browser, port, recorder, home)
        with world.page("/form") as page:
            world.ready(page)
        yield world


@pytest.fixture(autouse=True)
def _forget(request):
    for name in {"world", "anywhere"} & set(request.fixturenames):
        request.getfixturevalue(name).recorder.dropped.clear()


class Policy:
    """A policy of the machine, for as long as the context lasts: those that hold at once allow what any of them does.

    The machine has one for all who test at the same time: others wait.
    """

    _held: ClassVar[list["Policy"]] = []
    _lock: ClassVar[list[int]] = []

    def __init__(self, content):
        self._sites = json.loads(content)["3rdparty"]["extensions"][install.EXTENSION_ID]["sites"]

    def __enter__(self):
        try:
            POLICIES.mkdir(parents=True, exist_ok=True)
            if not self._held:
                self._lock.append(os.open(POLICIES, os.O_RDONLY))
                fcntl.flock(self._lock[0], fcntl.LOCK_EX)
            self._held.append(self)
            self._write()
        except OSError:
            pytest.skip(f"the sites are set by a policy in {POLICIES}, which only root can write")

    def __exit__(self, *_):
        self._held.remove(self)
        self._write()
        if not self._held:
            os.close(self._lock.pop())

    def _write(self):
        file = POLICIES / "handrail-test.json"
        if self._held:
            sites = [site for policy in self._held for site in policy._sites]
            file.write_text(install.policy(install.EXTENSION_ID, sites), "utf-8")
        else:
            file.unlink(missing_ok=True)
