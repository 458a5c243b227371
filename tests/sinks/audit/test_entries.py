"""Which reports are wanted."""

import pytest

from sinks.audit.entries import Entry, Wanted
from tests.sinks.conftest import START, report_of


def entry(*found: tuple[str, str], outcome="redacted", device="d", reported=100) -> Entry:
    blank = {"field": "text", "step": 0, "score": 1.0, "placeholder": "<X>"}
    findings = [blank | {"entity_type": kind, "rule": rule} for kind, rule in found]
    return Entry(0, 0, reported, report_of(1, device, "", START) | {"findings": findings, "outcome": outcome})


def names(*values: str) -> frozenset[str]:
    return frozenset(values)


FOUND = entry(("PERSON", "names"), ("EMAIL_ADDRESS", "address"))
CLEAN = entry(outcome="clean", device="other")


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), [FOUND, CLEAN]),
        (Wanted(types=names("PERSON")), [FOUND]),
        (Wanted(types=names("PERSON", "IBAN_CODE")), [FOUND]),
        (Wanted(types=names("IBAN_CODE")), []),
        (Wanted(rules=names("address")), [FOUND]),
        (Wanted(types=names("PERSON"), rules=names("address")), []),
        (Wanted(outcomes=names("clean")), [CLEAN]),
        (Wanted(outcomes=names("clean", "redacted")), [FOUND, CLEAN]),
        (Wanted(device="other"), [CLEAN]),
        (Wanted(since=100, until=101), [FOUND, CLEAN]),
        (Wanted(since=101), []),
        (Wanted(until=100), []),
    ],
)
def test_filters_narrow_down_what_is_taken(wanted, taken):
    assert [one for one in (FOUND, CLEAN) if wanted.takes(one)] == taken
