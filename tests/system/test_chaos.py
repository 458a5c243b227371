"""Under fire: whatever is killed, frozen or refused, every trajectory is there once, and the check of that can fail.

`CHAOS_ROUNDS` and `CHAOS_SEED` choose how many rounds and which; `make chaos ROUNDS=20` is the long form.
"""

import os
import random

import pytest

from deploy.local.stack import running
from tests.system.chaos.proxy import proxied
from tests.system.chaos.rounds import Arena
from tests.system.chaos.scenes import scene
from tests.system.chaos.team import team

ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "1"))
SEED = int(os.environ.get("CHAOS_SEED", "4"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """Servers of its own: they are killed."""
    with running(tmp_path_factory.mktemp("chaos")) as stack:
        yield stack


@pytest.fixture(scope="module")
def arena(servers):
    store = servers.settings("sink").store
    with (
        proxied(store.endpoint, random.Random(SEED)) as proxy,
        team(servers, "handrail-chaos", workers=2, endpoint=proxy.endpoint) as chaos,
    ):
        chaos.start()
        chaos.wait_healthy()
        yield Arena(servers, chaos, proxy, SEED)


@pytest.mark.parametrize(
    ("bug", "name", "sentence"),
    [
        ("acknowledges_out_of_order", "killed_with_a_batch_in_hand", "differs from its batches in trajectory_id"),
        ("guards_against_no_duplicate", "told_twice", "differs from its batches in batch_count, event_count"),
        ("writes_without_a_transaction", "killed_in_a_commit", "is there 2 times"),
    ],
)
def test_the_verifier_catches_a_planted_bug(servers, bug, name, sentence):
    with scene(servers, bug, name) as played:
        faults = played.play(name).faults
    assert any(sentence in fault for fault in faults), faults


def test_a_worker_killed_in_a_commit_leaves_nothing_half_written(servers):
    with scene(servers, "is_only_slow", "killed_in_a_commit") as played:
        assert played.play("killed_in_a_commit").faults == []


def test_a_worker_frozen_in_a_commit_is_fenced(servers):
    with scene(servers, "is_only_slow", "frozen_in_a_commit") as played:
        assert played.play("frozen_in_a_commit").faults == []
        assert "fenced: another worker owns the partition" in played.impostor.logged()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_trajectory_is_there_once_as_in_an_undisturbed_application(arena, number):
    verdict = arena.round(number)
    assert verdict.trajectories
    assert verdict.faults == []
