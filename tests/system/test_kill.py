"""kill -9 in the middle of a replay: the tables equal those of an application that read the same log undisturbed."""

import random
import threading
import time

from rich.console import Console

from producers.cli import replay_files
from producers.policy import DEFAULT_POLICY, load
from tests.system.conftest import Pipeline, application

KILLS = 3


def replay(pipeline: Pipeline, files) -> int:
    results = replay_files(pipeline.stack.settings("producer"), load(DEFAULT_POLICY), files, Console(quiet=True))
    return max(result.published.last_append for result in results)


def harass(pipeline: Pipeline, chance: random.Random) -> None:
    """Kill the worker's process, then the sink, at moments that a seed chooses; start the sink again."""
    for _ in range(KILLS):
        time.sleep(chance.uniform(1, 5))
        pipeline.worker.kill_child()
        time.sleep(chance.uniform(0.5, 3))
        pipeline.sink.kill()
        pipeline.sink.start()


def test_tables_equal_those_of_an_undisturbed_application_after_kills(stack, inputlog):
    with application(stack, "handrail-killed") as killed, application(stack, "handrail-calm") as calm:
        killed.start()
        harassing = threading.Thread(target=harass, args=(killed, random.Random(7)))
        harassing.start()
        last_append = replay(killed, inputlog[:12])
        harassing.join()
        killed.wait_complete(last_append)
        killed.stop()

        calm.start()
        calm.wait_complete(last_append)

        assert "will be started again" in killed.worker.logged(), "the worker was never killed"
        assert [row["trajectory_id"] for row in killed.rows()] == [row["trajectory_id"] for row in calm.rows()]
        assert killed.rows() == calm.rows()
        assert killed.reports() == calm.reports()


def test_a_worker_that_is_killed_whole_is_taken_over_by_another(stack, inputlog):
    with application(stack, "handrail-heir") as heir, application(stack, "handrail-calm") as calm:
        heir.start()
        last_append = replay(heir, inputlog[12:16])
        heir.worker.kill()
        heir.worker.start()
        heir.wait_complete(last_append)
        heir.stop()
        calm.start()
        calm.wait_complete(last_append)
        assert heir.rows() == calm.rows()
