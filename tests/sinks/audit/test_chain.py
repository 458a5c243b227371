"""A chain of reports holds, and shows what was changed, taken away or doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinks.audit.chain import look_back
from sinks.audit.entries import Entry
from tests.sinks.conftest import START, report_of


def chained(count: int, first: int = 0) -> list[Entry]:
    entries: list[Entry] = []
    previous = ""
    for number in range(first, first + count):
        entries.append(Entry(0, number, START, report_of(number, "device", previous, START)))
        previous = entries[-1].digest
    return entries


def changed(entry: Entry) -> Entry:
    return Entry(entry.partition, entry.offset, entry.reported, entry.report | {"texts_withheld": 7})


@given(st.integers(1, 8), st.booleans())
def test_an_untouched_chain_holds_from_any_report_back_to_its_start(count, cut):
    found = look_back(chained(count), cut=cut)
    assert (found.holds, found.length, found.end) == (True, count, "start")


@given(st.integers(2, 8), st.data())
def test_a_report_that_was_changed_or_taken_away_breaks_it(count, data):
    entries, place = chained(count), data.draw(st.integers(0, count - 2))
    altered = [*entries[:place], changed(entries[place]), *entries[place + 1 :]]
    assert not look_back(altered, cut=False).holds
    assert not look_back([*entries[:place], *entries[place + 1 :]], cut=False).holds


def test_what_retention_took_is_told_from_what_is_missing():
    entries = chained(5)
    assert look_back(entries[2:], cut=True).end == "kept"
    assert look_back(entries[2:], cut=False).end == "missing"
    assert look_back([entries[0], *entries[2:]], cut=True).end == "missing"


def test_two_reports_that_follow_the_same_one_are_a_fork():
    first, second = chained(2)
    other = Entry(0, 2, START, second.report | {"trajectory_id": "other"})
    assert look_back([first, second, other], cut=False).end == "fork"


def test_a_device_that_was_forgotten_begins_another_chain():
    assert look_back([*chained(3), *chained(2, first=3)], cut=False).length == 2


@pytest.mark.parametrize(("count", "words"), [(1, "(1 report)"), (2, "(2 reports)")])
def test_the_verdict_is_a_sentence(count, words):
    assert look_back(chained(count), cut=False).sentence == f"holds, back to where it starts {words}"
