"""The list of erased persons: what a sink leaves out, and for how long."""

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from sinks.erasure import Erasure, Erasures, digest, read

DAYS = [date(2026, 1, day) for day in (1, 2, 3)]
NOBODY = Erasures({})
PEOPLE = st.sampled_from(["ann", "bob", "cyd", ""])
LISTS = st.dictionaries(PEOPLE, st.builds(Erasure, st.sampled_from([day.isoformat() for day in DAYS]), st.integers(1, 9)))


def listed(people: dict[str, Erasure]) -> Erasures:
    return Erasures({digest(subject): erasure for subject, erasure in people.items()})


@given(LISTS, st.lists(st.tuples(PEOPLE, st.sampled_from(DAYS)), max_size=12))
def test_rows_of_erased_persons_are_left_out_up_to_their_day(people: dict[str, Erasure], rows: list[tuple[str, date]]) -> None:
    schema = pa.schema([("subject", pa.string()), ("date", pa.date32())])
    table = pa.table([[s for s, _ in rows], [d for _, d in rows]], schema=schema)
    kept = listed(people).drop(table)
    assert list(zip(kept["subject"].to_pylist(), kept["date"].to_pylist(), strict=True)) == [
        (s, d) for s, d in rows if s not in people or d.isoformat() > people[s].through
    ]


@given(LISTS)
def test_a_list_is_read_as_it_was_written(people: dict[str, Erasure]) -> None:
    assert read(listed(people).to_property()) == listed(people)


def test_a_table_without_a_list_has_erased_nobody() -> None:
    assert read({"delta.checkpointInterval": "100"}) == NOBODY


def test_who_is_erased_is_on_the_list_until_kafka_holds_no_copy() -> None:
    one = NOBODY.plus("ann", Erasure("2026-01-01", expires=10), now=1)
    assert "ann" in one.plus("bob", Erasure("2026-01-01", expires=20), now=9)
    assert "ann" not in one.plus("bob", Erasure("2026-01-01", expires=20), now=10)


def test_the_list_names_nobody() -> None:
    (text,) = NOBODY.plus("ann-pseudonym", Erasure("2026-01-01", 1), now=0).to_property().values()
    assert "ann" not in text
