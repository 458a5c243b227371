"""An application that hangs: calls to it do not come back."""

import time

from tests.producers.desktop.desktops import Desktop
from tests.producers.desktop.whole.agents import OPEN, SECRET, Agent, text, typed

QUICK = 1.0  # seconds
HELD = 1.5  # after so many seconds nothing that was typed waits any more


def test_while_one_window_hangs_its_keys_are_counted_the_agent_answers_and_other_windows_go_on(
    desktop: Desktop, agent: Agent
) -> None:
    agent.environment["HANDRAIL_AGENT_HOLD"] = "1000"
    with desktop.application("Hanging", "20") as hanging, desktop.application("Working", "600") as working, agent.running():
        desktop.do(*hanging.at("City"), "click", 1)
        time.sleep(0.5)
        first = typed(desktop, OPEN[:5], 100)
        before = agent.dropped()
        hanging.suspend()
        lost = typed(desktop, SECRET, 100)
        time.sleep(HELD)
        begin = time.monotonic()
        agent.status()
        assert time.monotonic() - begin < QUICK
        desktop.do(*working.at("City"), "click", 1)
        time.sleep(1.5)
        second = typed(desktop, OPEN[5:], 100)
        time.sleep(HELD)
        after, reasons = agent.dropped(), agent.status()["dropped"]
        hanging.resume()
    assert after - before >= 2 * len(lost)
    assert reasons["no_answer"] >= len(lost)
    assert text(agent.sealed()) == first + second
