"""`handrail status` sees what the servers, the tables and the processes say."""

from deploy.processes import health
from deploy.status.look import look
from tests.system.conftest import until


def seen(pipeline):
    return look(pipeline.stack.settings("admin"), pipeline.folder)


def test_it_follows_every_partition_from_the_log_to_the_tables(pipeline):
    until(lambda: all(place.valid_through and place.committed for place in seen(pipeline).places), "every partition", 90)
    found = seen(pipeline)
    assert [place.partition for place in found.places] == [0, 1, 2, 3]
    assert all(place.end >= place.committed > 0 for place in found.places)
    assert all(place.durable is not None and place.durable <= place.produced for place in found.places)


def test_a_process_that_does_not_run_is_not_healthy(pipeline, tmp_path):
    assert health(pipeline.worker.state) == "ok"
    assert look(pipeline.stack.settings("admin"), tmp_path).health == {"worker": "not running", "sink": "not running"}
    assert not look(pipeline.stack.settings("admin"), tmp_path).healthy
