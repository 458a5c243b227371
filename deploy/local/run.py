"""What the supervisor tells about its run, and who reads it: `run.json`, and the proof that its process is still that one."""

import os
from typing import Literal

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from deploy.local.home import Home, write_private

State = Literal["preparing", "starting", "ready", "starting again"]


class Part(BaseModel):
    """One server in a run."""

    model_config = ConfigDict(frozen=True)

    title: str
    address: str
    state: State
    guard: int  # process id of the guard, whose one child is the server


class Run(BaseModel):
    """A supervisor's run. A process id alone proves nothing, since ids come again: `created` tells processes apart."""

    model_config = ConfigDict(frozen=True)

    pid: int
    created: float
    servers: dict[str, Part]

    @property
    def ready(self) -> bool:
        """Whether every server answered since it was last started."""
        return all(part.state == "ready" for part in self.servers.values())


def tell(home: Home, servers: dict[str, Part]) -> None:
    """Write the run of this process."""
    run = Run(pid=os.getpid(), created=psutil.Process().create_time(), servers=servers)
    write_private(home.run, run.model_dump_json(indent=2))


def find(home: Home) -> Run | None:
    """The run that is going on in this folder, if there is one."""
    try:
        run = Run.model_validate_json(home.run.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    return run if _is_alive(run) else None


def process_of(run: Run) -> psutil.Process:
    """The supervisor's process. Ask `find` for the run first."""
    return psutil.Process(run.pid)


def _is_alive(run: Run) -> bool:
    try:
        process = psutil.Process(run.pid)
        created: float = process.create_time()  # two readers may see the boot time, and so this, a second apart
        return abs(created - run.created) < 2 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
