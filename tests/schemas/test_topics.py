"""One declaration of topics: names by application, and nobody may do more than their part."""

import pytest

from schemas import topics
from schemas.topics import ALL, INTERACTIONS, POLICIES, TRAJECTORIES
from tests.schemas.registered import RECORDS


def test_the_first_application_has_the_plain_names():
    assert [topic.of("handrail") for topic in ALL] == [topic.name for topic in ALL]


def test_another_application_reads_the_same_log_and_writes_to_topics_of_its_own():
    names = {topic.name: topic.of("trial") for topic in ALL}
    assert names["interactions"] == "interactions"
    assert names["policies"] == "policies"
    assert {name for name in names.values() if name.endswith(".trial")} == {
        f"{name}.trial" for name in ("sessions", "trajectories", "redactions", "dead-letters")
    }
    assert [topic.name for topic in topics.of("trial")] == list(names.values())


def test_a_subject_names_topic_and_record_whatever_the_application():
    assert topics.subject(TRAJECTORIES, "Trajectory") == "trajectories-handrail.Trajectory"


def test_every_record_travels_somewhere_and_every_topic_carries_known_records():
    assert {record for topic in ALL for record in topic.records} == set(RECORDS)


def test_what_people_did_is_read_by_the_worker_alone_and_only_the_worker_writes_what_is_redacted():
    def may(operation, topic):
        return {role for role, operations in topic.may.items() if operation in operations}

    assert may("READ", INTERACTIONS) == {"worker"}
    assert all(may("WRITE", topic) == {"worker"} for topic in ALL if topic not in (INTERACTIONS, POLICIES))
    assert all("producer" not in may("READ", topic) for topic in ALL if topic is not POLICIES)


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_topic_is_deleted_by_age_or_compacted(topic):
    deleted = topic.settings["cleanup.policy"] == "delete"
    assert deleted == ("retention.ms" in topic.settings)


def test_the_log_and_not_the_device_says_when_a_batch_was_appended():
    assert INTERACTIONS.settings["message.timestamp.type"] == "LogAppendTime"
