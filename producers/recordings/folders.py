"""Which files of a folder are recordings."""

from pathlib import Path

from schemas.errors import InvalidRecordingError

_EVENTS = "events.jsonl"


def expand(paths: list[Path]) -> list[Path]:
    """The recordings that paths name: a file stands for itself, a folder for the recordings right in it, sorted by name.

    Raises:
        InvalidRecordingError: a folder holds no recording or cannot be listed.
    """
    return [file for path in paths for file in (_recordings(path) if path.is_dir() else [path])]


def _recordings(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise InvalidRecordingError(f"The folder {folder.name} cannot be listed: {error.strerror}.") from None
    recordings = [path for path in files if _is_recording(path, files)]
    if not recordings:
        raise InvalidRecordingError(f"The folder {folder.resolve().name} holds no recording (*.idfx, *.jsonl, also with .gz).")
    return recordings


def _is_recording(path: Path, folder: list[Path]) -> bool:
    """Beside an `events.jsonl` every other `.jsonl` is a side file of that recording."""
    name = _plain(path)
    if any(_plain(other) == _EVENTS for other in folder):
        return name == _EVENTS or name.endswith(".idfx")
    return name.endswith((".idfx", ".jsonl"))


def _plain(path: Path) -> str:
    return path.name.removesuffix(".gz")
