"""Records the demo's samples anew: `python -m bench.sample [desktop|browser]`. It takes five minutes and what the tests need."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.browser.shown import shown
from bench.sample.agent import recording
from bench.sample.browsing import Tab, browse
from bench.sample.page import PAGE
from bench.sample.person import Person
from bench.sample.sealed import enrolled, opened
from bench.sample.session import play
from producers.recordings.browser import BROWSER
from producers.recordings.desktop import DESKTOP
from producers.recordings.handrail import write
from producers.recordings.recording import Stamped
from tests.producers.desktop.desktops import started

_DESKTOP, _BROWSER = 1_768_813_200_000, 1_768_816_800_000  # 2026-01-19, 9 and 10 o'clock UTC: when they are said to have been


def desktop() -> None:
    """Record a session with windows of applications."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        here = started(stack, folder)
        home = enrolled(folder, "orders", "mail")
        with recording(here, home) as (tell, _):
            play(here, Person(here, Random(1902)), tell)
            sys.stdout.write(tell("status"))
        _keep(DESKTOP, opened(home, folder), _DESKTOP)


def browser() -> None:
    """Record a session on a web page, with agent and extension."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        here = started(stack, folder)
        home = enrolled(folder, "chromium")
        with recording(here, home) as (tell, _):
            with shown(here, home, "/orders/2718", PAGE) as page:
                begin = time.time() * 1000
                browse(Person(here, Random(2718)), Tab(page))
            sys.stdout.write(tell("status"))
        _keep(BROWSER, (stamped for stamped in opened(home, folder) if stamped[0].time >= begin), _BROWSER)


def _keep(file: Path, events: Iterable[Stamped], begin: int) -> None:
    file.write_text(write(_shifted(events, begin)), "utf-8", newline="\n")


def _shifted(events: Iterable[Stamped], begin: int) -> Iterator[Stamped]:
    """The same events, at another time."""
    later: int | None = None
    for event, context in events:
        later = begin - event.time if later is None else later
        yield replace(event, time=event.time + later), context


if __name__ == "__main__":
    for record in [desktop, browser]:
        if record.__name__ in (sys.argv[1:] or ["desktop", "browser"]):
            record()
