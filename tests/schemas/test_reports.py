"""The digest that ties a trajectory to its report is a function of the report's bytes, for ever the same."""

from schemas.reports import digest
from tests.schemas.examples import EXAMPLES

REPORT = EXAMPLES["RedactionReport"]


def test_the_digest_of_a_known_report_stays():
    assert digest(REPORT) == "5adcd517f1119fae7a3ebbca5275798beaa3eba53847e2752e1922a34329a209"


def test_any_change_of_a_report_changes_its_digest():
    changed = [
        REPORT | {name: value + 1 if isinstance(value, int) else [] if isinstance(value, list) else value + "x"}
        for name, value in REPORT.items()
    ]
    assert len({digest(report) for report in [REPORT, *changed]}) == len(REPORT) + 1
