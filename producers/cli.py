"""Commands of the producers: replay; simulate has its own file beside what it runs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from producers import options
from producers import policy as policies
from producers.connection import connect
from producers.recordings import folders, formats
from producers.recordings.recording import Recording, Stamped
from producers.replay import Replay, Replayed, paced
from schemas import logs, settings
from schemas.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.folder
@options.config
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(path_type=Path),
    default=policies.DEFAULT_POLICY,
    help="Allow-list of applications and kinds of event; what it does not name is dropped.",
)
@click.option("--format", "form", type=click.Choice(["auto", *formats.FORMATS]), default="auto", show_default=True)
@click.option("--speed", type=options.Speed(), default="max", show_default=True, help="max, or times as fast as recorded.")
def replay(paths: tuple[Path, ...], folder: Path, config: Path | None, policy_file: Path, form: str, speed: float | None) -> None:
    """Publish recordings: files, or folders of them. What was replayed before is a duplicate, and the stream drops it."""
    logs.configure()
    files = folders.expand(list(paths))
    policy = policies.load(policy_file)
    chosen = settings.load("producer", folder, config)
    console = Console()
    _report(console, replay_files(chosen, policy, files, console, form=form, speed=speed))


def replay_files(
    chosen: Settings,
    policy: policies.Policy,
    files: list[Path],
    console: Console,
    *,
    form: str = "auto",
    speed: float | None = None,
) -> list[Replayed]:
    """Publish recordings, showing how it goes.

    Raises:
        HandrailError: a file cannot be read, or the servers do not allow it.
    """
    with _progress(console) as progress:
        replay = Replay(chosen, policy, *connect(chosen))
        return list(_replay_all(replay, files, form, speed, progress))


def _replay_all(replay: Replay, files: list[Path], form: str, speed: float | None, progress: Progress) -> Iterator[Replayed]:
    whole = progress.add_task("recordings", total=len(files))
    bar = progress.add_task("events", total=None)
    for file in files:
        recording: Recording = formats.read(file, form)
        progress.reset(bar, total=recording.count, description=f"events of {recording.name}")

        def watched(events: Iterable[Stamped]) -> Iterator[Stamped]:
            return progress.track(events if speed is None else paced(events, speed), task_id=bar)  # type: ignore[return-value]

        yield replay.run(recording, watched)
        progress.advance(whole)


def _progress(console: Console) -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    return Progress(*columns, console=console, transient=True)


def _report(console: Console, results: list[Replayed]) -> None:
    table = Table("recording", "events", "batches", "bytes/event", "dropped", "note", box=None, pad_edge=False)
    for result in results:
        done = result.published
        size = f"{done.bytes / done.events:.1f}" if done.events else "-"
        dropped = ", ".join(f"{count} {reason}" for reason, count in sorted(done.dropped.items())) or "0"
        note = "duplicate: replayed before, the stream drops it" if result.before >= done.batches else ""
        table.add_row(result.name, str(done.events), str(done.batches), size, dropped, note)
    console.print(table)
