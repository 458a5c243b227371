"""Records deleted before they were read are refused, by name, until a person accepts the gap; then it is recorded."""

import re

import pytest
from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from deploy.local.stack import running
from deploy.processes import fetch
from producers.cli import replay_files
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.sample import SAMPLE
from schemas import metrics
from schemas.topics import INTERACTIONS
from streams.supervisor import EXIT_MISTAKE
from tests.system.conftest import Pipeline, application, until


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """On servers of its own: others still want the records that are deleted here."""
    with running(tmp_path_factory.mktemp("lost")) as stack, application(stack, "handrail") as pipeline:
        yield pipeline


def publish(pipeline: Pipeline, folder, name: str) -> int:
    file = folder / f"{name}.jsonl"
    file.write_text(SAMPLE.read_text().replace("Autumn catalogue", name))
    [done] = replay_files(pipeline.stack.settings("producer"), load(DEFAULT_POLICY), [file], Console(quiet=True))
    return done.published.last_append


def delete_everything(pipeline: Pipeline) -> None:
    """What retention does to a log that nobody reads for long enough."""
    admin = AdminClient(pipeline.stack.settings("admin").kafka.client())
    partitions = range(pipeline.stack.settings("admin").partitions)
    whole = [TopicPartition(INTERACTIONS.name, number, -1) for number in partitions]
    for deleted in admin.delete_records(whole).values():
        deleted.result(30)


def accepted(pipeline: Pipeline) -> float:
    families = text_string_to_metric_families(fetch(pipeline.worker.state, "metrics") or "")
    return sum(sample.value for family in families if family.name == metrics.ACCEPTED_GAPS.name for sample in family.samples)


def test_lost_records_are_refused_until_a_person_accepts_them_and_that_is_recorded(pipeline, tmp_path):
    worker = pipeline.worker
    pipeline.start()
    pipeline.wait_complete(publish(pipeline, tmp_path, "before"))
    worker.stop()
    publish(pipeline, tmp_path, "lost")
    delete_everything(pipeline)

    worker.start()
    assert worker.wait(60) == EXIT_MISTAKE
    flags = re.findall(r"--accept-gap|\d+:\d+-\d+", worker.logged())
    assert len(flags) >= 2
    assert "Traceback" not in worker.logged()

    worker.start(*flags)
    worker.wait_healthy()
    until(lambda: accepted(pipeline) == len(flags) / 2, "the gaps in the partitions' rows", 60)
    pipeline.wait_complete(publish(pipeline, tmp_path, "after"))
    assert len({row["device_id"] for row in pipeline.rows()}) == 2

    worker.stop()
    worker.start()
    worker.wait_healthy()
    until(lambda: accepted(pipeline) == len(flags) / 2, "what the rows kept", 60)
