"""The load of a round: `handrail simulate`, as from a shell."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.stack import Stack

DEVICES = 40
RATE = 2500  # events a second, of all devices together: event time runs about five times as fast as the wall
SECONDS = 36
FAULTS = 10  # of devices and networks: so many times as often as usual


@contextmanager
def load(stack: Stack, seed: int) -> Iterator[None]:
    """Publish for as long as a round lasts; the block's end waits for the last acknowledgement.

    Raises:
        AssertionError: it ended badly; names its log.
    """
    log = stack.home.path / "logs" / "simulate.log"
    amounts = {"devices": DEVICES, "rate": RATE, "seed": seed, "events": RATE * SECONDS, "faults": FAULTS}
    options = [text for name, value in amounts.items() for text in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "handrail", "simulate", "--dir", str(stack.home.path), "--json", *options]
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=_environment(stack.home.path), stdout=out, stderr=out)
    try:
        yield
        assert process.wait(180) == 0, f"the load ended badly; see {log}"
    finally:
        process.kill()
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"TMPDIR": str(folder / "tmp")}
