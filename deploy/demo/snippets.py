"""How to read the data set: the one-liners that the README and the demo show. They are run as they stand, so they cannot rot."""

from dataclasses import dataclass
from typing import Any

# What a reader has at hand: where a table lies (`handrail dataset info` says it), and its role's [store] as delta-rs names it.
PREAMBLE = 'uri, s3 = "s3://handrail/handrail/trajectories", {"aws_endpoint": …, "aws_access_key_id": …}'


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line for one tool."""

    tool: str
    imports: str
    line: str

    def run(self, uri: str, s3: dict[str, str]) -> Any:
        """What the line gives."""
        names: dict[str, Any] = {"uri": uri, "s3": s3}
        exec(self.imports, names)  # noqa: S102 - our own text, above
        return eval(self.line, names)  # noqa: S307


SNIPPETS = (
    Snippet(
        "DuckDB",
        "import duckdb; from deltalake import DeltaTable",
        'duckdb.from_arrow(DeltaTable(uri, storage_options=s3).to_pyarrow_dataset()).query("trajectories", '
        '"SELECT step.kind, count(*) AS steps FROM (SELECT unnest(steps) AS step FROM trajectories) GROUP BY ALL ORDER BY ALL")',
    ),
    Snippet(
        "Polars",
        "import polars as pl",
        'pl.scan_delta(uri, storage_options=s3).group_by("application").agg(pl.len(), pl.col("event_count").sum())'
        '.sort("application").collect()',
    ),
    Snippet(
        "PyArrow",
        "from deltalake import DeltaTable",
        'DeltaTable(uri, storage_options=s3).to_pyarrow_dataset().to_table(columns=["date", "event_count"])'
        '.group_by("date").aggregate([("event_count", "sum")]).sort_by("date").to_pydict()',
    ),
)
