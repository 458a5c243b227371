"""A page at the front of a desktop, recorded by extension and agent under an address that says nothing of the machine."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.browser.chrome import Chrome
from producers.browser import install
from producers.desktop.home import Home
from tests.producers.browser import chromium, pages
from tests.producers.browser.chromium import Page
from tests.producers.browser.conftest import HOST, Policy
from tests.producers.desktop.desktops import Desktop

_SITE = "orders.example"


@contextmanager
def shown(desktop: Desktop, home: Home, path: str, content: str) -> Iterator[Page]:
    """The page, whose browser's host belongs to the agent that records."""
    profile = desktop.folder / "profile"
    hosted(home, profile)
    pages.PAGES[path] = content
    with ExitStack() as stack:
        port = stack.enter_context(pages.served())
        stack.enter_context(allowed(f"http://{_SITE}"))
        site = f"--host-resolver-rules=MAP {_SITE} 127.0.0.1:{port}"
        browser = stack.enter_context(chromium.running(program(), profile, desktop.environment, more=[site]))
        chrome = Chrome.of("with", browser, profile)
        page = stack.enter_context(chrome.page(f"http://{_SITE}{path}"))
        if not chrome.recording(page):
            sys.exit("the extension does not record: is the policy of the machine in force?")
        page.call("Page.bringToFront")
        desktop.do("sleep", "1.5")
        yield page


def program() -> str:
    """Chromium."""
    return shutil.which("chromium") or sys.exit("Chromium is not installed: `make browser-deps` installs it")


def hosted(home: Home, profile: Path) -> None:
    """Let the browser of a profile start a host that tells the agent of a home."""
    command = ["env", f"PYTHONPATH={Path.cwd()}", *HOST, "--home", str(home.path)]
    install.write(home, command, [profile / "NativeMessagingHosts"])


@contextmanager
def allowed(origin: str) -> Iterator[None]:
    """The policy of the machine lets an origin be recorded."""
    with Policy(install.policy(install.EXTENSION_ID, [origin])):  # type: ignore[no-untyped-call]
        yield
