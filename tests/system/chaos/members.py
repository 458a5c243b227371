"""Several workers or sinks of one application, each with a state folder of its own, to be killed and frozen apart."""

import signal
from contextlib import suppress

import psutil

from tests.system.conftest import Pipeline, Process


class Member(Process):
    """One worker or sink among others.

    Args:
        command: `worker` or `sink`.
        name: its own, such as `worker-1`.
        pipeline: the application.
        environment: further settings.
    """

    def __init__(self, command: str, name: str, pipeline: Pipeline, **environment: str) -> None:
        super().__init__(command, pipeline, **environment)
        self.state = pipeline.folder / f"{pipeline.application}-{name}"
        self.log = pipeline.folder / "logs" / f"{pipeline.application}-{name}.log"
        self.state.mkdir(exist_ok=True)
        self._environment["HANDRAIL_STATE"] = str(self.state)
        self._frozen: list[psutil.Process] = []

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9 of the process and all its children, some of which may have ended by themselves."""
        with suppress(psutil.NoSuchProcess):
            super().kill()

    def freeze(self) -> None:
        """SIGSTOP to the process that does the work; what supervises it and what helps it run on."""
        self._frozen = self._at_work()
        self._signal(signal.SIGSTOP)

    def _at_work(self) -> list[psutil.Process]:
        """A worker's child, or the sink itself."""
        whole = self._whole()
        return whole.children() or [whole]

    def _whole(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def thaw(self) -> None:
        """SIGCONT to what was frozen."""
        self._signal(signal.SIGCONT)
        self._frozen = []

    def _signal(self, number: int) -> None:
        for process in self._frozen:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def heal(self) -> None:
        """Whatever was done to it: afterwards it runs."""
        self.thaw()
        if not self.running:
            self.start()


class Impostor(Member):
    """A worker with something broken: `planted.py` in place of the product's command, and no supervisor."""

    def __init__(self, bug: str, name: str, pipeline: Pipeline, **environment: str) -> None:
        super().__init__("worker", name, pipeline, **environment)
        self._command = [self._command[0], "-m", "tests.system.chaos.planted", bug, "--dir", str(pipeline.folder)]

    def _at_work(self) -> list[psutil.Process]:
        return [self._whole()]
