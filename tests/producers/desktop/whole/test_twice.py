"""Agents that are started at once: there is one for each person, and the next one waits for no dead one."""

import subprocess
import time
from pathlib import Path

from tests.producers.desktop.desktops import until
from tests.producers.desktop.whole.agents import Agent

AT_ONCE = 3
LIMIT = 15.0  # seconds in which one that follows is there, on a machine that runs tests


def test_of_agents_started_at_once_one_records_and_a_killed_one_is_followed_at_once(agent: Agent, tmp_path: Path) -> None:
    said = [tmp_path / f"{number}.said" for number in range(AT_ONCE)]
    started = [started_into(agent, file) for file in said]
    try:
        assert until(lambda: sum(one.poll() is None for one in started) == 1, 40)
        assert until(lambda: agent.state() is not None, 20)
    finally:
        for one in started:
            one.kill()
            one.wait()
    [winner] = [one for one in started if one.returncode < 0]
    sentences = {
        f"handrail: an agent is running already (process {process}): there is one for each person\n"
        for process in (winner.pid, "unknown")  # the lock is held a moment before it says by whom
    }
    refused = [(one, file.read_text("utf-8")) for one, file in zip(started, said, strict=True) if one is not winner]
    assert all(one.returncode == 1 and sentence in sentences for one, sentence in refused)
    begin = time.monotonic()
    with agent.running():
        assert time.monotonic() - begin < LIMIT


def started_into(agent: Agent, said: Path) -> "subprocess.Popen[bytes]":
    with said.open("wb") as out:
        return agent.command("run", stdout=out, stderr=out)
