"""Tables and memory are really looked into: what lies there is found."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.system.canary.forms import Value
from tests.system.canary.memory import remains, searching
from tests.system.canary.places import _table, look
from tests.system.canary.search import Search

SEARCH = Search(
    {"mail": Value("torvald.quimbley@zephyrol"), "card": Value("4929 3813 3266 4295"), "bystander": Value("qelvintharbo")}
)


def written(folder, **columns):
    file = folder / "rows.parquet"
    with pq.ParquetWriter(file, pa.table(columns).schema, compression="zstd", use_dictionary=True) as writer:
        writer.write_table(pa.table(columns))
        writer.add_key_value_metadata({"note": "qelvintharbo"})
    return file


def test_rows_statistics_metadata_and_dictionaries_of_a_table_are_looked_through(tmp_path):
    steps = [[{"text": "see torvald.quimbley@zephyrol"}], []]
    file = written(tmp_path, note=["4929381332664295", "0"], steps=steps, session_id=["x", "y"])
    found = look(_table(file, "table"), SEARCH)
    names = {place: {name for name, _ in hits} for place, hits in found.items()}
    assert names == {
        "table rows": {"mail", "card"},
        "table dictionaries": {"mail", "card"},
        "table metadata": {"mail", "card", "bystander"},
    }
    assert SEARCH.find(file.read_bytes()) >= {("mail", "piece")}, "its pages are opened even without knowing the format"


def test_an_entry_of_a_dictionary_that_no_row_uses_is_found(tmp_path):
    words = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int8()), pa.array(["plain", "qelvintharbo"]))
    file = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"word": words}), file, compression="zstd")
    assert {place for place, _ in look(_table(file, "table"), SEARCH).items()} >= {"table dictionaries"}


def test_what_this_process_holds_is_found_in_its_memory():
    held = "".join(["torvald", ".quimbley", "@zephyrol"]) + str(os.getpid())
    try:
        assert "mail" in remains(os.getpid(), searching({"mail": Value("torvald.quimbley@zephyrol")}))
    except OSError:
        pytest.skip("memory may not be read here")
    assert held
