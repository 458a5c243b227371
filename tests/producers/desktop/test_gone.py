"""The X server goes away: the agent ends with one sentence, so that what started it begins anew, and its spool stays."""

import os
import signal
from contextlib import ExitStack

import psutil
import pytest

from tests.producers.desktop.desktops import started
from tests.producers.desktop.test_run import Enrolled, typed


def servers():
    return {child.pid for child in psutil.Process().children() if child.name() == "Xvfb"}


@pytest.fixture
def mortal(desktop, tmp_path):
    """A desktop of the test's own, and the process of its X server. (The other one is there for its being skipped.)"""
    others = servers()
    with ExitStack() as stack:
        desktop = started(stack, tmp_path)
        [server] = servers() - others
        yield desktop, server


@pytest.mark.parametrize("paused", [False, True], ids=["recording", "paused"])
def test_an_agent_whose_x_server_is_killed_says_so_and_ends_and_what_it_spooled_stays(mortal, tmp_path, paused):
    desktop, server = mortal
    enrolled = Enrolled(desktop, tmp_path)
    with desktop.application("Gone"), enrolled.running() as agent:
        typed(desktop, "rome")
        if paused:
            assert enrolled.says("pause")[0] == 0
        os.kill(server, signal.SIGKILL)
        _, said = agent.communicate(timeout=15)
    assert agent.returncode == 1
    assert said.decode().splitlines()[-1] == (
        f"handrail: the X display {desktop.display} has ended, or no longer lets itself be recorded; "
        "what waits is sent by the next run"
    )
    assert "Traceback" not in said.decode()
    assert enrolled.text() == "rome"
