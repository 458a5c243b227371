"""The one loop: read both topics, write reports, then trajectories; where to read on is what the tables say.

A trajectory must never be in its table before its report. Both were written in one transaction, so the report is in the log
once the trajectory is visible: before trajectories are committed, `redactions` is read up to where its log ended after the
last of them was read, and committed first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Event

import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from schemas.errors import HandrailError
from schemas.settings import Kafka
from sinks.batch import Rotation, behind, partitions_differ
from sinks.feed import Feed
from sinks.health import Health
from sinks.kafka import Brokers, UnansweredError, refusal
from sinks.retry import Stopped

_CHUNK = 5_000  # records taken at once
_TAKEN = 16 << 20  # bytes of records taken at once, going by the size of those before
_TURN = 0.25  # seconds to wait for them: how soon a signal is seen
_LOOK = 30.0  # seconds between two looks at where the log ends
_log = structlog.get_logger()


class Sink:
    """Reads for as long as it is not stopped.

    Args:
        consumer: of the group, not yet subscribed.
        brokers: where partitions begin and end.
        reports: feeds the redactions table.
        trajectories: feeds the trajectories table.
        rotation: when to write.
        health: told that the loop turns.
        clock: seconds, monotonic.
        kafka: how the brokers are reached, for sentences.
    """

    def __init__(
        self,
        consumer: Consumer,
        brokers: Brokers,
        reports: Feed,
        trajectories: Feed,
        rotation: Rotation,
        health: Health,
        clock: Callable[[], float],
        kafka: Kafka,
    ) -> None:
        self._consumer = consumer
        self._brokers = brokers
        self._reports = reports
        self._trajectories = trajectories
        self._feeds = {feed.kind.topic.name: feed for feed in (reports, trajectories)}
        self._rotation = rotation
        self._health = health
        self._clock = clock
        self._kafka = kafka
        self._assignments = 0
        self._looked = 0.0
        self._lags = False  # at the last look
        self._chunk = _CHUNK

    def run(self, stop: Event) -> None:
        """Read and write until `stop` is set; the commit in hand is finished first.

        Raises:
            HandrailError: what no waiting cures.
        """
        self._consumer.subscribe([*self._feeds], on_assign=self._assigned, on_revoke=self._revoked)
        try:
            while not stop.is_set():
                self._turn()
                if self._due():
                    self._write(stop)
                self._health.owes(anything=self._moved() or self._lagging())
        except Stopped:
            _log.info("stopped while the store was away; what is not in the tables is read again")
        except KafkaException as fault:  # a seek that failed would leave a gap: better to begin anew
            raise HandrailError(f"Kafka at {self._kafka.bootstrap} no longer takes orders ({fault.args[0].name()}).") from None
        finally:
            self._consumer.close()

    def _turn(self) -> None:
        """Take what has come."""
        self._health.beat()
        messages: dict[str, list[Message]] = {topic: [] for topic in self._feeds}
        taken = self._consumer.consume(self._chunk, _TURN)
        for message in taken:
            if (error := message.error()) is None:
                messages[message.topic() or ""].append(message)
            elif error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001  how the library names its own codes
                self._ended(message, messages)
            else:
                self._complain(error)
        for topic, records in messages.items():
            if records:
                self._health.well("kafka")
                self._feeds[topic].take(records)
        self._chunk = _chunk(taken)

    def _ended(self, message: Message, messages: dict[str, list[Message]]) -> None:
        topic, partition, offset = message.topic(), message.partition(), message.offset()
        assert topic is not None
        assert partition is not None
        assert offset is not None
        self._feeds[topic].take(messages[topic])
        messages[topic].clear()
        self._feeds[topic].reach(partition, offset)
        self._health.well("kafka")

    def _complain(self, error: KafkaError) -> None:
        if fatal := refusal(error, self._kafka):
            raise fatal
        _log.warning("kafka", error=error.name())

    def _moved(self) -> bool:
        return any(feed.batch.moved for feed in self._feeds.values())

    def _lagging(self) -> bool:
        """Whether the log goes on behind what was read: records that do not come are not seen otherwise."""
        if self._clock() - self._looked >= _LOOK:
            self._looked = self._clock()
            spans = {topic: feed.batch.spans for topic, feed in self._feeds.items()}
            with suppress(UnansweredError):
                self._lags = any(behind(held, self._brokers.ends(topic, held)) for topic, held in spans.items())
        return self._lags

    def _due(self) -> bool:
        now = self._clock()
        return any(feed.batch.due(self._rotation, now) for feed in self._feeds.values())

    def _write(self, stop: Event) -> None:
        if not self._read_reports(stop):
            return
        if self._reports.write() and self._trajectories.write():
            self._hint()
        else:
            self._restart()

    def _read_reports(self, stop: Event) -> bool:
        """Read every report that the trajectories at hand may need. False when the batch is gone or the process is to end."""
        if not self._trajectories.batch.rows:
            return True
        try:
            ends = self._brokers.ends(self._reports.kind.topic.name, self._reports.batch.spans)
        except UnansweredError as fault:
            self._health.failing("offsets", str(fault))
            return False
        self._health.well("offsets")
        return not behind(self._reports.batch.spans, ends) or self._catch_up(ends, stop)

    def _catch_up(self, ends: Mapping[int, int], stop: Event) -> bool:
        """Read reports, and nothing else, to these ends."""
        assignments, held = self._assignments, _at(self._trajectories.kind.topic.name, self._trajectories.batch.spans)
        self._consumer.pause(held)
        while self._assignments == assignments and behind(self._reports.batch.spans, ends):
            if stop.is_set():
                return False
            self._turn()
            if self._reports.batch.full(self._rotation) and not self._reports.write():
                self._restart()
        if self._assignments == assignments:
            self._consumer.resume(held)
        return self._assignments == assignments

    def _assigned(self, consumer: Consumer, places: list[TopicPartition]) -> None:
        given = {topic: [at.partition for at in places if at.topic == topic] for topic in self._feeds}
        if partitions_differ(given):
            raise HandrailError(f"The topics {' and '.join(given)} have different partitions; they must have the same.")
        _log.info("partitions assigned", partitions=sorted(given[self._reports.kind.topic.name]))
        begin = self._begin(given)
        consumer.assign(begin)
        consumer.resume(begin)  # what was paused while it was read on stays paused for whoever is assigned it next

    def _revoked(self, consumer: Consumer, _: list[TopicPartition]) -> None:
        """Drop what is in hand: whoever gets the partitions reads it again from where the tables end."""
        self._assignments += 1
        for feed in self._feeds.values():
            feed.drop()
        consumer.unassign()

    def _restart(self) -> None:
        """Another writer has committed: drop what is in hand and read on from where the tables end now."""
        held = {topic: list(feed.batch.spans) for topic, feed in self._feeds.items()}
        for place in self._begin(held):
            self._consumer.seek(place)
        self._consumer.resume([at for topic, partitions in held.items() for at in _at(topic, partitions)])

    def _begin(self, given: dict[str, list[int]]) -> list[TopicPartition]:
        self._assignments += 1
        places = []
        for topic, feed in self._feeds.items():
            starts, ends = self._brokers.starts(topic, given[topic]), self._brokers.ends(topic, given[topic])
            places += [TopicPartition(topic, p, offset) for p, offset in feed.begin(starts, ends).items()]
        return places

    def _hint(self) -> None:
        """Tell the group how far the tables are, for displays of lag. Nothing rests on it."""
        self._health.committed()
        offsets = [
            TopicPartition(topic, p, span.next) for topic, feed in self._feeds.items() for p, span in feed.batch.spans.items()
        ]
        try:
            if offsets:
                self._consumer.commit(offsets=offsets, asynchronous=True)
        except KafkaException as fault:
            _log.debug("the group does not take the hint", error=fault.args[0].name())


def _chunk(taken: Sequence[Message]) -> int:
    """How many records to take next: fewer where they are large, so that what is in hand stays bounded."""
    mean = sum(map(len, taken)) // max(1, len(taken))
    return max(1, min(_CHUNK, _TAKEN // max(1, mean)))


def _at(topic: str, partitions: Iterable[int]) -> list[TopicPartition]:
    return [TopicPartition(topic, partition) for partition in partitions]
