"""A Chromium under measurement: its processes by what they do, and pages in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from producers.browser import install
from tests.producers.browser.chromium import Browser, Page
from tests.producers.desktop.desktops import until

PARTS = ("pages", "worker", "host", "browser")


@dataclass(frozen=True, slots=True)
class Chrome:
    """A running Chromium.

    Attributes:
        name: what it is called in the table.
        browser: the protocol.
        process: its first process.
    """

    name: str
    browser: Browser
    process: psutil.Process

    @classmethod
    def of(cls, name: str, browser: Browser, profile: Path) -> "Chrome":
        """The Chromium of a profile, a child of this process."""
        [process] = [child for child in psutil.Process().children() if f"--user-data-dir={profile}" in child.cmdline()]
        return cls(name, browser, process)

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far, by part."""
        used = dict.fromkeys(PARTS, 0.0)
        for part, process in self._parts():
            times = process.cpu_times()
            used[part] += times.user + times.system
        return used

    def memory(self, part: str) -> int:
        """Bytes that only the processes of a part have."""
        return sum(process.memory_full_info().uss for found, process in self._parts() if found == part)

    @contextmanager
    def page(self, url: str) -> Iterator[Page]:
        """A page that has loaded."""
        with self.browser.page(url) as page:
            assert until(lambda: page.run("location.href + document.readyState") == f"{url}complete", 20)
            yield page

    def recording(self, page: Page) -> bool:
        """Whether the extension says within half a minute that it records a page."""
        tab = f"(await chrome.tabs.query({{}})).find(tab => tab.url === '{page.run('location.href')}').id"
        asked = f"(async () => (await chrome.runtime.sendMessage({{type: 'status', tab: {tab}}})).state)().catch(() => '')"
        with self.browser.page(f"chrome-extension://{install.EXTENSION_ID}/popup.html") as popup:
            assert until(lambda: popup.run("document.readyState") == "complete", 10)
            return until(lambda: popup.run(asked) == "recording", 30)

    def _parts(self) -> Iterator[tuple[str, psutil.Process]]:
        for process in [self.process, *self.process.children(recursive=True)]:
            yield _part(process.cmdline()), process


def _part(command: list[str]) -> str:
    if any("browser_host" in word or "browser-host" in word for word in command):
        return "host"
    if "--type=renderer" not in command:
        return "browser"
    return "worker" if "--extension-process" in command else "pages"
