"""Looking for one person in Parquet files: by their statistics first, then in the one column that names people."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.errors import HandrailError
from sinks.dataset.objects import Objects


class Search:
    """Looks for one person in a table's files, in each once: a file never changes.

    Args:
        objects: the table's.
        subject: the pseudonym.
        told: told the path of each file that was looked into.
    """

    def __init__(self, objects: Objects, subject: str, told: Callable[[str], object]) -> None:
        self.objects = objects
        self.subject = subject
        self._told = told
        self._known: dict[str, bool] = {}

    def holds(self, path: str) -> bool:
        """Whether a file holds a row of the person; one that is gone holds none.

        Raises:
            HandrailError: it is no Parquet file.
        """
        if path not in self._known:
            self._known[path] = self._look(path)
            self._told(path)
        return self._known[path]

    def _look(self, path: str) -> bool:
        try:
            with self.objects.parquet(path) as file:
                groups = [at for at in range(file.num_row_groups) if _may_hold(file.metadata.row_group(at), self.subject)]
                rows = file.read_row_groups(groups, ["subject"])["subject"] if groups else []
                return bool(groups) and bool(pc.any(pc.equal(rows, self.subject)).as_py())
        except FileNotFoundError:
            return False
        except pa.ArrowInvalid:
            place = f"{self.objects.root}/{path}"
            raise HandrailError(f"{place} is no Parquet file: whom it names is unknown; remove it and erase again.") from None


def _may_hold(group: Any, subject: str) -> bool:
    columns = (group.column(at) for at in range(group.num_columns))
    statistics = next(column.statistics for column in columns if column.path_in_schema == "subject")
    if statistics is None or not statistics.has_min_max:
        return True
    return bool(statistics.min <= subject <= statistics.max)
