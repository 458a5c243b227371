"""`python -m bench.browser [--rounds 30]`: two browsers do the same, one of them with extension, host and agent.

Needs what the tests of desktop and browser need, and root: the sites are set by a policy of the machine.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import psutil
from rich.console import Console

from bench import measure
from bench.browser import pages as content
from bench.browser.chrome import Chrome
from bench.browser.loads import loads
from bench.browser.shown import allowed, hosted, program
from bench.browser.work import Work
from bench.sample.agent import recording
from bench.sample.sealed import enrolled, opened
from producers.desktop.home import Home
from tests.producers.browser import chromium, pages
from tests.producers.desktop import desktops

RESULTS = Path(__file__).parents[1] / "RESULTS.md"
LOADS = 21
_console = Console(stderr=True)


@dataclass(slots=True)
class Measured:
    """What a browser used: CPU seconds by part, for how many events."""

    chrome: Chrome
    work: Work
    cpu: Counter[str] = field(default_factory=Counter)


def main(rounds: int) -> None:
    """Measure, print the tables and append them to the results."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        desktop = desktops.started(stack, folder)
        home = enrolled(folder, "chromium")
        origin = stack.enter_context(_site())
        with recording(desktop, home) as (_, agent), _chromes(folder, home) as chromes:
            report = "\n".join(_report(chromes, agent, origin, rounds))
        told = sum(1 for _ in opened(home, folder))
    heading = f"## {datetime.now(UTC):%Y-%m-%d}: the browser extension (`make bench-browser`)"
    report = f"{heading}\n\n{report}\n\n{told:,} events were recorded.\n"
    print(report)
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(f"\n{report}")


@contextmanager
def _site() -> Iterator[str]:
    """The origin of the pages; the policy of the machine allows it."""
    pages.PAGES.update(content.PAGES)
    with pages.served() as port:
        origin = f"http://127.0.0.1:{port}"
        with allowed(origin):
            yield origin


@contextmanager
def _chromes(folder: Path, home: Home) -> Iterator[list[Chrome]]:
    """A browser without the extension, and one with it."""
    hosted(home, folder / "with")
    with ExitStack() as stack:
        yield [
            Chrome.of(
                name, stack.enter_context(chromium.running(program(), folder / name, extension=name == "with")), folder / name
            )
            for name in ("without", "with")
        ]


def _report(chromes: Sequence[Chrome], agent: psutil.Popen, origin: str, rounds: int) -> Iterator[str]:
    with ExitStack() as stack:
        shown = [stack.enter_context(chrome.page(f"{origin}{content.WORK}")) for chrome in chromes]
        if not chromes[1].recording(shown[1]):
            sys.exit("the extension does not record: is the policy of the machine in force?")
        measured = [Measured(chrome, Work(page, Random(7))) for chrome, page in zip(chromes, shown, strict=True)]
        agents = _work(measured, agent, rounds)
        yield from _cpu(measured, agents)
        yield ""
        worker, host = (chromes[1].memory(part) / 1e6 for part in ("worker", "host"))
        yield f"Their own memory: worker {worker:.1f} MB, host {host:.1f} MB; agent {measure.memory(agent) / 1e6:.1f} MB in all."
    yield ""
    yield from _loads(chromes, origin)


def _work(measured: Sequence[Measured], agent: psutil.Popen, rounds: int) -> float:
    """Let both do the same rounds by turns; the CPU seconds of the agent."""
    before = measure.cpu(agent)
    for number in range(rounds):
        for one in measured:
            start = one.chrome.cpu()
            one.work.round()
            one.cpu.update({part: used - start[part] for part, used in one.chrome.cpu().items()})
        _console.print(f"  round {number + 1} of {rounds}")
    return measure.cpu(agent) - before


def _cpu(measured: Sequence[Measured], agent: float) -> Iterator[str]:
    yield "| CPU s | events | pages | worker | the browser's other processes | host | agent |"
    yield "|---" * 7 + "|"
    for one in measured:
        used = " | ".join(f"{one.cpu[part]:.2f}" for part in ("pages", "worker", "browser", "host"))
        yield f"| {one.chrome.name} the extension | {one.work.events:,} | {used} | {agent * (one is measured[1]):.2f} |"
    without, with_ = measured
    more = {part: (with_.cpu[part] - without.cpu[part]) / with_.work.events * 1e6 for part in with_.cpu}
    parts = " | ".join(f"{more[part]:,.0f}" for part in ("pages", "worker", "browser", "host"))
    yield f"| µs more an event | | {parts} | {agent / with_.work.events * 1e6:,.0f} |"


def _loads(chromes: Sequence[Chrome], origin: str) -> Iterator[str]:
    yield f"| median of {LOADS} loads, ms | without | with | ratio |"
    yield "|---|---|---|---|"
    for name, path in (
        ("2,000 elements", content.LONG),
        (f"{content.MANY} iframes", content.FRAMES),
        ("a small form", content.WORK),
    ):
        without, with_ = loads(chromes, f"{origin}{path}", LOADS)
        yield f"| {name} | {without:.0f} | {with_:.0f} | {with_ / without:.2f} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    main(parser.parse_args().rounds)
