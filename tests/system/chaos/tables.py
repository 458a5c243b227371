"""What the tables say: rows and reports of one application, and how far they claim to be complete."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from deltalake import DeltaTable

from schemas.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """What readers of the trajectories saw at one version: the watermark of each partition, and which rows were there."""

    marks: list[int | None]
    ids: set[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """Both tables of one application.

    Attributes:
        rows: trajectories.
        reports: their redaction reports.
        marks: for each table, the watermark of each partition in epoch milliseconds; None where there is none yet.
        versions: every version of the trajectories, oldest first.
    """

    rows: list[Row]
    reports: list[Row]
    marks: dict[str, list[int | None]]
    versions: list[Version] = field(default_factory=list)


def read(settings: Settings, application: str) -> Tables:
    """Both tables, each at its newest version, read from the store itself."""
    reports = _open(settings, application, "redactions")
    rows = _open(settings, application, "trajectories")
    marks = {"redactions": _marks(reports, settings.partitions), "trajectories": _marks(rows, settings.partitions)}
    versions = list(_versions(settings, application, rows))
    return Tables(rows.to_pyarrow_table().to_pylist(), reports.to_pyarrow_table().to_pylist(), marks, versions)


def _versions(settings: Settings, application: str, newest: DeltaTable) -> Iterator[Version]:
    held = _ids_by_file(newest)
    for number in range(newest.version() + 1):
        table = _open(settings, application, "trajectories", number)
        files = (PurePosixPath(uri).name for uri in table.file_uris())
        yield Version(_marks(table, settings.partitions), {key for file in files for key in held[file]})


def _ids_by_file(table: DeltaTable) -> dict[str, list[str]]:
    return {
        PurePosixPath(file.path).name: file.to_table(columns=["trajectory_id"])["trajectory_id"].to_pylist()
        for file in table.to_pyarrow_dataset().get_fragments()
    }


def _open(settings: Settings, application: str, name: str, version: int | None = None) -> DeltaTable:
    store = settings.store
    assert store is not None
    options = {
        "aws_endpoint": store.endpoint,
        "aws_region": store.region,
        "aws_access_key_id": store.access_key,
        "aws_secret_access_key": store.secret_key.get_secret_value(),
        "aws_allow_http": "true",
    }
    return DeltaTable(f"s3://{store.bucket}/{application}/{name}", version=version, storage_options=options)


def _marks(table: DeltaTable, partitions: int) -> list[int | None]:
    return [table.transaction_version(f"valid-through-{partition}") for partition in range(partitions)]
