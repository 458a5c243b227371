"""The main job, end to end: servers, worker, sink, recordings, tables, verification."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from deploy import processes
from deploy.demo import show
from deploy.demo.figures import figures
from deploy.local import progress, stack
from deploy.local.home import Home
from schemas.errors import HandrailError

_LIMIT = 900.0  # seconds the tables may take to be complete
_PAUSE = 1.0


def run(folder: Path, recordings: Sequence[Path], console: Console, *, keep: bool) -> None:
    """Run the demo in a folder, which it empties first.

    Raises:
        HandrailError: anything did not come to its end.
    """
    _empty(folder)
    with ExitStack() as stays:
        servers = stays.enter_context(_servers(folder, console))
        owned = {name: stays.enter_context(processes.running(name, folder)) for name in ("worker", "sink")}
        _await_health(console, folder, owned)
        replayed = _replay(servers, recordings, console)
        dataset = _await_tables(servers, max(one.published.last_append for one in replayed), console)
        _show(console, dataset, replayed)
        _verify(console, servers)
        if keep:
            _stay(console, folder)


def _empty(folder: Path) -> None:
    home = Home(folder)
    if home.choices.exists():
        stack.stop(home)
        shutil.rmtree(folder)


@contextmanager
def _servers(folder: Path, console: Console) -> Iterator[stack.Stack]:
    with ExitStack() as stays:
        with progress.shown(console) as watch:
            servers = stays.enter_context(stack.running(folder, watch))
        yield servers


def _await_health(console: Console, folder: Path, owned: dict[str, "subprocess.Popen[bytes]"]) -> None:
    with console.status("worker and sink are starting"):
        for name, process in owned.items():
            processes.wait_healthy(name, folder, process)
    console.print("[green]✓[/green] worker and sink: healthy")


def _replay(servers: stack.Stack, recordings: Sequence[Path], console: Console) -> list[Any]:
    from producers.cli import replay_files  # noqa: PLC0415 - the demo alone knows every package
    from producers.policy import DEFAULT_POLICY, load  # noqa: PLC0415
    from producers.recordings import folders  # noqa: PLC0415
    from producers.recordings.browser import BROWSER  # noqa: PLC0415
    from producers.recordings.desktop import DESKTOP  # noqa: PLC0415

    files = folders.expand(list(recordings) or [DESKTOP, BROWSER])
    replayed = replay_files(servers.settings("producer"), load(DEFAULT_POLICY), files, console)
    console.print(f"[green]✓[/green] {len(replayed)} recordings published")
    if not any(one.published.batches for one in replayed):
        raise HandrailError("no event of these recordings is allowed by the policy: nothing was published")
    return list(replayed)


def _await_tables(servers: stack.Stack, last_append: int, console: Console) -> Any:
    """Wait until both tables are valid through the last batch."""
    from sinks.dataset.reading import Dataset  # noqa: PLC0415
    from sinks.tables import store_of  # noqa: PLC0415

    settings = servers.settings("auditor")
    dataset = Dataset(store_of(settings), settings.application, settings.partitions)
    end = time.monotonic() + _LIMIT
    with console.status("waiting until both tables are valid through the last batch"):
        while not dataset.exists() or not _complete(dataset, last_append):
            if time.monotonic() > end:
                raise HandrailError(f"the tables were not complete within {_LIMIT:.0f} s; see the logs in {servers.home.path}")
            time.sleep(_PAUSE)
    console.print("[green]✓[/green] both tables are valid through the last batch\n")
    return dataset


def _complete(dataset: Any, last_append: int) -> bool:
    through = [snapshot.valid_through() for snapshot in (dataset.reports(), dataset.trajectories())]
    return all(mark is not None and mark > last_append for mark in through)


def _show(console: Console, dataset: Any, replayed: Sequence[Any]) -> None:
    rows, reports = dataset.trajectories(), dataset.reports()
    content = rows.delta.to_pyarrow_table().to_pylist()
    size = sum(sum(snapshot.files()["size_bytes"].to_pylist()) for snapshot in (rows, reports))
    found = figures(content, reports.delta.to_pyarrow_table().to_pylist(), size)
    show.figures(console, found, [one.published for one in replayed])
    show.trajectories(console, sorted(content, key=lambda row: (row["start_time"], row["trajectory_id"]))[:2])
    show.snippets(console, rows.delta.table_uri, dataset.storage_options())


def _verify(console: Console, servers: Any) -> None:
    from sinks.dataset import verify_cli  # noqa: PLC0415

    console.print("\n[bold]handrail dataset verify[/bold]")
    if not verify_cli.sound(servers.settings("auditor")):
        raise HandrailError("the data set has faults")


def _stay(console: Console, folder: Path) -> None:
    console.print(f"\nEverything goes on in {folder} until you press Ctrl-C: try `handrail status --dir {folder}`.")
    try:
        while True:
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        console.print("stopped")
