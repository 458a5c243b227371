"""Every place at rest, decompressed and decoded where that is possible: topics, files, tables, registry, pages of processes."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from confluent_kafka.schema_registry import SchemaRegistryClient

from deploy.local.stack import Stack
from deploy.processes import fetch
from tests.system import leaks
from tests.system.canary.search import Search

_TOGETHER = 500  # records that are looked through as one
_NUMBERED = ("_id", "digest", "subject", "policy", "policy_version", "thresholds", "date", "version")  # columns that nobody reads


class Place(NamedTuple):
    """Some bytes at rest; `texts` when they are text that people read."""

    name: str
    content: bytes
    texts: bool = False


def look(places: Iterable[Place], search: Search) -> dict[str, set[tuple[str, str]]]:
    """What stands where, with its form; places that hold nothing are left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for place in places:
        if hits := search.find(place.content, texts=place.texts):
            found.setdefault(place.name, set()).update(hits)
    return found


def everywhere(stack: Stack, states: Iterable[Path]) -> Iterator[Place]:
    """All places; `states` are the folders of the processes that run."""
    yield from (Place(name, content) for name, content in leaks.files(stack))
    yield from _topics(stack)
    yield from _registry(stack)
    for file in stack.home.data("store").rglob("*.parquet"):
        yield from _table(file, file.relative_to(stack.home.path).as_posix())
    for state in states:
        yield from _pages(state)


def _topics(stack: Stack) -> Iterator[Place]:
    for name, found in groupby(leaks.records(stack), key=itemgetter(0)):
        for part in _batched(content for _, content in found):
            yield Place(name, b"\n".join(part))


def _batched(contents: Iterator[bytes]) -> Iterator[list[bytes]]:
    """So many at a time: a search costs something before it begins."""
    while part := list(islice(contents, _TOGETHER)):
        yield part


def _registry(stack: Stack) -> Iterator[Place]:
    with SchemaRegistryClient(stack.settings("admin").registry.client()) as registry:
        for subject in registry.get_subjects():
            for version in registry.get_versions(subject):
                schema = registry.get_version(subject, version).schema
                yield Place("registry", f"{subject}\n{schema.schema_str if schema else ''}".encode())


def _table(file: Path, name: str) -> Iterator[Place]:
    """A Parquet file: the values of its rows, its dictionaries, its statistics and metadata."""
    with pq.ParquetFile(file) as parquet:
        rows = parquet.read().to_pylist()
        log = "_delta_log" in file.parts
        yield Place(f"{name} rows", "\n".join(_texts(rows)).encode(), texts=not log)
        yield Place(f"{name} metadata", "\n".join(_metadata(parquet)).encode())
        columns = [parquet.schema.column(at).path for at in range(len(parquet.schema))]
    with pq.ParquetFile(file, read_dictionary=columns) as parquet:
        words = (word for column in parquet.read().columns for chunk in column.chunks for word in _dictionaries(chunk))
        yield Place(f"{name} dictionaries", "\n".join(words).encode())


def _texts(value: Any, name: str = "") -> Iterator[str]:
    """Every string in a value, but those of columns that hold ids and digests."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str) and not name.endswith(_NUMBERED):
        yield value


def _metadata(parquet: pq.ParquetFile) -> Iterator[str]:
    yield from (str(parquet.metadata.metadata), str(parquet.schema_arrow))
    for group in range(parquet.metadata.num_row_groups):
        row_group = parquet.metadata.row_group(group)
        yield from (str(row_group.column(at).to_dict()) for at in range(row_group.num_columns))


def _dictionaries(array: Any) -> Iterator[str]:
    """Every entry of the dictionaries in an array, whether a row uses it or not."""
    if pa.types.is_dictionary(array.type):
        yield from map(str, array.dictionary.to_pylist())
    elif pa.types.is_struct(array.type):
        for at in range(array.type.num_fields):
            yield from _dictionaries(array.field(at))
    elif pa.types.is_map(array.type):
        yield from (word for inner in (array.keys, array.items) for word in _dictionaries(inner))
    elif pa.types.is_list(array.type):
        yield from _dictionaries(array.values)


def _pages(state: Path) -> Iterator[Place]:
    for page in ("metrics", "healthz"):
        content = fetch(state, page)
        assert content, f"{state.name} has no page {page}"
        yield Place(f"{state.name}/{page}", content.encode())
