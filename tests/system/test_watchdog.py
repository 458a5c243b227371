"""A worker that is healthy and stuck: it consumes, and nothing of it is ever committed."""

from deploy.processes import fetch
from streams.tenure import EXIT_RESTART
from tests.system.chaos.members import Impostor
from tests.system.conftest import application, until

HASTY = {"HANDRAIL_STALL_SECONDS": "5"}


def test_a_worker_whose_offset_stands_still_is_no_longer_alive_and_then_ends(stack):
    with application(stack, "handrail-stuck") as pipeline:
        worker = Impostor("acknowledges_nothing", "worker", pipeline, **HASTY)
        worker.start()
        worker.wait_healthy()
        until(lambda: "no progress in partitions" in (fetch(worker.state, "livez") or ""), "the worker no longer alive", 60)
        until(lambda: "there is lag and no progress" in worker.logged(), "the sentence", 30)
        assert worker.wait(60) == EXIT_RESTART
