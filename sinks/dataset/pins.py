"""Pins: versions of the data set under a name, whose files stay until they are released.

A pin lies beside the tables as `pins/NAME/N.json`; a change writes the next N, as a store need not overwrite atomically. What an
erasure takes out of a pinned version is written again without that person below `_pinned/NAME/`, where no vacuum looks.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from schemas.errors import HandrailError
from sinks.dataset.objects import Objects, active

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
FOLDER = "_pinned"


@dataclass(frozen=True, slots=True)
class Place:
    """One table in a pin.

    Attributes:
        version: of the table.
        instead: files that an erasure replaced: the new path by the old one; empty where no row was left.
        rows_removed: by erasures, since it was pinned.
    """

    version: int
    instead: Mapping[str, str]
    rows_removed: int = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """A name for one version of each table; `made` is epoch milliseconds."""

    name: str
    made: int
    tables: Mapping[str, Place]

    @property
    def notice(self) -> str:
        """What its owner is told."""
        removed = {table: place.rows_removed for table, place in self.tables.items() if place.instead}
        if not removed:
            return "as it was pinned"
        rows = ", ".join(f"{count} rows of {table}" for table, count in removed.items())
        return f"an erasure took {rows}: the version no longer opens, read what `pins --files {self.name}` lists"


class Pins:
    """All pins of a data set.

    Args:
        files: the file client, of fsspec.
        root: where the tables lie.
        write: creates a file that must not exist, given its path and content.
    """

    def __init__(self, files: Any, root: str, write: Callable[[str, bytes], None]) -> None:
        self._files = files
        self._root = f"{root}/pins"
        self._write = write

    def all(self) -> list[Pin]:
        """Every pin, by name."""
        found: dict[str, str] = {}
        for path in sorted(self._files.find(self._root)):
            found[path.split("/")[-2]] = path
        return [_parsed(self._files.cat_file(path)) for path in found.values()]

    def get(self, name: str) -> Pin:
        """One pin.

        Raises:
            HandrailError: there is none of that name.
        """
        for pin in self.all():
            if pin.name == name:
                return pin
        raise HandrailError(f"There is no pin {name}; `handrail dataset pins` lists those there are.")

    def add(self, pin: Pin) -> None:
        """Set a pin.

        Raises:
            HandrailError: the name is taken, or is none.
        """
        if not _NAME.fullmatch(pin.name):
            raise HandrailError("A pin's name is 1 to 64 small letters, digits, dots, hyphens and underscores.")
        if any(each.name == pin.name for each in self.all()):
            raise HandrailError(f"There is a pin {pin.name} already; release it with `handrail dataset unpin {pin.name}` first.")
        self._write(f"{self._root}/{pin.name}/{0:06}.json", _text(pin))

    def revise(self, pin: Pin) -> None:
        """Write a pin anew, after an erasure."""
        newest = max(self._files.find(f"{self._root}/{pin.name}"))
        number = int(newest.rpartition("/")[2].partition(".")[0]) + 1
        self._write(f"{self._root}/{pin.name}/{number:06}.json", _text(pin))

    def remove(self, name: str, tables: Iterable[Objects]) -> None:
        """Release a pin; what an erasure wrote for it alone goes at once, the rest with the next vacuum.

        Raises:
            HandrailError: there is none of that name.
        """
        pin = self.get(name)
        for path in sorted(self._files.find(f"{self._root}/{name}")):
            self._files.rm_file(path)
        for objects in tables:
            objects.remove(path for path in pin.tables[objects.name].instead.values() if path)


def beside(objects: Objects) -> Pins:
    """The pins of the data set that a table belongs to."""
    return Pins(objects.files, objects.root.rpartition("/")[0], objects.write)


def versions(pins: Iterable[Pin], table: str) -> list[int]:
    """The versions of a table that pins hold."""
    return sorted({pin.tables[table].version for pin in pins})


def paths(pin: Pin, objects: Objects) -> list[str]:
    """The files of a pinned table, below its root: each readable by any engine that reads Parquet."""
    place = pin.tables[objects.name]
    held = (place.instead.get(file.path, file.path) for file in active(objects.open(place.version)))
    return sorted(path for path in held if path)


def missing(pin: Pin, objects: Objects) -> list[str]:
    """Files of a pinned table that are gone."""
    there = set(objects.listed())
    return [path for path in paths(pin, objects) if path not in there]


def _text(pin: Pin) -> bytes:
    return json.dumps(asdict(pin), sort_keys=True).encode()


def _parsed(content: bytes) -> Pin:
    held = json.loads(content)
    return Pin(held["name"], held["made"], {table: Place(**place) for table, place in held["tables"].items()})
