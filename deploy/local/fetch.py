"""Fetches what `jars.lock` names from Maven Central, once per user: every later start uses no network at all."""

import hashlib
import tarfile
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from jgo.maven import MavenContext, PythonResolver

from deploy.local.jars import Jar, lock
from schemas.errors import HandrailError

Advance = Callable[[int], None]
"""Told how many bytes arrived since the last call, from several threads; first 0, and nothing where all is there."""


def _unwatched(_count: int) -> None:
    """Show no progress."""


def fetch(folder: Path, advance: Advance = _unwatched) -> None:
    """Fill the folder, unless it exists: it is made in one step, so what exists is whole.

    Raises:
        HandrailError: a file could not be fetched, or is not what the lock says.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as scratch:
            _fill(Path(scratch), advance)
            _publish(Path(scratch) / "done", folder)


def _fill(scratch: Path, advance: Advance) -> None:
    advance(0)
    resolver = PythonResolver(progress_callback=lambda _name, _size: nullcontext(advance))
    maven = MavenContext(resolver, repo_cache=scratch / "maven")
    (scratch / "done").mkdir()
    largest_first = sorted(lock(), key=lambda jar: -jar.size)
    with ThreadPoolExecutor(4) as pool:
        try:
            list(pool.map(lambda jar: _take(maven, jar, scratch / "done"), largest_first))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _take(maven: MavenContext, jar: Jar, into: Path) -> None:
    group, name, version, classifier, packaging = jar.coordinate.split(":")
    artifact = maven.project(group, name).at_version(version).artifact(classifier.strip("-"), packaging)
    try:
        path = artifact.resolve()
    except (OSError, RuntimeError) as fault:  # requests' errors are OSErrors; jgo says "not found" with a RuntimeError
        raise HandrailError(_sentence(name, fault)) from None
    if _digest(path) != jar.sha256:
        raise HandrailError(f"What Maven Central sent for {name} {version} is not what jars.lock names; nothing was kept.")
    if packaging == "tar.gz":
        _unpack(path, into / jar.use)
    else:
        path.rename(into / f"{jar.sha256}.jar")


def _sentence(name: str, fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.errno:
        return f"{name} cannot be stored in the cache folder: {fault.strerror}."
    return f"{name} cannot be fetched from Maven Central ({type(fault).__name__}); the first start needs the network once."


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _unpack(path: Path, into: Path) -> None:
    with tarfile.open(path) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
        archive.extractall(into)  # noqa: S202  the archive is known by its digest
    path.unlink()


def _publish(done: Path, folder: Path) -> None:
    try:
        done.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another start was faster, with the same files
            raise
