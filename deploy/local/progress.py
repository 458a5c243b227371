"""What a person sees while a stack starts, and where it listens."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from deploy.local import jars
from deploy.local.run import Run
from deploy.local.stack import Stack, Watch

_MB = 1_000_000


@contextmanager
def shown(console: Console) -> Iterator[Watch]:
    """Show a start as it goes on."""
    with Progress(SpinnerColumn(finished_text="[green]✓"), TextColumn("{task.description}"), console=console) as progress:
        lines = _Lines(progress)
        yield Watch(fetched=lines.fetched, run=lines.run)


class _Lines:
    """One line for what is fetched, and one per server."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def fetched(self, count: int) -> None:
        """Count bytes that arrived."""
        total = sum(jar.size for jar in jars.lock())
        task = self._task("fetch", total)
        self._progress.advance(task, count)
        done = self._progress.tasks[task].completed
        self._progress.update(task, description=f"Fetching the servers, once: {done / _MB:.0f} of {total / _MB:.0f} MB")

    def run(self, run: Run) -> None:
        """Show the servers' states."""
        for name, part in run.servers.items():
            task = self._task(name, 1)
            self._progress.update(task, description=f"{part.title}: {part.state}", completed=part.state == "ready")

    def _task(self, name: str, total: int) -> TaskID:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        return self._tasks[name]


def say_where(console: Console, stack: Stack, how: str) -> None:
    """Print where everything listens. Passwords stay in the role files."""
    table = Table("Server", "Address", "State", box=None, padding=(0, 2, 0, 0))
    for part in stack.run().servers.values():
        table.add_row(part.title, part.address, part.state)
    console.print(f"The stack in {stack.home.path} {how}, on this machine alone.", soft_wrap=True)
    console.print(table)
    console.print(f"Settings of each role: {stack.home.role('…')}", soft_wrap=True, highlight=False)
