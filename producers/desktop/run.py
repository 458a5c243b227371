"""One run of the agent, wired by hand: what is enrolled, the spool and its sender, the desktop, and the commands."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from producers.browser.link import socket_of
from producers.browser.merge import Merge
from producers.desktop import enrolled, meter
from producers.desktop.agent import Agent, Surroundings
from producers.desktop.alone import alone
from producers.desktop.backend import Backend
from producers.desktop.browser import Agency, Reception
from producers.desktop.control import Control, Request
from producers.desktop.enrolled import Enrolled
from producers.desktop.hold import Hold
from producers.desktop.home import Home
from producers.desktop.judge import Timing
from producers.desktop.notify import Notifier
from producers.desktop.outgoing import outlet, sending
from producers.desktop.pause import Pauses
from producers.desktop.rules import Rules
from producers.desktop.sending import Sender
from producers.desktop.spool import Spool
from producers.desktop.status import Status
from schemas.errors import HandrailError

Show = Callable[[Status], object]


def record(home: Home, show: Show, hold: int) -> None:
    """Record until told to stop, by SIGTERM or Ctrl+C.

    Args:
        home: the agent's folder.
        show: is given the status from time to time.
        hold: how long a key waits for proof, milliseconds.

    Raises:
        HandrailError: another agent runs, or something that it needs is missing.
    """
    with alone(home):
        found = enrolled.load(home)
        desktop = backend(os.environ)
        with sending(home, found) as (spool, sender):
            waiting = Hold(Timing(hold=hold * 1_000_000))
            agent = _agent(home, found, desktop, waiting, spool, _around(spool, sender, show))
            control, reception = Control(home, _handlers(agent)), _reception(home, agent)
            control.start()
            reception.start()
            with _signals(agent):
                try:
                    agent.run()
                finally:
                    reception.stop()
                    control.stop()


def backend(environment: Mapping[str, str]) -> Backend:
    """The desktop of this session.

    Raises:
        HandrailError: there is none that can be recorded.
    """
    display = environment.get("DISPLAY")
    if not display:
        raise HandrailError("there is no X11 desktop here (DISPLAY is not set): it is the only kind that can be recorded yet")
    from producers.desktop.x11.backend import X11Backend  # noqa: PLC0415 (its libraries are there where there is such a desktop)

    return X11Backend(display, locale=environment.get("LC_ALL") or environment.get("LANG") or "en_US.UTF-8")


def _agent(home: Home, found: Enrolled, desktop: Backend, hold: Hold, spool: Spool, around: Surroundings) -> Agent:
    rules = Rules(home.policy, lambda _: enrolled.agreed(home))
    rules.load()
    return Agent(desktop, outlet(home, found, spool), rules, Pauses(home), around, hold)


def _reception(home: Home, agent: Agent) -> Reception:
    """Where browsers tell the agent what happens in them."""
    gate, journal = agent.outlet.gate, agent.outlet.journal
    agency = Agency(agent.take_in, lambda: agent.pause(None), agent.resume, lambda: gate.paused, journal.dropped)
    reception = Reception(socket_of(home), agency)
    agent.leave_out, agent.outlet.merge = reception.leave_out, Merge(reception.hears)
    return reception


def _around(spool: Spool, sender: Sender, show: Show) -> Surroundings:
    return Surroundings(
        clock=time.monotonic_ns,
        cpu=meter.cpu_seconds,
        memory=meter.resident_bytes,
        sending=lambda: _sentence(spool, sender),
        tell=Notifier(),
        show=show,
    )


def _sentence(spool: Spool, sender: Sender) -> str:
    """What keeps batches from the brokers, and what became of those that waited too long."""
    status, lost = sender.status, spool.dropped
    waiting = f"{spool.waiting} batches wait" if status.away or status.fault else ""
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(lost.items()))
    dropped = f"{lost.total()} batches dropped by the spool: {reasons}" if lost else ""
    trouble = status.fault or ("the brokers do not answer" if status.away else "")
    ended = "" if sender.alive else "sending has ended by a fault of its own: start the agent again"
    return "; ".join(filter(None, [trouble or ended, waiting, dropped]))


def _handlers(agent: Agent) -> dict[str, Callable[[Request], Mapping[str, Any]]]:
    def pause(request: Request) -> Mapping[str, Any]:
        agent.pause(_seconds(request))
        return agent.status().document()

    def resume(_: Request) -> Mapping[str, Any]:
        agent.resume()
        return agent.status().document()

    def status(_: Request) -> Mapping[str, Any]:
        return agent.status().document()

    def show(_: Request) -> Mapping[str, Any]:
        return {"rows": agent.outlet.journal.shown(), "status": agent.status().document()}

    return {"pause": pause, "resume": resume, "status": status, "show": show}


def _seconds(request: Request) -> float | None:
    """How long a pause is to be; one that is no number of seconds has no end."""
    seconds = request.get("seconds")
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else None


@contextmanager
def _signals(agent: Agent) -> Iterator[None]:
    """SIGTERM and Ctrl+C end the run, SIGHUP has the policy read again."""
    handlers = {
        signal.SIGTERM: lambda *_: agent.stop(),
        signal.SIGINT: lambda *_: agent.stop(),
        signal.SIGHUP: lambda *_: agent.look_around(),
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
