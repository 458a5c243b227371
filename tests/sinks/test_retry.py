"""Waiting for the store."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from schemas.settings import Store
from sinks.health import Health
from sinks.retry import Pauses, Retry, Stopped
from sinks.store import server

STORE = Store(endpoint="http://store", bucket="bucket", access_key="key", secret_key=SecretStr("secret"))


def failing(times: int) -> Callable[[], str]:
    faults = iter([OSError("Connect refused by 10.0.0.1")] * times)

    def act() -> str:
        for fault in faults:
            raise fault
        return "done"

    return act


def test_it_tries_until_it_succeeds_with_growing_pauses_and_counts() -> None:
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return False

    failures: list[None] = []
    health = Health(lambda: 0.0)
    retry = Retry(server(STORE), health, wait, lambda: 1.0, Pauses(first=1, most=5))
    assert retry(failing(4), lambda: failures.append(None)) == "done"
    assert waited == [1, 2, 4, 5]
    assert len(failures) == 4
    assert health.verdict() == []


def test_while_it_waits_the_health_names_the_store() -> None:
    health = Health(lambda: 0.0)
    seen: list[list[str]] = []

    def wait(_: float) -> bool:
        seen.append(health.verdict())
        return False

    retry = Retry(server(STORE), health, wait, lambda: 0.5, Pauses())
    retry(failing(1))
    assert seen == [["the S3 store at http://store does not answer as it should (no connection)"]]


def test_asked_to_end_it_ends() -> None:
    retry = Retry(server(STORE), Health(lambda: 0.0), lambda _: True, lambda: 0.5, Pauses())
    with pytest.raises(Stopped):
        retry(failing(1))


def test_what_is_no_fault_of_the_store_is_not_tried_again() -> None:
    retry = Retry(server(STORE), Health(lambda: 0.0), lambda _: False, lambda: 0.5, Pauses())

    def act() -> None:
        raise KeyError("a mistake of ours")

    with pytest.raises(KeyError):
        retry(act)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_are_bounded(attempt: int, jitter: float) -> None:
    assert 0 < Pauses().of(attempt, jitter) <= Pauses().most
