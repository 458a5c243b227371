"""A process that forbade core dumps leaves none, also when it may have as large a one as it likes."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = "import os, sys; from streams import core_dumps; sys.argv[1] == 'forbid' and core_dumps.forbid(); os.abort()"


def crash(folder, choice):
    def allow():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", CRASH, choice]
    subprocess.run(command, cwd=folder, env=environment, preexec_fn=allow, stderr=subprocess.DEVNULL, check=False)
    return [path.name for path in folder.iterdir()]


def test_a_crash_leaves_no_core_dump(tmp_path):
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY or not crash(tmp_path / "without", "allow"):
        pytest.skip("this machine writes no core dumps into the folder of a process")
    assert crash(tmp_path / "with", "forbid") == []
