"""Looking for what was typed in every place it must not be: topics, log segments, files, whatever was not meant to hold it."""

from collections.abc import Callable, Iterable, Iterator
from uuid import uuid4

import ahocorasick
from confluent_kafka import Consumer, Message, TopicPartition

from deploy.local.stack import Stack

RUN = 24  # consecutive typed characters


def runs(typed: str) -> set[str]:
    """Every run of 24 characters, but for those with blanks in a row."""
    found = (typed[at : at + RUN] for at in range(len(typed) - RUN + 1))
    return {run for run in found if "   " not in run}


class Sweep:
    """Counts which of some values stand in bytes, as UTF-8 or UTF-16."""

    def __init__(self, values: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for value in values:
            raw = value.encode().decode("latin-1")
            self._automaton.add_word(raw, value)
        self._automaton.make_automaton()

    def find(self, content: bytes) -> set[str]:
        text = content.decode("latin-1")
        return {value for form in (text, text.replace("\0", "")) for _, value in self._automaton.iter(form)}

    def places(self, stack: Stack) -> dict[str, set[str]]:
        """What stands where, by place; places that may hold redacted text are left out."""
        found = {name: self.find(content) for name, content in _everything(stack)}
        return {name: values for name, values in found.items() if values}


def _everything(stack: Stack) -> Iterator[tuple[str, bytes]]:
    for inside, content in files(stack):
        if not inside.startswith("data/store/") and "/trajectories" not in inside:
            yield inside, content
    yield from records(stack, lambda topic: not topic.startswith("trajectories"))


def files(stack: Stack) -> Iterator[tuple[str, bytes]]:
    """Every file below the stack's folder, by its path in there."""
    for file in stack.home.path.rglob("*"):
        if file.is_file():
            # the brokers' indexes are mostly room for more
            yield file.relative_to(stack.home.path).as_posix(), file.read_bytes().rstrip(b"\0")


def records(stack: Stack, chosen: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, bytes]]:
    """Keys, values and headers of every record of the chosen topics, decompressed by the client, committed or not."""
    consumer = Consumer(
        stack.settings("admin").kafka.client(
            group_id=uuid4().hex, enable_partition_eof=True, isolation_level="read_uncommitted", enable_auto_commit=False
        )
    )
    places = [
        TopicPartition(name, partition, 0)
        for name, topic in consumer.list_topics(timeout=10).topics.items()
        if chosen(name)
        for partition in topic.partitions
    ]
    consumer.assign(places)
    left = len(places)
    while left:
        message = consumer.poll(10)
        assert message is not None, "the brokers went silent"
        if message.error():
            left -= 1
        else:
            yield f"topic {message.topic()}", b"\n".join(_parts(message))
    consumer.close()


def _parts(message: Message) -> Iterator[bytes]:
    yield from (message.key() or b"", message.value() or b"")
    for name, value in message.headers() or []:
        yield from (name.encode(), value or b"")
