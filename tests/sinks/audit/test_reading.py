"""The newest reports are found without reading more of the log than it takes."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from sinks.audit.entries import Entry, Wanted
from sinks.audit.reading import newest
from tests.sinks.conftest import START, report_of

HOUR = 3_600_000
REPORTS = [report_of(number, f"device-{number % 2}", "", START) for number in range(12)]


class Log:
    """A log in memory that counts what is read of it."""

    def __init__(self, ages: list[int]) -> None:
        self.entries = [Entry(0, number, START - age, REPORTS[number]) for number, age in enumerate(ages)]
        self.read = 0

    def since(self, time: int | None) -> Iterator[Entry]:
        for entry in self.entries:
            if time is None or entry.reported >= time:
                self.read += 1
                yield entry


ages = st.lists(st.integers(0, 1000 * HOUR), max_size=len(REPORTS))


@given(ages, st.integers(1, 5), st.sampled_from(["device-0", "device-1", None]), st.one_of(st.none(), st.integers(0, START)))
def test_they_are_the_same_as_those_of_the_whole_log(ages, most, device, since):
    log, wanted = Log(ages), Wanted(device=device, since=since)
    expected = sorted(filter(wanted.takes, log.entries), key=lambda entry: entry.order)[-most:]
    assert newest(log, wanted, most, START) == expected


def test_a_few_are_found_without_the_old_ones():
    log = Log([900 * HOUR] * 9 + [HOUR // 2] * 2)
    assert len(newest(log, Wanted(), 2, START)) == 2
    assert log.read == 2
