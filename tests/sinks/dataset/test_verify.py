"""What verification calls a fault."""

from sinks.dataset.verify import Findings, Report, check_chains, check_pairs


def report(key: str, digest: str = "d", previous: str = "", device: str = "device", at: int = 10) -> Report:
    return Report(trajectory_id=key, device_id=device, start_time=at, digest=digest, previous_digest=previous)


def pairs(expected: dict[str, str], given: list[Report], *, valid_through: int | None = 100, level: bool = True) -> Findings:
    found = Findings(valid_through=valid_through)
    check_pairs(expected, given, found, level=level)
    return found


def chains(*given: Report) -> dict[str, list[str]]:
    found = Findings()
    check_chains(list(given), found)
    return found.faults


def test_each_trajectory_with_its_report_is_sound() -> None:
    assert pairs({"a": "d"}, [report("a")]).faults == {}


def test_a_trajectory_without_a_report_is_a_fault() -> None:
    assert pairs({"a": "d"}, []).faults == {"trajectories without a report": ["a"]}


def test_a_report_that_is_not_the_one_named_is_a_fault() -> None:
    assert pairs({"a": "other"}, [report("a")]).faults == {"trajectories whose report is not the one they name": ["a"]}


def test_two_reports_of_one_trajectory_are_a_fault() -> None:
    assert "trajectories with more than one report" in pairs({"a": "d"}, [report("a"), report("a")]).faults


def test_a_report_without_a_trajectory_is_a_fault_below_valid_through_only() -> None:
    assert pairs({}, [report("a", at=10)], valid_through=11).faults == {"reports without a trajectory": ["a"]}
    for found in (
        pairs({}, [report("a", at=10)], valid_through=10),
        pairs({}, [report("a", at=10)], valid_through=None),
        pairs({}, [report("a", at=10)], valid_through=11, level=False),
    ):
        assert found.faults == {}
        assert found.pending == 1


def test_a_chain_of_reports_is_sound() -> None:
    assert chains(report("a", "1"), report("b", "2", "1"), report("c", "3", "2"), report("x", "1", device="other")) == {}


def test_a_report_that_follows_none_that_is_there_is_a_fault() -> None:
    assert chains(report("a", "1"), report("b", "3", "2")) == {"reports that follow one that is not there": ["b"]}
    assert chains(report("a", "1"), report("b", "2", "1", device="other")) == {"reports that follow one that is not there": ["b"]}


def test_a_forked_chain_is_a_fault() -> None:
    name = "reports that continue a chain where another one does"
    assert chains(report("a", "1"), report("b", "2", "1"), report("c", "3", "1")) == {name: ["b", "c"]}


def test_chains_that_begin_are_counted() -> None:
    found = Findings()
    check_chains([report("a", "1"), report("b", "2", "1"), report("c", "3"), report("x", "1", device="other")], found)
    assert (found.faults, found.devices, found.chains) == ({}, 2, 3)
