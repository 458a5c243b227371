"""The brokers are away while somebody works: for a quarter of a minute, or for ten (HANDRAIL_SOAK=1)."""

import time

import pytest

from deploy.local.stack import Stack
from tests.producers.desktop.desktops import Desktop, until
from tests.producers.desktop.whole.agents import SOAK, Agent, keys, letters, text, typed, within
from tests.producers.desktop.whole.brokers import Mode, Way, arrived

AWAY = 600 if SOAK else 14  # seconds
WORD = 20  # letters


@pytest.mark.timeout(AWAY + 300)
def test_what_was_done_while_the_brokers_were_away_arrives_once_and_in_order(
    desktop: Desktop, stack: Stack, way: Way, connected: Agent
) -> None:
    with desktop.application("Outage") as application, connected.running():
        desktop.do(*application.at("City"), "click", 1)
        time.sleep(0.5)
        whole = typed(desktop, letters("before", WORD))
        assert until(lambda: not connected.spooled(), 30)
        way.set(Mode.DEAF)  # what is sent now is there, and nobody says so
        whole += typed(desktop, letters("deaf", WORD))
        way.set(Mode.CUT)
        end = time.monotonic() + AWAY
        while time.monotonic() < end:
            whole += typed(desktop, letters(len(whole), WORD))
        said = connected.status()["sending"]
        waiting = len(connected.spooled())
        way.set(Mode.OPEN)
        whole += typed(desktop, letters("after", WORD))
        connected.flushed()
        assert until(lambda: not connected.spooled(), 120)
        dropped, calm = connected.dropped(), connected.status()["sending"]
    assert until(lambda: not connected.spooled(), 10)
    found = connected.opened(arrived(stack, connected.device()))
    assert said.startswith("the brokers do not answer; ")
    assert waiting > AWAY / 2
    assert calm == ""
    assert [batch.header["sequence"] for batch in found] == list(range(len(found)))
    assert len({batch.header["boot_id"] for batch in found}) == 1
    assert within(text(found), whole)
    assert len(keys(found)) + dropped >= 2 * len(whole)
    assert len(text(found)) > 0.9 * len(whole)
