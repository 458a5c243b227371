"""Where the logs begin and end, asked of real brokers."""

import pytest
from confluent_kafka import KafkaError, KafkaException

from deploy.local.stack import Stack
from schemas.topics import TRAJECTORIES
from sinks.kafka import Brokers, UnansweredError

PARTITIONS = range(4)


class Outdated:
    """A client that knew a leader from before a restart: the brokers refuse whatever it asks."""

    def list_offsets(self, *_: object, **__: object) -> None:
        raise KafkaException(KafkaError(KafkaError.FENCED_LEADER_EPOCH))

    def poll(self, _: float) -> None:
        """Nothing is heard."""


def test_a_client_whose_view_of_the_brokers_is_outdated_is_replaced(stack: Stack) -> None:
    brokers = Brokers(stack.settings("sink").kafka)
    expected = brokers.ends(TRAJECTORIES.name, PARTITIONS)
    brokers._client = Outdated()
    assert brokers.ends(TRAJECTORIES.name, PARTITIONS).keys() == expected.keys()


def test_brokers_that_do_not_answer_are_named(stack: Stack) -> None:
    kafka = stack.settings("sink").kafka.model_copy(update={"bootstrap": "127.0.0.1:1"})
    with pytest.raises(UnansweredError, match=r"127\.0\.0\.1:1 does not say where its logs begin and end"):
        Brokers(kafka).starts(TRAJECTORIES.name, PARTITIONS)
