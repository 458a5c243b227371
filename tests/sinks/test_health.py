"""What the sink tells of itself over HTTP."""

import urllib.request
from urllib.error import HTTPError

import pytest
from prometheus_client import CollectorRegistry

from schemas.errors import HandrailError
from sinks import metrics
from sinks.health import Health, serving


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, answer.read().decode()
    except HTTPError as fault:
        with fault:
            return fault.code, fault.read().decode()


def test_it_says_ok_or_names_what_is_failing() -> None:
    health = Health(lambda: 0.0)
    with serving(health, CollectorRegistry(), 0) as port:
        assert get(port, "/healthz") == (200, "ok\n")
        health.failing("store", "the store is away")
        assert get(port, "/healthz") == (503, "the store is away\n")
        health.well("store")
        assert get(port, "/healthz") == (200, "ok\n")


def test_a_loop_that_does_not_turn_is_named() -> None:
    now = [0.0]
    health = Health(lambda: now[0], limit=60)
    now[0] = 61
    assert health.verdict() == ["the loop has not turned for 61 s"]
    health.beat()
    assert health.verdict() == []


def test_lag_without_a_commit_is_named_after_patience_and_a_commit_or_no_lag_begins_it_anew() -> None:
    now = [0.0]
    health = Health(lambda: now[0], limit=1e9, patience=300)
    health.owes(anything=True)
    now[0] = 200
    health.owes(anything=True)
    now[0] = 301
    assert health.verdict() == ["there is lag, and nothing was committed for 301 s"]
    health.committed()
    health.owes(anything=True)
    now[0] = 601
    assert health.verdict() == []
    health.owes(anything=False)
    now[0] = 9_000
    assert health.verdict() == []


def test_metrics_are_served() -> None:
    registry = CollectorRegistry()
    counted = metrics.on(registry)
    counted.rows.labels("trajectories").inc(3)
    with serving(Health(lambda: 0.0), registry, 0) as port:
        assert 'handrail_sink_rows_total{table="trajectories"} 3.0' in get(port, "/metrics")[1]
        assert get(port, "/")[0] == 404


def test_a_taken_port_is_one_sentence() -> None:
    with (
        serving(Health(lambda: 0.0), CollectorRegistry(), 0) as port,
        pytest.raises(HandrailError, match=f"Port {port}"),
        serving(Health(lambda: 0.0), CollectorRegistry(), port),
    ):
        pass
