"""The disk is full while the agent records: a small file system of its own for the spool, in a mount namespace."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.producers.desktop.desktops import Desktop, until
from tests.producers.desktop.whole.agents import Agent, letters, text, typed, within

SIZE = "64k"
OWN = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o size={size},mode=700 none "{folder}" && exec "$@"'


def wrapped(folder: Path) -> list[str]:
    """What a command runs in, so that a folder is a small file system for it alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return [*OWN, MOUNT.format(size=SIZE, folder=folder), "sh"]


def filled(folder: Path) -> None:
    """No room is left."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"." * 512):
                pass
        except OSError:
            return


@pytest.fixture
def mountable(tmp_path: Path) -> None:
    done = subprocess.run([*wrapped(tmp_path / "probe"), sys.executable, "-c", ""], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a file system may not be mounted here")


@pytest.mark.usefixtures("mountable")
def test_on_a_full_disk_the_agent_goes_on_counts_what_it_drops_says_so_and_recovers(desktop: Desktop, agent: Agent) -> None:
    agent.environment["DRIVEN_BATCH"] = "500"
    with desktop.application("Disk") as application, agent.running(wrapped(agent.home.spool)) as process:
        spool = Path(f"/proc/{process.pid}/root") / agent.home.spool.relative_to("/")
        desktop.do(*application.at("City"), "click", 1)
        time.sleep(0.5)
        whole = typed(desktop, letters(1, 20))
        assert until(lambda: len(agent.spooled(spool)) > 1)
        filled(spool)
        whole += typed(desktop, letters(2, 60))
        assert until(lambda: "disk_full" in agent.status()["sending"], 10)
        assert (process.is_running(), agent.state()) == (True, "recording")
        (spool / "filler").unlink()
        time.sleep(1.5)
        after = typed(desktop, letters(3, 20))
        agent.flushed()
        said, found = agent.status(), agent.opened(entry.value for entry in agent.spooled(spool))
    lost = int(said["sending"].split(" batches dropped by the spool: ")[0].split()[-1])
    sequences = [batch.header["sequence"] for batch in found]
    assert sequences == sorted(set(sequences))
    assert sequences[-1] + 1 == len(sequences) + lost
    assert lost > 0
    assert text(found).endswith(after)
    assert within(text(found), whole + after)
    assert said["dropped"].keys() <= {"sampled"}
    assert psutil.pid_exists(process.pid) is False
