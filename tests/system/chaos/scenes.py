"""Scenes in which a planted bug shows: what is done to a broken worker, and when."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from confluent_kafka import Consumer, ConsumerGroupTopicPartitions, TopicPartition
from confluent_kafka.admin import AdminClient

from deploy.local.stack import Stack
from schemas.topics import INTERACTIONS, REDACTIONS
from tests.system.chaos import log
from tests.system.chaos.author import Author
from tests.system.chaos.members import Impostor
from tests.system.chaos.planted import PAUSE
from tests.system.chaos.team import Team, team
from tests.system.chaos.verifier import Verdict, verify
from tests.system.conftest import until

_COMMIT = 6 * PAUSE  # seconds that the rest of a commit takes at the most
_PATIENT = {"HANDRAIL_SESSIONS__SILENCE": "3600000"}  # nothing closes before it is told to end


class Scene:
    """An application whose worker has something broken.

    Args:
        stack: the servers.
        team: the application, not started.
        bug: what is broken, as `planted.py` names it.
    """

    def __init__(self, stack: Stack, team: Team, bug: str) -> None:
        self._stack = stack
        self._team = team
        self._author = Author(stack)
        self._sound = team.members["worker-0"]
        self.impostor = Impostor(bug, "impostor", team.pipeline, **_PATIENT)
        team.members["worker-0"] = self.impostor

    def play(self, name: str) -> Verdict:
        """Play a scene, by the name of its method; say what the verifier finds."""
        self._team.start()
        self._team.wait_healthy()
        getattr(self, name)(f"{self._team.application}-{uuid4().hex[:8]}")
        entries = log.entries(self._stack.settings("admin"))
        self._team.wait_complete(entries)
        return verify(entries, self._team.made())

    def told_twice(self, device: str) -> None:
        """A batch comes twice."""
        self._author.write(device)
        self._author.repeat(device)
        self._author.write(device, end=True)

    def killed_with_a_batch_in_hand(self, device: str) -> None:
        """The worker is killed once the group's offset has passed a batch whose trajectory is open."""
        self._author.write(device)
        end = self._end_of_log()
        until(lambda: self._committed() >= end, "the group's offset behind the batch", 60)
        self._replace()
        self._author.write(device, end=True)

    def killed_in_a_commit(self, device: str) -> None:
        """The worker is killed when a report has been written and the row that says so has not."""
        self._author.write(device, end=True)
        self._await_report()
        self._replace()

    def frozen_in_a_commit(self, device: str) -> None:
        """The same with a freeze: another worker does it all, then the frozen one goes on where it was."""
        self._author.write(device, end=True)
        self._await_report()
        self.impostor.freeze()
        self._team.members["second"] = self._sound
        self._sound.start()
        self._team.wait_complete(log.entries(self._stack.settings("admin")))
        self.impostor.thaw()
        time.sleep(_COMMIT)
        self._author.write(f"{device}-after", end=True)

    def _replace(self) -> None:
        """kill -9 of the broken worker; a sound one follows it."""
        self.impostor.kill()
        self._team.members["worker-0"] = self._sound
        self._sound.start()

    def _end_of_log(self) -> int:
        return max(entry.offset for entry in log.entries(self._stack.settings("admin")) if entry.partition == 0) + 1

    def _committed(self) -> int:
        admin = AdminClient(self._stack.settings("admin").kafka.client())
        asked = ConsumerGroupTopicPartitions(self._team.application, [TopicPartition(INTERACTIONS.name, 0)])
        (place,) = admin.list_consumer_group_offsets([asked])[self._team.application].result(20).topic_partitions
        return int(place.offset)

    def _await_report(self) -> None:
        """Return when the first record with a key is in `redactions`, committed or not: watermarks have none."""
        kafka = self._stack.settings("admin").kafka
        consumer = Consumer(kafka.client(group_id=uuid4().hex, isolation_level="read_uncommitted", enable_auto_commit=False))
        consumer.assign([TopicPartition(REDACTIONS.of(self._team.application), 0, 0)])
        end = time.monotonic() + 60
        try:
            while (message := consumer.poll(0.1)) is None or message.error() or message.key() is None:
                assert time.monotonic() < end, "no report within 60 s"
        finally:
            consumer.close()


@contextmanager
def scene(stack: Stack, bug: str, name: str) -> Iterator[Scene]:
    """A scene to be played, as an application of its own whose worker has a bug."""
    with team(stack, f"handrail-{bug}-{name}".replace("_", "-"), limits=_PATIENT) as application:
        scene = Scene(stack, application, bug)
        try:
            yield scene
        finally:
            scene.impostor.thaw()
            scene.impostor.stop()
